package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that platforms fetch: the only thing of a workspace that is given to anybody. */
class MediaLinkIT extends GatewayTest {
    private static final String TOKEN_OF_LINK =
            "AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9"
                    + "AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9AbC-_9";
    private static final String LINK = "/m/" + TOKEN_OF_LINK;
    private static final String OPENED = "/internal/v1/media-links/" + TOKEN_OF_LINK;

    @Test
    void anybodyGetsThePictureInTheGatewaysName() {
        picture(206);

        var answer =
                browser()
                        .send(
                                browser()
                                        .request(LINK + "?workspace=" + DESK)
                                        .header("Range", "bytes=0-2")
                                        .header("Authorization", "Bearer " + TOKEN)
                                        .header("Cookie", "SEPTET_SESSION=abc"));

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.response().body()).isEqualTo("pix");
        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 0-2/6");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        var asked = ACCOUNTS.findAll(anyRequestedFor(anyUrl()));
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().getUrl()).isEqualTo(OPENED);
        assertThat(asked.getFirst().getHeader("Range")).isEqualTo("bytes=0-2");
        assertThat(asked.getFirst().getHeader("Cookie")).isNull();
        assertThat(caller(asked.getFirst(), "accounts"))
                .isEqualTo(new Caller("gateway", "", Role.SERVICE));
    }

    @Test
    void theHeadAloneIsGivenToo() {
        picture(200);

        var answer = browser().send(browser().request(LINK).HEAD());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void aLinkThatLeadsNowhereIs404() {
        ACCOUNTS.stubFor(any(urlEqualTo(OPENED)).willReturn(problem(404, "not-found")));

        assertThat(browser().get(LINK).status()).isEqualTo(404);
        assertThat(browser().get(LINK).problem()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/m",
                "/m/",
                "/m/short",
                "/m/../internal/v1/members/x",
                "/m/..%2finternal",
                "/m/%2e%2e/internal",
                "/m//internal",
                "/m/a/b",
                LINK + "/",
                LINK + "/x",
                LINK + ";a=b",
                LINK + "%2e",
                LINK + ".jpg",
                "/m/media-links/" + TOKEN_OF_LINK,
                "/mx",
                OPENED
            })
    void nothingElseIsReached(String path) {
        var status = browser().get(path).status();

        if (path.equals("/mx")) {
            assertThat(status).as("a screen of the web client").isEqualTo(200);
        } else {
            assertThat(status).isIn(400, 404);
        }
        ACCOUNTS.verify(0, anyRequestedFor(anyUrl()));
        SCHEDULER.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void aLinkIsOnlyForReading() {
        for (var method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            var answer =
                    browser()
                            .send(
                                    browser()
                                            .request(LINK)
                                            .method(method, BodyPublishers.ofString("x")));
            assertThat(answer.status()).as(method).isEqualTo(404);
        }
        ACCOUNTS.verify(0, anyRequestedFor(anyUrl()));
    }

    private static void picture(int status) {
        ACCOUNTS.stubFor(
                any(urlEqualTo(OPENED))
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "image/jpeg")
                                        .withHeader("Content-Range", "bytes 0-2/6")
                                        .withHeader("Accept-Ranges", "bytes")
                                        .withHeader("Cache-Control", "no-store")
                                        .withBody("pix")));
    }
}
