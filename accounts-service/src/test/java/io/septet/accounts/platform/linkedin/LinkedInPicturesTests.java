package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.PrepareOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How pictures get to LinkedIn before a post needs them. */
class LinkedInPicturesTests extends PlatformFixture implements LinkedInUnderTest {
    @Test
    void uploadsPicturesAndAsksWhetherTheyAreReady() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/images?action=initializeUpload"))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"initializeUploadRequest\":{\"owner\":\""
                                                + ORGANIZATION
                                                + "\"}}")));
        server.verify(
                1,
                putRequestedFor(urlEqualTo("/dms-uploads/C4E10AQ?ca=vector&cn=uploads&m=AQJ%2B"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withHeader("Content-Length", equalTo("6"))
                        .withHeader("Transfer-Encoding", absent())
                        .withRequestBody(equalTo("pixels")));
    }

    @Test
    void aPictureInProcessingIsAskedForAgainAndNotUploadedAgain() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-processing.json")));
        var handles = Map.of("image.0", IMAGE, "image.0.processing", "true");

        var first = prepare(Map.of(), pictured(null));
        assertThat(first)
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> {
                            assertThat(notYet.handles()).isEqualTo(handles);
                            assertThat(notYet.notBefore()).isEqualTo(NOW.plusSeconds(2));
                        });
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));
        assertThat(prepare(handles, pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
        server.verify(1, putRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "403, access-denied.json, Ready",
        "200, image-failed.json, Refused",
        "404, gone.json, NotYet",
        "500, gone.json, NotYet",
        "401, expired.json, Reconnect",
    })
    void whatTheStatusOfAPictureMeans(int status, String file, String outcome) {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(status, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aForgottenPictureIsUploadedAgain() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(
                get(urlEqualTo("/rest/images/urn%3Ali%3Aimage%3Aold"))
                        .willReturn(body(404, "gone.json")));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));

        assertThat(
                        prepare(
                                Map.of("image.0", "urn:li:image:old", "image.0.processing", "true"),
                                pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, expired-upload.json, NotYet",
        "413, gone.json, Refused",
        "401, expired.json, Reconnect",
        "403, access-denied.json, Refused",
        "302, gone.json, NotYet",
    })
    void whatTheAnswerToAnUploadMeans(int status, String file, String outcome) {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(body(status, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.linkedin.com.example.org",
                "https://notlinkedin.com",
                "http://www.linkedin.com",
                "https://www.linkedin.com:8443",
                "https://www.linkedin.com@example.org",
                "http://127.0.0.1:1",
                "file:///etc",
                "no address",
            })
    void aTokenIsNeverSentToSomebodyElsesAddress(String elsewhere) {
        initialize(elsewhere);

        assertThat(prepare(Map.of(), pictured(null)))
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> assertThat(notYet.reason()).contains("not its own"));
        server.verify(0, putRequestedFor(anyUrl()));
    }
}
