package io.septet.accounts.platform.mastodon;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Content;
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

class MastodonPlatformTests extends PlatformContract implements MastodonUnderTest {
    @Test
    void sendsWithTheDeliveryAsIdempotencyKeyAndNothingLeftToPreferences() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        assertThat(send(address(), Map.of("media.0", "22348641"), pictured("A bridge")))
                .isEqualTo(
                        new SendOutcome.Accepted(
                                "103254962155278888",
                                URI.create("https://inst/@a/103254962155278888")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/api/v1/statuses"))
                        .withHeader("Idempotency-Key", equalTo(DELIVERY))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withoutHeader("Transfer-Encoding")
                        .withRequestBody(
                                equalToJson(
                                        "{\"status\":\"Hello\",\"media_ids\":[\"22348641\"],\"visibility\":\"public\",\"sensitive\":false}",
                                        true,
                                        false)));
    }

    @Test
    void sendsAWarningVisibilityAndLanguageAndCountsTheWarning() {
        server.stubFor(publish().willReturn(body(200, "created.json")));
        var content = new Content("Hello", List.of(), "de", "unlisted", "Flashing lights");

        assertThat(send(address(), Map.of(), content)).isInstanceOf(SendOutcome.Accepted.class);
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/api/v1/statuses"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"status\":\"Hello\",\"visibility\":\"unlisted\",\"sensitive\":true,"
                                                + "\"spoiler_text\":\"Flashing lights\",\"language\":\"de\"}")));
        var platform = at(address());
        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("x".repeat(490), List.of(), null, null, "Loud noises")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.length()).isEqualTo(501));
    }

    @ParameterizedTest
    @CsvSource({
        "401, revoked.json, Reconnect",
        "403, scopes.json, Reconnect",
        "403, disabled.json, Reconnect",
        "403, not-allowed.json, Refused",
        "422, too-long.json, Refused",
        "413, proxy.html, Refused",
        "422, not-finished.json, NotSent",
        "422, attached.json, Unclear",
        "404, not-found.json, Unclear",
        "404, proxy.html, Unclear",
        "422, proxy.html, Unclear",
        "429, too-many.json, NotSent",
        "500, proxy.html, Unclear",
        "503, busy.json, Unclear",
        "200, created-without-id.json, Unclear",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aProxysRetryAfterCountsWhereTheServerNamesNoTime() {
        server.stubFor(
                publish().willReturn(aResponse().withStatus(429).withHeader("Retry-After", "30")));

        assertThat(((SendOutcome.NotSent) send()).notBefore()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void uploadsAPictureWithItsDescription() {
        server.stubFor(post("/api/v2/media").willReturn(body(200, "uploaded.json")));

        assertThat(prepare(Map.of(), pictured("A bridge 桥")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("media.0", "22348641")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/api/v2/media"))
                        .withoutHeader("Transfer-Encoding")
                        .withRequestBodyPart(
                                aMultipart("description").withBody(equalTo("A bridge 桥")).build())
                        .withRequestBodyPart(
                                aMultipart("file")
                                        .withFileName("picture.png")
                                        .withBody(equalTo("pixels"))
                                        .build()));
    }

    @Test
    void waitsForAPictureInProcessing() {
        server.stubFor(post("/api/v2/media").willReturn(body(202, "uploaded-pending.json")));
        var notYet =
                new PrepareOutcome.NotYet(
                        PROCESSING, NOW.plusSeconds(2), "The server is processing a picture");

        assertThat(prepare(Map.of(), pictured(null))).isEqualTo(notYet);

        media(206, "uploaded-pending.json");
        assertThat(prepare(PROCESSING, pictured(null))).isEqualTo(notYet);

        media(200, "uploaded.json");
        assertThat(prepare(PROCESSING, pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("media.0", "22348641")));

        media(422, "bad-file.json");
        assertThat(prepare(PROCESSING, pictured(null))).isInstanceOf(PrepareOutcome.Refused.class);
    }

    @Test
    void uploadsAgainWhatTheServerHasForgotten() {
        media(404, "not-found.json");
        server.stubFor(post("/api/v2/media").willReturn(body(200, "uploaded.json")));

        assertThat(prepare(PROCESSING, pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("media.0", "22348641")));
    }

    @Test
    void readsManyAtOnceAndAsksAloneForThoseLeftOut() {
        server.stubFor(
                get(urlPathEqualTo("/api/v1/statuses"))
                        .withQueryParam("id[]", havingExactly("11", "12", "13", "14"))
                        .willReturn(body(200, "statuses.json")));
        server.stubFor(get("/api/v1/statuses/13").willReturn(body(200, "status-13.json")));
        server.stubFor(get("/api/v1/statuses/14").willReturn(body(404, "not-found.json")));

        var read = (MetricsOutcome.Read) metrics("11", "12", "13", "14");

        assertThat(read.metrics())
                .isEqualTo(
                        Map.of(
                                "11",
                                Map.of("comments", 1L, "shares", 2L, "likes", 3L, "quotes", 4L),
                                "12",
                                Map.of("comments", 0L, "shares", 0L, "likes", 9L),
                                "13",
                                Map.of("comments", 5L, "shares", 0L, "likes", 0L)));
        assertThat(read.gone()).isEqualTo(List.of("14"));
    }

    @Test
    void readsOneByOneFromServersThatCannotOtherwise() {
        server.stubFor(
                get(urlPathEqualTo("/api/v1/statuses"))
                        .willReturn(aResponse().withStatus(404).withBody("<html>")));
        server.stubFor(get("/api/v1/statuses/13").willReturn(body(200, "status-13.json")));

        assertThat(((MetricsOutcome.Read) metrics("13")).metrics()).containsOnlyKeys("13");
    }

    @Test
    void connectsWithTheServersOwnLimits() {
        server.stubFor(get("/api/v1/accounts/verify_credentials").willReturn(body(200, "me.json")));
        server.stubFor(get("/api/v2/instance").willReturn(body(200, "instance.json")));

        var account = at(address()).connect(connection(address()));

        assertThat(account.username()).isEqualTo("trwnh@localhost:" + server.port());
        assertThat(account.name()).isEqualTo("infinite love");
        assertThat(account.capabilities().text().limit()).isEqualTo(5000);
        assertThat(account.capabilities().text().link()).isEqualTo(25);
        assertThat(account.capabilities().images().most()).isEqualTo(6);
        assertThat(account.capabilities().images().bytes()).isEqualTo(1_048_576);
        assertThat(account.capabilities().images().types())
                .isEqualTo(List.of("image/jpeg", "image/png"));
        assertThat(account.capabilities().images().altText()).isEqualTo(1000);
        assertThat(account.capabilities().images().size().maxPixels()).isEqualTo(16_777_216);
    }

    @ParameterizedTest
    @CsvSource({
        "4.5.0, K",
        "4.3.0-rc.1, K",
        "4.2.1+glitch, K",
        "3.5.19, K",
        "10.0.0, K",
        "2.7.2 (compatible; Pleroma 2.6.0), N",
        "4.2.1 (compatible; Iceshrimp 2023.12), N",
        "0.17.3, N",
        "takahe/0.11.0, N",
        "2.9.4, N",
    })
    void onlyServersKnownToKeepKeysAreTrustedWithThem(String version, String publishClass) {
        server.stubFor(get("/api/v1/accounts/verify_credentials").willReturn(body(200, "me.json")));
        server.stubFor(
                get("/api/v2/instance")
                        .willReturn(
                                okJson(
                                        "{\"version\":\"%s\",\"configuration\":{}}"
                                                .formatted(version))));

        assertThat(at(address()).connect(connection(address())).capabilities().publishClass())
                .isEqualTo(Capabilities.PublishClass.valueOf(publishClass));
    }

    @Test
    void takesTheUsualLimitsWhereTheServerNamesNone() {
        server.stubFor(get("/api/v1/accounts/verify_credentials").willReturn(body(200, "me.json")));
        server.stubFor(get("/api/v2/instance").willReturn(body(404, "not-found.json")));

        assertThat(at(address()).connect(connection(address())).capabilities())
                .isEqualTo(
                        MastodonPlatform.CAPABILITIES.with(
                                Capabilities.PublishClass.N,
                                MastodonPlatform.CAPABILITIES.text(),
                                MastodonPlatform.CAPABILITIES.images()));
    }

    @Test
    void whatIsNotMastodonIsSaidToBeNone() {
        server.stubFor(
                get("/api/v1/accounts/verify_credentials").willReturn(body(200, "proxy.html")));

        assertThat(connectFails(address()))
                .hasMessageContaining("does not answer like a Mastodon server");
    }

    @Test
    void countsWhatReadersSeeWithLinksAndMentionsShortened() {
        assertTextLimit("a".repeat(500), "a".repeat(501), 500, 501);
        assertTextLimit("👩‍👩‍👧‍👦".repeat(500), "é".repeat(501), 500, 501);
        var link = " https://example.com/" + "x".repeat(100);
        assertTextLimit("a".repeat(476) + link, "a".repeat(477) + link, 500, 501);
        var mention = " @city@social.example.org";
        assertTextLimit("a".repeat(494) + mention, "a".repeat(495) + mention, 500, 501);
    }
}
