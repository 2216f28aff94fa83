package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What somebody without an account reaches with a link to one post: three paths, and nothing else.
 */
class OutsideLinkIT extends GatewayTest {
    private static final String SECRET = "A".repeat(86);

    @Test
    void aReaderWithoutAnAccountReachesThreePathsInTheGatewaysName() {
        SCHEDULER.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "application/json")
                                        .withHeader("Cache-Control", "no-store")
                                        .withBody("{}")));
        for (var path : List.of("/outside", "/outside/picture?feed=f&number=0")) {
            var answer =
                    browser()
                            .send(
                                    browser()
                                            .request("/api/v1" + path)
                                            .header("Septet-Link", SECRET)
                                            .header("Septet-From", "198.51.100.1")
                                            .header("Authorization", "Bearer " + TOKEN));
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
        assertThat(
                        browser()
                                .send(
                                        browser()
                                                .request("/api/v1/outside/decision")
                                                .header("Septet-Link", SECRET)
                                                .header("Content-Type", "application/json")
                                                .POST(BodyPublishers.ofString("{}")))
                                .status())
                .isEqualTo(200);

        var asked = SCHEDULER.findAll(anyRequestedFor(anyUrl()));
        assertThat(asked)
                .extracting(one -> one.getUrl())
                .containsExactlyInAnyOrder(
                        "/internal/v1/outside",
                        "/internal/v1/outside/picture?feed=f&number=0",
                        "/internal/v1/outside/decision");
        assertThat(asked)
                .allSatisfy(one -> {
                    assertThat(caller(one, "scheduler"))
                            .isEqualTo(new Caller("gateway", "", Role.SERVICE));
                    assertThat(one.getHeader("Septet-Link")).isEqualTo(SECRET);
                    assertThat(one.getHeader("Septet-From"))
                            .as("where it comes from is not what the caller says")
                            .isEqualTo("127.0.0.1");
                });
    }

    @Test
    void nothingElseIsReachedThatWay() {
        for (var path :
                List.of(
                        "/api/v1/outside/",
                        "/api/v1/outside/decision",
                        "/api/v1/outside/x",
                        "/api/v1/outside/picture/x",
                        "/api/v1/outside/..%2fposts",
                        "/internal/v1/outside",
                        "/api/v1/outside;a=b")) {
            var answer = browser().send(browser().request(path).header("Septet-Link", SECRET));
            assertThat(answer.status()).as(path).isIn(400, 404);
        }
        assertThat(
                        browser()
                                .send(
                                        browser()
                                                .request("/api/v1/outside")
                                                .header("Septet-Link", SECRET)
                                                .method("DELETE", BodyPublishers.noBody()))
                                .status())
                .isEqualTo(404);
        SCHEDULER.verify(0, anyRequestedFor(anyUrl()));
    }
}
