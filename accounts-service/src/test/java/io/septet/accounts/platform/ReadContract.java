package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.kit.testing.TestRedis;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every adapter must do to read numbers, to connect an account and to judge a content. */
abstract class ReadContract extends SendContract {
    @ParameterizedTest
    @EnumSource(Fault.class)
    void readingIsPutOffWhenTheConnectionBreaks(Fault fault) {
        if (postsHaveNoNumbers()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(metrics("11")).isInstanceOf(MetricsOutcome.Later.class);
    }

    @Test
    void readingIsPutOffUntilThePlatformsOwnTimeAfterTooManyRequests() {
        if (postsHaveNoNumbers()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(tooMany()));

        assertThat(metrics("11"))
                .isInstanceOfSatisfying(
                        MetricsOutcome.Later.class,
                        later -> assertThat(NOW.plus(later.pause())).isEqualTo(tooManyUntil()));
    }

    @Test
    void readingWithADeadTokenAsksToConnectAgain() {
        if (postsHaveNoNumbers()) {
            return;
        }
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

        var faults =
                platform.check(
                        platform.capabilities(), new Content("", List.of(wrong), null, null));

        assertThat(faults)
                .extracting(ContentFault::type)
                .containsExactlyElementsOf(
                        rule.altText() == Capabilities.ImageRule.NO_ALT_TEXT
                                ? List.of("image-type-unsupported", "image-too-large")
                                : List.of(
                                        "image-type-unsupported",
                                        "image-too-large",
                                        "alt-text-too-long"));
    }

    /** Where the platform reports none, it is not asked, and none are told: nothing is not 0. */
    private boolean postsHaveNoNumbers() {
        if (!at(address()).capabilities().metrics().isEmpty()) {
            return false;
        }
        assertThat(metrics("11"))
                .isEqualTo(new MetricsOutcome.Read(Map.of("11", Map.of()), List.of()));
        server.verify(0, anyRequestedFor(anyUrl()));
        return true;
    }
}
