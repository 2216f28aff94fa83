package io.septet.accounts.platform.x;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XPlatformTests extends PlatformContract implements XUnderTest {
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
}
