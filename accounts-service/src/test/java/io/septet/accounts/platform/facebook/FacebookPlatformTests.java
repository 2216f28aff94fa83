package io.septet.accounts.platform.facebook;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacebookPlatformTests extends PlatformContract {
    private static final String PAGE = "1353269864728879";

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        return new FacebookPlatform(
                new FacebookProperties(URI.create(address + "/v26.0")), outbound, files, clock);
    }

    @Override
    protected FeedAccess feed(URI address) {
        return new FeedAccess("feed", PAGE, "mypage", null, TOKEN);
    }

    @Override
    protected ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    protected MappingBuilder publish() {
        return post(urlPathEqualTo("/v26.0/" + PAGE + "/feed"));
    }

    @Override
    protected String folder() {
        return "facebook";
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"pages\",\"call_count\":100,\"estimated_time_to_regain_access\":19}]}");
    }

    @Override
    protected Instant tooManyUntil() {
        return NOW.plus(Duration.ofMinutes(19));
    }

    @Override
    protected ResponseDefinitionBuilder tokenDead() {
        return body(400, "expired.json");
    }

    @Override
    protected ResponseDefinitionBuilder contentRefused() {
        return body(400, "abusive.json");
    }

    @Override
    protected void showsIt() {
        own("own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return delete(urlPathEqualTo("/v26.0/11"));
    }

    @Override
    protected ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v26.0/" + PAGE))
                .withQueryParam("fields", equalTo("followers_count"));
    }

    @Override
    protected Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    @Override
    protected String shownAs() {
        return PAGE + "_1353";
    }

    @Override
    protected void doesNotShowIt() {
        own("own-none.json");
    }

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

    @Test
    void looksThroughWhatThePageHasPublished() {
        own("own.json");

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("since", equalTo("1772355540"))
                        .withQueryParam("after", absent()));
    }

    @Test
    void recognisesAnAlbumWhoseLinkFacebookLeadsThroughItself() {
        own("own-album.json");
        var picture = pictured(null).media().getFirst();
        var sent =
                new Content(
                        "Ferry news https://example.com/ferry?line=7",
                        List.of(picture, picture),
                        null,
                        null);

        assertThat(readBack(address(), Map.of(), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> {
                            assertThat(found.equal())
                                    .extracting(Seen::platformId)
                                    .containsExactly(PAGE + "_1356", PAGE + "_1357");
                            assertThat(found.different()).hasSize(2);
                        });
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                        .withQueryParam("after", equalTo("QVFIUm"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(5, getRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts")));
    }

    private void own(String file) {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                        .willReturn(body(200, file)));
    }

    private void counts(String post, String file) {
        server.stubFor(get(urlPathEqualTo("/v26.0/" + post)).willReturn(body(200, file)));
    }

    private void insights(String post, String metric, int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + post + "/insights"))
                        .withQueryParam("metric", equalTo(metric))
                        .willReturn(body(status, file)));
    }
}
