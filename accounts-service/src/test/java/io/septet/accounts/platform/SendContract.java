package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.kit.testing.TestRedis;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter must do to prepare and to send: tell what certainly did not arrive from what
 * may have, send once, and never throw while sending. The publishing contract's answers, by
 * example.
 */
abstract class SendContract extends PlatformFixture {
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

    /** What a program would say of it is for the log. */
    @Test
    void whatHappenedIsSaidInASentence() {
        server.stubFor(publish().willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertSentence(send());
        server.stubFor(publish().willReturn(created().withFixedDelay(5_000)));
        assertSentence(send());
        for (int status : List.of(200, 302, 400, 500, 503)) {
            server.stubFor(
                    publish()
                            .willReturn(
                                    aResponse()
                                            .withStatus(status)
                                            .withBody("<!DOCTYPE html><title>Oops</title>")));
            assertSentence(send());
        }
        assertSentence(sendTo(URI.create("http://localhost:" + TestRedis.freePort())));
        assertSentence(sendTo(URI.create("https://no-such-host.invalid")));
        assertSentence(sendTo(URI.create("https://localhost:" + server.port())));
    }

    private static void assertSentence(SendOutcome outcome) {
        var words =
                switch (outcome) {
                    case SendOutcome.NotSent(var until, var reason) -> reason;
                    case SendOutcome.Unclear(var seen) -> seen;
                    case SendOutcome.Refused(var reason) -> reason;
                    case SendOutcome.Reconnect(var reason) -> reason;
                    case SendOutcome.Accepted accepted -> throw new AssertionError(accepted);
                };
        assertThat(words)
                .matches("[A-Z].* .*")
                .doesNotContain("Exception", "HTTP", "<", "{", "java", "null");
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
        if (picturesGoWithThePost()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.NotYet.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void preparingGoesOnLaterWhenTheConnectionBreaks(Fault fault) {
        if (picturesGoWithThePost()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.NotYet.class);
    }

    @Test
    void preparingWaitsUntilThePlatformsOwnTimeAfterTooManyRequests() {
        if (picturesGoWithThePost()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(tooMany()));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> assertThat(notYet.notBefore()).isEqualTo(tooManyUntil()));
    }

    @Test
    void preparingWithADeadTokenAsksToConnectAgain() {
        if (picturesGoWithThePost()) {
            return;
        }
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

    private boolean picturesGoWithThePost() {
        if (takesPicturesAhead()) {
            return false;
        }
        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.Ready.class);
        server.verify(0, anyRequestedFor(anyUrl()));
        return true;
    }
}
