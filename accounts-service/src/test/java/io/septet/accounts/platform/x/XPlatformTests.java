package io.septet.accounts.platform.x;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XPlatformTests extends PlatformContract {
    private static final String MEDIA = "1880028106020515840";

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        return new XPlatform(
                new XProperties(address, URI.create("https://x.com")), outbound, files, clock);
    }

    @Override
    protected FeedAccess feed(URI address) {
        return new FeedAccess("feed", "2244994945", "XDevelopers", null, TOKEN);
    }

    @Override
    protected ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    protected MappingBuilder publish() {
        return post("/2/tweets");
    }

    @Override
    protected String folder() {
        return "x";
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json")
                .withHeader("x-rate-limit-limit", "100")
                .withHeader("x-rate-limit-remaining", "0")
                .withHeader("x-rate-limit-reset", "" + tooManyUntil().getEpochSecond());
    }

    @Override
    protected Instant tooManyUntil() {
        return NOW.plusSeconds(417);
    }

    @Override
    protected ResponseDefinitionBuilder tokenDead() {
        return body(401, "unauthorized.json");
    }

    @Override
    protected ResponseDefinitionBuilder contentRefused() {
        return body(403, "not-permitted.json");
    }

    @Override
    protected void showsIt() {
        own("own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return delete(urlPathEqualTo("/2/tweets/11"));
    }

    @Override
    protected ResponseDefinitionBuilder isGone() {
        return body(404, "not-found.json");
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/2/users/me"))
                .withQueryParam("user.fields", equalTo("public_metrics"));
    }

    @Override
    protected String shownAs() {
        return "1445880548472328192";
    }

    @Override
    protected void doesNotShowIt() {
        own("own-none.json");
    }

    @Test
    void sendsTheTextAndNothingThatWasNotSaid() {
        server.stubFor(publish().willReturn(body(201, "created.json")));

        assertThat(send())
                .isEqualTo(
                        new SendOutcome.Accepted(
                                "1445880548472328192",
                                URI.create(
                                        "https://x.com/XDevelopers/status/1445880548472328192")));
        server.verify(
                postRequestedFor(urlPathEqualTo("/2/tweets"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withRequestBody(equalToJson("{\"text\":\"Hello\"}", true, false)));
    }

    @Test
    void sendsPicturesByTheIdsTheyGotWhenPrepared() {
        server.stubFor(publish().willReturn(body(201, "created.json")));

        send(
                address(),
                Map.of("media.0", MEDIA, "media.0.described", "true"),
                pictured("A bridge"));

        server.verify(
                postRequestedFor(urlPathEqualTo("/2/tweets"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"text\":\"Hello\",\"media\":{\"media_ids\":[\"%s\"]}}"
                                                .formatted(MEDIA),
                                        true,
                                        false)));
    }

    @ParameterizedTest
    @CsvSource({
        "403, duplicate.json, Unclear",
        "403, not-permitted.json, Refused",
        "403, locked.json, Reconnect",
        "403, usage-capped.json, NotSent",
        "429, usage-capped.json, NotSent",
        "429, too-many.json, NotSent",
        "401, unauthorized.json, Reconnect",
        "400, media-invalid.json, Refused",
        "500, server-error.json, Unclear",
        "201, created-without-id.json, Unclear",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "404", "413", "422"})
    void aPageOfSomeProxyIsNotAWordFromX(int status) {
        server.stubFor(publish().willReturn(aResponse().withStatus(status).withBody("<html>no")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void theDailyLimitCountsWhenItIsTheOneThatIsUsedUp() {
        server.stubFor(
                publish()
                        .willReturn(
                                body(429, "too-many.json")
                                        .withHeader("x-rate-limit-remaining", "80")
                                        .withHeader("x-rate-limit-reset", "1772356000")
                                        .withHeader("x-user-limit-24hour-remaining", "0")
                                        .withHeader("x-user-limit-24hour-reset", "1772400000")));

        assertThat(((SendOutcome.NotSent) send()).notBefore())
                .isEqualTo(Instant.ofEpochSecond(1772400000));
    }

    @Test
    void uploadsAndDescribesAPicture() {
        server.stubFor(post("/2/media/upload").willReturn(body(200, "uploaded.json")));
        server.stubFor(post("/2/media/metadata").willReturn(body(200, "described.json")));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(
                        new PrepareOutcome.Ready(
                                Map.of("media.0", MEDIA, "media.0.described", "true")));
        server.verify(
                postRequestedFor(urlPathEqualTo("/2/media/upload"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withoutHeader("Transfer-Encoding")
                        .withRequestBodyPart(
                                aMultipart("media_category")
                                        .withBody(equalTo("tweet_image"))
                                        .build())
                        .withRequestBodyPart(
                                aMultipart("media").withBody(equalTo("pixels")).build()));
        server.verify(
                postRequestedFor(urlPathEqualTo("/2/media/metadata"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"id\":\"%s\",\"metadata\":{\"alt_text\":{\"text\":\"A bridge\"}}}"
                                                .formatted(MEDIA))));
    }

    @Test
    void whatWasUploadedIsNotUploadedAgain() {
        server.stubFor(post("/2/media/metadata").willReturn(body(200, "described.json")));

        assertThat(prepare(Map.of("media.0", MEDIA), pictured("A bridge")))
                .isInstanceOf(PrepareOutcome.Ready.class);
        server.verify(0, postRequestedFor(urlPathEqualTo("/2/media/upload")));
    }

    @Test
    void waitsForAPictureInProcessing() {
        server.stubFor(post("/2/media/upload").willReturn(body(200, "uploaded-pending.json")));
        var waiting = Map.of("media.0", MEDIA, "media.0.processing", "true");

        assertThat(prepare(Map.of(), pictured(null)))
                .isEqualTo(
                        new PrepareOutcome.NotYet(
                                waiting, NOW.plusSeconds(3), "X is processing a picture"));

        server.stubFor(
                get(urlPathEqualTo("/2/media/upload"))
                        .willReturn(body(200, "status-in-progress.json")));
        assertThat(prepare(waiting, pictured(null))).isInstanceOf(PrepareOutcome.NotYet.class);

        server.stubFor(
                get(urlPathEqualTo("/2/media/upload"))
                        .willReturn(body(200, "status-succeeded.json")));
        assertThat(prepare(waiting, pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("media.0", MEDIA)));
        server.verify(
                getRequestedFor(urlPathEqualTo("/2/media/upload"))
                        .withQueryParam("command", equalTo("STATUS"))
                        .withQueryParam("media_id", equalTo(MEDIA)));

        server.stubFor(
                get(urlPathEqualTo("/2/media/upload")).willReturn(body(200, "status-failed.json")));
        assertThat(prepare(waiting, pictured(null)))
                .isEqualTo(
                        new PrepareOutcome.Refused(
                                "X could not process a picture: Unsupported picture format"));
    }

    @Test
    void readsPublicNumbersOfAllAndClicksWhereItMay() {
        server.stubFor(
                get(urlPathEqualTo("/2/tweets"))
                        .withQueryParam("tweet.fields", equalTo("public_metrics"))
                        .willReturn(body(200, "public-metrics.json")));
        server.stubFor(
                get(urlPathEqualTo("/2/tweets"))
                        .withQueryParam("tweet.fields", equalTo("non_public_metrics"))
                        .willReturn(body(200, "private-metrics.json")));

        var read = (MetricsOutcome.Read) metrics("11", "12", "13");

        assertThat(read.metrics().get("11"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "shares",
                                1L,
                                "comments",
                                2L,
                                "likes",
                                3L,
                                "quotes",
                                4L,
                                "saves",
                                5L,
                                "impressions",
                                6L,
                                "clicks",
                                8L));
        assertThat(read.metrics().get("12"))
                .containsEntry("shares", 7L)
                .containsEntry("likes", 0L)
                .doesNotContainKey("clicks");
        assertThat(read.gone()).isEqualTo(List.of("13"));
    }

    @Test
    void publicNumbersAreKeptWhenThePrivateOnesAreRefused() {
        server.stubFor(
                get(urlPathEqualTo("/2/tweets"))
                        .withQueryParam("tweet.fields", equalTo("public_metrics"))
                        .willReturn(body(200, "public-metrics.json")));
        server.stubFor(
                get(urlPathEqualTo("/2/tweets"))
                        .withQueryParam("tweet.fields", equalTo("non_public_metrics"))
                        .willReturn(body(403, "not-permitted.json")));

        assertThat(((MetricsOutcome.Read) metrics("11", "12", "13")).metrics())
                .containsOnlyKeys("11", "12");
    }

    @Test
    void connectsTheAccountOfTheToken() {
        server.stubFor(
                get(urlPathEqualTo("/2/users/me"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .willReturn(body(200, "me.json")));

        var account = at(address()).connect(connection(address()));

        assertThat(account.platformAccount()).isEqualTo("2244994945");
        assertThat(account.username()).isEqualTo("XDevelopers");
        assertThat(account.name()).isEqualTo("X Dev");
        assertThat(account.link()).isEqualTo(URI.create("https://x.com/XDevelopers"));
        assertThat(account.accessToken()).isEqualTo(TOKEN);
    }

    @Test
    void countsByWeightWithLinksAsTwentyThree() {
        assertTextLimit("a".repeat(280), "a".repeat(281), 280, 281);
        assertTextLimit("汉".repeat(140), "汉".repeat(141), 280, 282);
        assertTextLimit("👩‍👩‍👧‍👦".repeat(140), "👩‍👩‍👧‍👦".repeat(141), 280, 282);
        var link = " https://example.com/" + "x".repeat(100);
        assertTextLimit("a".repeat(256) + link, "a".repeat(257) + link, 280, 281);
    }

    @Test
    void looksThroughTheAccountsOwnPostsWithNothingLeftOut() {
        own("own.json");

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/2/users/2244994945/tweets"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("start_time", equalTo("2026-03-01T08:59:00Z"))
                        .withQueryParam("exclude", absent())
                        .withQueryParam("pagination_token", absent())
                        .withQueryParam("max_results", equalTo("100")));
    }

    @Test
    void recognisesAPostBehindShortLinksAndTheLinkOfItsPicture() {
        own("own-linked.json");
        var sent =
                new Content(
                        "Ferry & bridge <news>: https://example.com/ferries?line=7&day=mon and example.org.",
                        pictured(null).media(),
                        null,
                        null);

        assertThat(readBack(address(), Map.of("media.0", MEDIA), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found ->
                                assertThat(found.equal())
                                        .extracting(Seen::platformId)
                                        .containsExactly("1445880548472328195"));
    }

    @Test
    void recognisesALongPostByAllOfItsText() {
        own("own-long.json");

        assertThat(readBack(address(), Map.of(), text("Hello, all of it")))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/2/users/2244994945/tweets"))
                        .withQueryParam(
                                "pagination_token", equalTo("7140dibdnow9c7btw3z2wtqxpmzabcd"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> {
                            assertThat(found.equal()).hasSize(1);
                            assertThat(found.different()).hasSize(4);
                        });
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(5, getRequestedFor(urlPathEqualTo("/2/users/2244994945/tweets")));
    }

    @Test
    void aListWithFewerPostsThanItSaysIsNoAnswer() {
        own("own-short.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    private void own(String file) {
        server.stubFor(
                get(urlPathEqualTo("/2/users/2244994945/tweets")).willReturn(body(200, file)));
    }
}
