package io.septet.accounts.platform.instagram;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstagramPlatformTests extends PlatformContract implements InstagramUnderTest {
    @Test
    @Override
    protected void aTextAloneIsPrepared() {
        assertThat(at(address()).preparesText()).isTrue();
        assertThat(prepare(Map.of(), text("Hello"))).isInstanceOf(PrepareOutcome.Refused.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void publishesTheContainerInOneRequest() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        assertThat(send()).isEqualTo(new SendOutcome.Accepted("17900000000000001", null));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media_publish"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("access_token", absent())
                        .withFormParam("creation_id", equalTo(CONTAINER)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, action-blocked.json, Unclear",
        "400, app-limit.json, Unclear",
        "400, day-limit.json, Unclear",
        "429, undocumented.json, Unclear",
        "400, server.json, Unclear",
        "500, server.json, Unclear",
        "400, server-part.json, Unclear",
        "400, container-expired.json, Unclear",
        "400, unknown-1.json, Unclear",
        "500, caption-too-long.json, Unclear",
        "400, no-media.json, Unclear",
        "400, gone.json, Unclear",
        "400, undocumented.json, Unclear",
        "200, created-without-id.json, Unclear",
        "400, not-ready.json, NotSent",
        "400, unknown-container.json, NotSent",
        "400, expired.json, Reconnect",
        "400, caption-too-long.json, Refused",
        "400, ratio.json, Refused",
        "400, restricted.json, Refused",
        "400, no-permission.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aPictureIsMadeAContainerFromItsLink() {
        container("finished.json");

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withFormParam("image_url", matching(LINK))
                        .withFormParam("caption", equalTo("Hello"))
                        .withFormParam("alt_text", equalTo("A bridge")));
        server.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void severalPicturesAreMadeACarousel() {
        created("18", "is_carousel_item", "true");
        created(CONTAINER, "media_type", "CAROUSEL");
        status("18", "finished.json");
        status(CONTAINER, "finished.json");
        var one = pictured("A bridge").media().getFirst();

        var outcome = prepare(Map.of(), new Content("Hello", List.of(one, one), null, null));

        assertThat(outcome).isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(
                2,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withFormParam("is_carousel_item", equalTo("true"))
                        .withFormParam("image_url", matching(LINK))
                        .withFormParam("alt_text", equalTo("A bridge")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withFormParam("media_type", equalTo("CAROUSEL"))
                        .withFormParam("children", equalTo("18,18"))
                        .withFormParam("caption", equalTo("Hello")));
    }

    @Test
    void aContainerInProcessingIsWaitedForEverLonger() {
        container("in-progress.json");

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(1));
        clock.advance(Duration.ofSeconds(60));
        // Due is past by now, so it is asked for more often again.
        var later = notYet(prepare(first.handles(), pictured(null)));
        assertThat(later.notBefore()).isEqualTo(NOW.plusSeconds(62));
        status(CONTAINER, "finished.json");

        assertThat(prepare(later.handles(), pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(1, postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media")));
    }

    @ParameterizedTest
    @CsvSource({"error.json, 2207005", "expired-container.json, thrown away"})
    void aContainerThatFailedIsMadeAnewOnce(String file, String words) {
        container(file);

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(5));
        assertThat(first.handles()).doesNotContainKey("container");
        assertThat(prepare(first.handles(), pictured(null)))
                .isInstanceOfSatisfying(
                        PrepareOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "caption-too-long.json, Refused",
        "ratio.json, Refused",
        "restricted.json, Refused",
        "no-permission.json, Refused",
        "expired.json, Reconnect",
        "action-blocked.json, NotYet",
        "day-limit.json, NotYet",
        "not-fetched.json, NotYet",
        "server.json, NotYet",
        "server-part.json, NotYet",
        "unknown-container.json, NotYet",
        "gone.json, NotYet",
        "undocumented.json, NotYet",
    })
    void whatIsAnsweredToANewContainerHarmsNobody(String file, String outcome) {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media")).willReturn(body(400, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aContainerThatIsNotKnownForMinutesIsMadeAnew() {
        container("finished.json");
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + CONTAINER)).willReturn(body(400, "gone.json")));

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.handles()).containsKey("container");
        clock.advance(Duration.ofMinutes(3));
        var second = notYet(prepare(first.handles(), pictured(null)));
        assertThat(second.handles()).doesNotContainKey("container");
    }

    @Test
    void readsInsightsByOurNames() {
        insights("comments,likes,reach,saved,shares,views", 200, "insights.json");

        assertThat(metrics("11"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "11",
                                        Map.of(
                                                "views",
                                                900L,
                                                "reach",
                                                700L,
                                                "likes",
                                                31L,
                                                "comments",
                                                4L,
                                                "shares",
                                                2L,
                                                "saves",
                                                5L)),
                                List.of()));
    }

    @Test
    void aMetricThatIsNotOfferedCostsOnlyItself() {
        insights("comments,likes,reach,saved,shares,views", 400, "bad-metric.json");
        insights("views", 200, "insights-views.json");
        insights("reach", 200, "insights-empty.json");

        assertThat(metrics("11"))
                .isEqualTo(new MetricsOutcome.Read(Map.of("11", Map.of("views", 900L)), List.of()));
    }

    @Test
    void aPostThatIsGoneIsNamed() {
        insights("comments,likes,reach,saved,shares,views", 400, "gone.json");

        assertThat(metrics("11")).isEqualTo(new MetricsOutcome.Read(Map.of(), List.of("11")));
    }

    @Test
    void whatInstagramLetsNoProgramDeleteIsSaidToBeSo() {
        server.stubFor(deletes().willReturn(body(400, "not-deletable.json")));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Unsupported.class);
    }
}
