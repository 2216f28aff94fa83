package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.SeptetProperties;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.time.ContractTimings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter must do, whatever its platform: tell what certainly did not arrive from what
 * may have, send once, and never throw while sending. Section 3 of the publishing contract, by
 * example.
 */
public abstract class PlatformContract {
    protected static final String TOKEN = "canary-token-5d1f";
    protected static final String WORKSPACE = "0192f0c1-0000-7000-8000-000000000001";
    protected static final String DELIVERY = "6f9619ff-8b86-5d01-b42d-00cf4fc964ff";
    protected static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    /** SHA-256 of the six bytes of {@link #picture}. */
    protected static final String DIGEST =
            "6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37";

    private static final Duration CALL = Duration.ofMillis(700);

    protected final MutableClock clock = new MutableClock(NOW);

    protected WireMockServer server =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir protected Path data;

    @BeforeEach
    void listen() {
        server.start();
        picture();
    }

    @AfterEach
    void close() {
        server.stop();
    }

    /** The adapter, calling this address. */
    protected abstract Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files);

    /** A feed on the server at this address. */
    protected abstract FeedAccess feed(URI address);

    /** The wish to connect an account on the server at this address. */
    protected abstract ConnectRequest connection(URI address);

    /** The request that makes a post public. */
    protected abstract MappingBuilder publish();

    /** The fault of a post without text and pictures. */
    protected String emptyFault() {
        return "text-empty";
    }

    /** A type of picture that the platform takes. */
    protected String pictureType() {
        return "image/png";
    }

    /** What preparing the text "Hello" leads to, for platforms where it leads to anything. */
    protected Map<String, String> preparedText() {
        return Map.of();
    }

    /** Folder of the platform's bodies. */
    protected abstract String folder();

    /** The platform's answer to a post that it has accepted, with a body of some length. */
    protected ResponseDefinitionBuilder created() {
        return body(200, "created.json");
    }

    /** The platform's "too many requests", and when it says to come back. */
    protected abstract ResponseDefinitionBuilder tooMany();

    protected abstract Instant tooManyUntil();

    /** The platform's word for a token that is not good any more. */
    protected abstract ResponseDefinitionBuilder tokenDead();

    /** The platform's refusal of a content. */
    protected abstract ResponseDefinitionBuilder contentRefused();

    @Test
    void aPostThatWasAcceptedHasItsIdAndCostOneRequest() {
        server.stubFor(publish().willReturn(created()));

        assertThat(send()).isInstanceOf(SendOutcome.Accepted.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void nobodyListensSoNothingWasSent() {
        var free = URI.create("http://localhost:" + TestRedis.freePort());

        assertNotSent(sendTo(free));
    }

    @Test
    void aNameThatDoesNotResolveMeansNothingWasSent() {
        assertNotSent(sendTo(URI.create("https://no-such-host.invalid")));
    }

    @Test
    void aFailedHandshakeMeansNothingWasSent() {
        assertNotSent(sendTo(URI.create("https://localhost:" + server.port())));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksAfterTheRequestLeavesItUnclear(Fault fault) {
        server.stubFor(publish().willReturn(aResponse().withFault(fault)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void silenceLeavesItUnclear() {
        server.stubFor(publish().willReturn(created().withFixedDelay(5_000)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void anAnswerThatTricklesIsCutOffAndLeavesItUnclear() {
        server.stubFor(publish().willReturn(created().withChunkedDribbleDelay(20, 20_000)));
        long began = System.nanoTime();

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void anEndlessAnswerLeavesItUnclear() {
        server.stubFor(publish().willReturn(aResponse().withBody(new byte[5 * 1024 * 1024])));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void aFaultOfTheServerLeavesItUnclear(int status) {
        server.stubFor(publish().willReturn(aResponse().withStatus(status).withBody("<html>")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowedAndLeavesItUnclear(int status) {
        server.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Location", server.baseUrl() + "/elsewhere")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 409, 418, 451})
    void anUndocumentedCodeLeavesItUnclear(int status) {
        server.stubFor(publish().willReturn(aResponse().withStatus(status).withBody("{}")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"data\":",
                "<html>thanks</html>",
                "{\"id\":\"\"}"
            })
    void successWithoutAReadableIdLeavesItUnclear(String body) {
        server.stubFor(publish().willReturn(aResponse().withBody(body)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void successWithTheIdMissingLeavesItUnclear() {
        server.stubFor(publish().willReturn(body(200, "created-without-id.json")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    /** Of posts in two steps, some have gone live behind such an answer. */
    @Test
    void tooManyRequestsMeansNotSentUntilThePlatformsOwnTime() {
        server.stubFor(publish().willReturn(tooMany()));

        if (at(address()).capabilities().publishClass() == Capabilities.PublishClass.T) {
            assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
            return;
        }
        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.notBefore()).isEqualTo(tooManyUntil()));
    }

    @Test
    void aDeadTokenMeansNotSentAndConnectAgain() {
        server.stubFor(publish().willReturn(tokenDead()));

        assertThat(send()).isInstanceOf(SendOutcome.Reconnect.class);
    }

    @Test
    void aRefusedContentIsRefusedInThePlatformsWords() {
        server.stubFor(publish().willReturn(contentRefused()));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank());
    }

    /** For most without any request; others say what it takes. */
    @Test
    protected void aTextAloneIsPrepared() {
        assertThat(prepare(Map.of(), text("Hello")))
                .isEqualTo(new PrepareOutcome.Ready(preparedText()));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void preparingGoesOnLaterWhenTheServerFails(int status) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.NotYet.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void preparingGoesOnLaterWhenTheConnectionBreaks(Fault fault) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.NotYet.class);
    }

    @Test
    void preparingWaitsUntilThePlatformsOwnTimeAfterTooManyRequests() {
        server.stubFor(any(anyUrl()).willReturn(tooMany()));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> assertThat(notYet.notBefore()).isEqualTo(tooManyUntil()));
    }

    @Test
    void preparingWithADeadTokenAsksToConnectAgain() {
        server.stubFor(any(anyUrl()).willReturn(tokenDead()));

        assertThat(prepare(Map.of(), pictured(null))).isInstanceOf(PrepareOutcome.Reconnect.class);
    }

    @Test
    void aPictureThatIsNotThereYetIsWaitedFor() {
        var missing =
                new Content(
                        "Hello",
                        List.of(
                                new Content.MediaItem(
                                        DIGEST.replace('6', '7'), "image/png", 6, 1, 1, null)),
                        null,
                        null);

        assertThat(prepare(Map.of(), missing)).isInstanceOf(PrepareOutcome.NotYet.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void readingIsPutOffWhenTheConnectionBreaks(Fault fault) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(metrics("11")).isInstanceOf(MetricsOutcome.Later.class);
    }

    @Test
    void readingIsPutOffUntilThePlatformsOwnTimeAfterTooManyRequests() {
        server.stubFor(any(anyUrl()).willReturn(tooMany()));

        assertThat(metrics("11"))
                .isInstanceOfSatisfying(
                        MetricsOutcome.Later.class,
                        later -> assertThat(NOW.plus(later.pause())).isEqualTo(tooManyUntil()));
    }

    @Test
    void readingWithADeadTokenAsksToConnectAgain() {
        server.stubFor(any(anyUrl()).willReturn(tokenDead()));

        assertThat(metrics("11")).isInstanceOf(MetricsOutcome.Reconnect.class);
    }

    @Test
    void anAccountWithADeadTokenIsNotConnected() {
        server.stubFor(any(anyUrl()).willReturn(tokenDead()));

        assertThat(connectFails(address()).unreachable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aPlatformThatBreaksOffSaysNothingAboutTheToken(Fault fault) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(connectFails(address()).unreachable()).isTrue();
    }

    @Test
    void aPlatformThatIsDownSaysNothingAboutTheToken() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));

        assertThat(connectFails(address()).unreachable()).isTrue();
        assertThat(
                        connectFails(URI.create("http://localhost:" + TestRedis.freePort()))
                                .unreachable())
                .isTrue();
    }

    @Test
    void noMessageShowsTheToken() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(418).withBody("{}")));

        assertThat(send() + " " + prepare(Map.of(), pictured(null)) + " " + metrics("11"))
                .doesNotContain(TOKEN);
        assertThat(connectFails(address()).getMessage()).doesNotContain(TOKEN);
        assertThat("" + feed(address()) + connection(address())).doesNotContain(TOKEN);
    }

    @Test
    void emptyContentAndTooManyPicturesAreFaults() {
        var platform = at(address());
        var most = platform.capabilities().images().most();
        var picture = pictured(null).media().getFirst();
        var crowded = new Content("", java.util.Collections.nCopies(most + 1, picture), null, null);

        assertThat(platform.check(platform.capabilities(), text("  ")))
                .extracting(ContentFault::type)
                .containsExactly(emptyFault());
        assertThat(platform.check(platform.capabilities(), crowded))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("too-many-images");
                    assertThat(fault.limit()).isEqualTo(most);
                    assertThat(fault.length()).isEqualTo(most + 1L);
                    assertThat(fault.detail()).contains(platform.capabilities().name());
                });
        assertThat(platform.check(platform.capabilities(), pictured(null))).isEmpty();
    }

    @Test
    void picturesOfTheWrongKindOrSizeAndLongDescriptionsAreFaults() {
        var platform = at(address());
        var rule = platform.capabilities().images();
        var wrong =
                new Content.MediaItem(
                        DIGEST,
                        "image/x-icon",
                        rule.bytes() + 1,
                        1,
                        1,
                        "é".repeat(rule.altText() + 1));

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("", List.of(wrong), null, null)))
                .extracting(ContentFault::type)
                .containsExactly("image-type-unsupported", "image-too-large", "alt-text-too-long");
    }

    protected final void assertTextLimit(String fits, String tooLong, long limit, long length) {
        var platform = at(address());
        assertThat(platform.check(platform.capabilities(), text(fits))).isEmpty();
        assertThat(platform.check(platform.capabilities(), text(tooLong)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("text-too-long");
                    assertThat(fault.limit()).isEqualTo(limit);
                    assertThat(fault.length()).isEqualTo(length);
                    assertThat(fault.detail())
                            .contains(platform.capabilities().name(), "" + limit, "" + length);
                });
    }

    protected final URI address() {
        return URI.create("http://localhost:" + server.port());
    }

    protected final Platform at(URI address) {
        var properties = new OutboundProperties(true);
        return platform(
                address,
                new Outbound(timings(), properties),
                properties,
                new MediaFiles(
                        new SeptetProperties(
                                "accounts",
                                data,
                                1,
                                1,
                                URI.create("http://localhost"),
                                URI.create("http://localhost"),
                                URI.create("http://localhost"))));
    }

    protected final SendOutcome send() {
        return sendTo(address());
    }

    protected final SendOutcome sendTo(URI address) {
        return send(address, preparedText(), text("Hello"));
    }

    protected final SendOutcome send(URI address, Map<String, String> handles, Content content) {
        return at(address)
                .send(feed(address), new SendRequest(DELIVERY, WORKSPACE, content, NOW, handles));
    }

    protected final PrepareOutcome prepare(Map<String, String> handles, Content content) {
        return at(address())
                .prepare(
                        feed(address()),
                        new SendRequest(DELIVERY, WORKSPACE, content, NOW, handles));
    }

    protected final MetricsOutcome metrics(String... ids) {
        return at(address()).metrics(feed(address()), List.of(ids));
    }

    protected final ConnectRefused connectFails(URI address) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        ConnectRefused.class, () -> at(address).connect(connection(address))));
    }

    protected final Content text(String text) {
        return new Content(text, List.of(), null, null);
    }

    protected final Content pictured(@Nullable String altText) {
        return new Content(
                "Hello",
                List.of(new Content.MediaItem(DIGEST, pictureType(), 6, 1, 1, altText)),
                null,
                null);
    }

    protected final ResponseDefinitionBuilder body(int status, String file) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(read(file));
    }

    protected final String read(String file) {
        try (var in = getClass().getResourceAsStream("/platforms/" + folder() + "/" + file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNotSent(SendOutcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.notBefore()).isNull());
    }

    private void picture() {
        try {
            var folder = data.resolve("media").resolve(WORKSPACE).resolve(DIGEST.substring(0, 2));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(DIGEST), "pixels");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContractTimings timings() {
        var usual = ContractTimings.production();
        return new ContractTimings(
                usual.sendBy(),
                usual.connect(),
                CALL,
                usual.sweep(),
                usual.triggerGrace(),
                usual.handRetry(),
                usual.overdue(),
                usual.armStale(),
                usual.settle(),
                usual.imageLead(),
                usual.lateWindow(),
                usual.shortestLateWindow(),
                usual.longestLateWindow(),
                usual.clockTolerance(),
                usual.retry());
    }
}
