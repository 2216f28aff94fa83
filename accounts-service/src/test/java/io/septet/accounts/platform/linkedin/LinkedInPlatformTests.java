package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedInPlatformTests extends PlatformContract implements LinkedInUnderTest {
    @Test
    void sendsEscapedTextInOneRequestWithTheVersion() {
        server.stubFor(
                publish().willReturn(aResponse().withStatus(201).withHeader("x-restli-id", SHARE)));

        var outcome = send(address(), Map.of(), text("Ferry (new) #ferry"));

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.Accepted(
                                SHARE,
                                URI.create("https://www.linkedin.com/feed/update/" + SHARE)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withHeader("X-Restli-Protocol-Version", equalTo("2.0.0"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"author":"urn:li:organization:5583111",
                                         "commentary":"Ferry \\\\(new\\\\) #ferry",
                                         "visibility":"PUBLIC",
                                         "distribution":{"feedDistribution":"MAIN_FEED",
                                           "targetEntities":[],"thirdPartyDistributionChannels":[]},
                                         "lifecycleState":"PUBLISHED",
                                         "isReshareDisabledByAuthor":false}\
                                        """)));
    }

    @Test
    void onePictureIsMediaAndSeveralAreAMultiImage() {
        server.stubFor(publish().willReturn(created()));
        var picture = pictured("A bridge").media().getFirst();
        var two =
                new Content(
                        "Hello", List.of(picture, pictured(" ").media().getFirst()), null, null);

        send(address(), Map.of("image.0", IMAGE), pictured("A bridge"));
        send(address(), Map.of("image.0", IMAGE, "image.1", "urn:li:image:2"), two);

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"content\":{\"media\":{\"id\":\""
                                                + IMAGE
                                                + "\",\"altText\":\"A bridge\"}}}",
                                        true,
                                        true)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"content\":{\"multiImage\":{\"images\":[{\"id\":\""
                                                + IMAGE
                                                + "\",\"altText\":\"A bridge\"},{\"id\":\"urn:li:image:2\"}]}}}",
                                        true,
                                        true)));
    }

    @Test
    void aPostWhosePicturesAreNotPreparedIsNotSent() {
        assertThat(send(address(), Map.of(), pictured(null)))
                .isInstanceOf(SendOutcome.NotSent.class);
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void theOlderHeaderNamesTheIdToo() {
        server.stubFor(
                publish()
                        .willReturn(
                                aResponse()
                                        .withStatus(201)
                                        .withHeader("x-linkedin-id", "urn:li:ugcPost:9")));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.platformId()).isEqualTo("urn:li:ugcPost:9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7141138937766391808", "urn:li:share:", "urn:li:share:a b"})
    void anIdThatIsNoUrnLeavesItUnclear(String id) {
        server.stubFor(
                publish().willReturn(aResponse().withStatus(201).withHeader("x-restli-id", id)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @ParameterizedTest
    @CsvSource({
        "422, duplicate.json, Unclear",
        "422, duplicate-without-urn.json, Unclear",
        "400, duplicate.json, Unclear",
        "403, undocumented.json, Unclear",
        "400, undocumented.json, Unclear",
        "409, undocumented.json, Unclear",
        "500, access-denied.json, Unclear",
        "504, too-long.json, Unclear",
        "401, invalid-token.json, Reconnect",
        "401, expired.json, Reconnect",
        "401, revoked.json, Reconnect",
        "429, too-many.json, NotSent",
        "426, dead-version.json, NotSent",
        "400, waiting-upload.json, NotSent",
        "403, access-denied.json, Refused",
        "400, too-long.json, Refused",
        "400, input-error.json, Refused",
        "400, processing-failed.json, Refused",
        "422, unprocessable.json, Refused",
        "404, gone.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aDuplicateKeepsTheUrnAsEvidence() {
        server.stubFor(publish().willReturn(body(422, "duplicate.json")));

        assertThat(send())
                .isEqualTo(
                        new SendOutcome.Unclear(
                                "LinkedIn says that it is a duplicate of urn:li:share:7141138937766391808"));
    }

    @Test
    void aRetryAfterIsHonouredIfThereEverIsOne() {
        server.stubFor(publish().willReturn(tooMany().withHeader("Retry-After", "7")));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.notBefore()).isEqualTo(NOW.plusSeconds(7)));
    }

    @Test
    void readsTheStatisticsOfAnOrganisationsPosts() {
        statistics("shares=List(urn%3Ali%3Ashare%3A1,urn%3Ali%3Ashare%3A2)", "shares");
        statistics("ugcPosts=List(urn%3Ali%3AugcPost%3A3)", "ugc");

        assertThat(metrics("urn:li:share:1", "urn:li:share:2", "urn:li:ugcPost:3"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "urn:li:share:1",
                                        Map.of(
                                                "impressions",
                                                10L,
                                                "reach",
                                                7L,
                                                "clicks",
                                                2L,
                                                "likes",
                                                3L,
                                                "comments",
                                                1L,
                                                "shares",
                                                0L),
                                        "urn:li:ugcPost:3",
                                        Map.of("impressions", 5L)),
                                List.of()));
    }

    @Test
    void numbersThatMayNotBeReadAreAbsent() {
        server.stubFor(get(anyUrl()).willReturn(body(403, "access-denied.json")));

        assertThat(metrics("urn:li:share:1"))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
        assertThat(memberMetrics("urn:li:share:1"))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
    }

    @Test
    void readsReactionsAndCommentsOfAMembersPosts() {
        server.stubFor(
                get(urlEqualTo("/rest/socialActions/urn%3Ali%3Ashare%3A1"))
                        .willReturn(body(200, "social.json")));
        server.stubFor(
                get(urlEqualTo("/rest/socialActions/urn%3Ali%3Ashare%3A2"))
                        .willReturn(body(404, "gone.json")));

        assertThat(memberMetrics("urn:li:share:1", "urn:li:share:2"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of("urn:li:share:1", Map.of("likes", 11L, "comments", 4L)),
                                List.of("urn:li:share:2")));
    }

    @Test
    void readingIsPutOffWhenAnAnswerCannotBeRead() {
        server.stubFor(get(anyUrl()).willReturn(aResponse().withBody("<html>")));

        assertThat(metrics("urn:li:share:1")).isInstanceOf(MetricsOutcome.Later.class);
        assertThat(memberMetrics("urn:li:share:1")).isInstanceOf(MetricsOutcome.Later.class);
    }
}
