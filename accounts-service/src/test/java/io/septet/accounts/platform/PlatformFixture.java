package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.SeptetProperties;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.time.ContractTimings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
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
public abstract class PlatformFixture implements PlatformUnderTest {
    /** From when on it is looked for. */
    protected static final Instant SINCE = NOW.minus(Duration.ofMinutes(1));

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
        if (Modifier.isAbstract(
                test.getTestMethod().orElseThrow().getDeclaringClass().getModifiers())) {
            CASES.merge(getClass(), 1, Integer::sum);
        }
    }

    @AfterAll
    static void tell(TestInfo tests) {
        var adapter = tests.getTestClass().orElseThrow();
        var cases = CASES.get(adapter);
        if (cases != null) {
            System.out.printf(
                    Locale.ROOT,
                    "Contract of adapters, %s: %d cases%n",
                    adapter.getSimpleName(),
                    cases);
        }
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

    @Override
    public final WireMockServer server() {
        return server;
    }

    @Override
    public final MutableClock clock() {
        return clock;
    }

    @Override
    public final URI address() {
        return URI.create("http://localhost:" + server.port());
    }

    @Override
    public final Platform at(URI address) {
        var allowed = new OutboundProperties(true);
        var septet = new SeptetProperties("accounts", data, 1, 1, address, address, address);
        return platform(
                address,
                new Parts(
                        new Outbound(timings(), allowed),
                        allowed,
                        new MediaFiles(septet),
                        new MediaLinks(
                                new MediaLinkProperties(
                                        URI.create("https://post.example"), Duration.ofHours(24)),
                                septet,
                                clock)));
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

    protected final ReadBack readBack() {
        return readBackAt(address());
    }

    protected final ReadBack readBackAt(URI address) {
        return readBack(address, preparedText(), shown());
    }

    protected final ReadBack readBack(URI address, Map<String, String> handles, Content content) {
        return at(address)
                .readBack(
                        feed(address),
                        new SendRequest(DELIVERY, WORKSPACE, content, NOW, handles),
                        SINCE);
    }

    protected final DeleteOutcome deletion() {
        return at(address()).delete(feed(address()), postId());
    }

    protected final MetricsOutcome accountReading() {
        return at(address()).accountMetrics(feed(address()));
    }

    protected final ConnectRefused connectFails(URI address) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        ConnectRefused.class, () -> at(address).connect(connection(address))));
    }

    @Override
    public final Content text(String text) {
        return new Content(text, List.of(), null, null);
    }

    @Override
    public final Content pictured(@Nullable String altText) {
        return new Content(
                "Hello",
                List.of(new Content.MediaItem(DIGEST, pictureType(), 6, 1, 1, altText)),
                null,
                null);
    }

    @Override
    public final ResponseDefinitionBuilder body(int status, String file) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(read(file));
    }

    @Override
    public final String read(String file) {
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
