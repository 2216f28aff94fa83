package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.SeptetProperties;
import io.septet.kit.testing.MutableClock;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of all adapters share: a server that plays the platform, a picture in the media
 * storage, and the words in which the platform answers.
 */
abstract class PlatformFixture {
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

    private static final Map<Class<?>, Integer> CASES = new ConcurrentHashMap<>();

    /** Counts what every adapter must do, not what this one does besides. */
    @BeforeEach
    void count(TestInfo test) {
        if (test.getTestMethod().orElseThrow().getDeclaringClass() != getClass()) {
            CASES.merge(getClass(), 1, Integer::sum);
        }
    }

    @AfterAll
    static void tell(TestInfo tests) {
        var adapter = tests.getTestClass().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "Platform contract, %s: %d cases%n",
                adapter.getSimpleName().replace("PlatformTests", ""),
                CASES.getOrDefault(adapter, 0));
    }

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

    protected static void assertNotSent(SendOutcome outcome) {
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
