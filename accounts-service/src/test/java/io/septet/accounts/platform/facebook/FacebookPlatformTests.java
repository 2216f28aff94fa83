package io.septet.accounts.platform.facebook;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacebookPlatformTests extends PlatformContract implements FacebookUnderTest {
    @Test
    void sendsTextAndPicturesInOneRequest() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        var outcome = send(address(), Map.of("photo.0", "5550001"), pictured("A bridge"));

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.Accepted(
                                PAGE + "_122",
                                URI.create("https://www.facebook.com/122/posts/1353")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/feed"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("access_token", absent())
                        .withQueryParam("fields", equalTo("id,permalink_url"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"message\":\"Hello\",\"attached_media\":[{\"media_fbid\":\"5550001\"}]}",
                                        true,
                                        false)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, duplicate.json, Unclear",
        "400, already-posted.json, Unclear",
        "400, photo-posted.json, Unclear",
        "500, transient.json, Unclear",
        "400, transient.json, Unclear",
        "400, unknown-1.json, Unclear",
        "500, parameter.json, Unclear",
        "400, undocumented.json, Unclear",
        "200, created-without-id.json, Unclear",
        "400, expired.json, Reconnect",
        "401, expired.json, Reconnect",
        "400, identity.json, Reconnect",
        "400, rate-limited.json, NotSent",
        "400, page-limit.json, NotSent",
        "403, page-limit.json, NotSent",
        "400, too-fast.json, NotSent",
        "429, undocumented.json, NotSent",
        "400, abusive.json, Refused",
        "403, no-permission.json, Refused",
        "400, parameter.json, Refused",
        "400, gone.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void uploadsPicturesUnpublishedWithTheirDescription() {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + PAGE + "/photos"))
                        .willReturn(body(200, "photo.json")));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("photo.0", "5550001")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/photos"))
                        .withRequestBodyPart(
                                aMultipart("published").withBody(equalTo("false")).build())
                        .withRequestBodyPart(
                                aMultipart("alt_text_custom").withBody(equalTo("A bridge")).build())
                        .withRequestBodyPart(
                                aMultipart("source").withBody(equalTo("pixels")).build()));
        assertThat(prepare(Map.of("photo.0", "1"), pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("photo.0", "1")));
    }

    @Test
    void aPictureThatIsRefusedRefusesThePost() {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + PAGE + "/photos"))
                        .willReturn(body(400, "parameter.json")));

        assertThat(prepare(Map.of(), pictured(null))).isInstanceOf(PrepareOutcome.Refused.class);
    }

    @Test
    void readsCountsAndInsights() {
        counts("11", "counts.json");
        insights(
                "11",
                "post_clicks,post_media_view,post_total_media_view_unique",
                200,
                "insights.json");

        assertThat(metrics("11"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "11",
                                        Map.of(
                                                "shares",
                                                2L,
                                                "likes",
                                                31L,
                                                "comments",
                                                4L,
                                                "views",
                                                900L,
                                                "reach",
                                                700L,
                                                "clicks",
                                                12L)),
                                List.of()));
    }

    @Test
    void aMetricThatWasTakenAwayCostsOnlyItself() {
        counts("11", "counts-no-shares.json");
        insights(
                "11",
                "post_clicks,post_media_view,post_total_media_view_unique",
                400,
                "bad-metric.json");
        insights("11", "post_media_view", 200, "insights-views.json");
        insights("11", "post_clicks", 400, "bad-metric.json");
        insights("11", "post_total_media_view_unique", 200, "insights-empty.json");

        assertThat(((MetricsOutcome.Read) metrics("11")).metrics().get("11"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("shares", 0L, "likes", 0L, "comments", 0L, "views", 900L));
    }

    @Test
    void aPostThatIsGoneIsNamed() {
        server.stubFor(get(urlPathEqualTo("/v26.0/13")).willReturn(body(400, "gone.json")));

        assertThat(metrics("13")).isEqualTo(new MetricsOutcome.Read(Map.of(), List.of("13")));
    }

    @Test
    void connectsThePageOfAPagesOwnToken() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(200, "me-page.json")));
        server.stubFor(get(urlPathEqualTo("/v26.0/" + PAGE)).willReturn(body(200, "page.json")));

        for (var wish :
                List.of(
                        new ConnectRequest(TOKEN, null, null),
                        new ConnectRequest(TOKEN, null, PAGE))) {
            var account = at(address()).connect(wish);
            assertThat(account.platformAccount()).isEqualTo(PAGE);
            assertThat(account.username()).isEqualTo("mypage");
            assertThat(account.accessToken()).isEqualTo(TOKEN);
            assertThat(account.avatar()).isEqualTo(URI.create("https://scontent.example/a.jpg"));
        }
    }

    @Test
    void connectsAPageOfAPersonWithThePagesOwnToken() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(200, "me-person.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", absent())
                        .willReturn(body(200, "accounts-1.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", equalTo("b"))
                        .willReturn(body(200, "accounts-2.json")));
        server.stubFor(get(urlPathEqualTo("/v26.0/77")).willReturn(body(400, "no-field.json")));

        var account = at(address()).connect(new ConnectRequest(TOKEN, null, PAGE));

        assertThat(account.platformAccount()).isEqualTo(PAGE);
        assertThat(account.accessToken()).isEqualTo("EAAPage");
        assertThat(connectFails(address())).hasMessageContaining("say which page");
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(() ->
                                at(address()).connect(new ConnectRequest(TOKEN, null, "404"))))
                .hasMessageContaining("no page with id 404");
    }

    @Test
    void countsCodePoints() {
        assertTextLimit("汉".repeat(63_206), "𠀀".repeat(63_207), 63_206, 63_207);
    }
}
