package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.kit.testing.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What a client is told when something behind the door does not work. */
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@TestPropertySource(properties = {"septet.gateway.breaker-open=2s", "septet.gateway.read=2s"})
class DownIT extends GatewayTest {
    @Autowired TestRedis server;

    @Test
    void slowServiceIsCutByTheTimeLimitAndAWriteIsNotRepeated() {
        var browser = signedIn();
        SCHEDULER.stubFor(post("/api/v1/posts").willReturn(okJson("{}").withFixedDelay(6000)));
        long start = System.nanoTime();

        var answer = browser.send(browser.write("POST", "/api/v1/posts", "{}"));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1900), Duration.ofMillis(4500));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("service-unavailable");
        assertThat(answer.json().path("service").stringValue()).isEqualTo("scheduler");
        assertThat(answer.json().path("detail").stringValue()).contains("is not known");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        await().during(Duration.ofMillis(500))
                .untilAsserted(
                        () -> SCHEDULER.verify(1, postRequestedFor(urlEqualTo("/api/v1/posts"))));
    }

    @Test
    void serviceThatBreaksOffIsNotAskedAgainForAWrite() {
        var browser = signedIn();
        SCHEDULER.stubFor(
                post("/api/v1/posts").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(browser.send(browser.write("POST", "/api/v1/posts", "{}")).problem())
                .isEqualTo("service-unavailable");

        SCHEDULER.verify(1, postRequestedFor(urlEqualTo("/api/v1/posts")));
    }

    @Test
    void errorThatAServiceDoesNotExplainIsNotPassedOn() {
        var browser = signedIn();
        SCHEDULER.stubFor(
                any(anyUrl())
                        .willReturn(
                                serverError()
                                        .withHeader("Content-Type", "text/html")
                                        .withBody("<h1>stack trace</h1>")));

        var answer = browser.get("/api/v1/posts");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("service-unavailable");
    }

    @Test
    void breakerOpensAfterRepeatedFailuresAndClosesAgain() {
        var browser = signedIn();
        SCHEDULER.stubFor(any(anyUrl()).willReturn(serverError()));
        for (int i = 0; i < 10; i++) {
            assertThat(browser.get("/api/v1/posts").status()).isEqualTo(503);
        }
        SCHEDULER.resetRequests();

        var open = browser.get("/api/v1/posts");

        assertThat(open.problem()).isEqualTo("service-unavailable");
        assertThat(open.header("Retry-After")).isEqualTo("2");
        assertThat(open.json().path("detail").stringValue()).contains("Nothing was changed");
        SCHEDULER.verify(0, anyRequestedFor(anyUrl()));
        assertThat(browser.get("/api/v1/feeds").status())
                .as("the others are not touched")
                .isEqualTo(200);

        SCHEDULER.resetAll();
        SCHEDULER.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        await().atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200));
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200);
        }
    }

    @Test
    void errorsOfClientsDoNotOpenTheBreaker() {
        var browser = signedIn();
        SCHEDULER.stubFor(get("/api/v1/posts/x").willReturn(problem(404, "post-not-found")));
        SCHEDULER.stubFor(get("/api/v1/posts/y").willReturn(problem(503, "store-unavailable")));
        for (int i = 0; i < 15; i++) {
            assertThat(browser.get("/api/v1/posts/x").problem()).isEqualTo("post-not-found");
            assertThat(browser.get("/api/v1/posts/y").problem()).isEqualTo("store-unavailable");
        }

        assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200);
    }

    @Test
    void accountsBeingDownIsSaidWhenSigningInAndWhenAsking() {
        var browser = signedIn();
        ACCOUNTS.resetAll();
        ACCOUNTS.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        var signIn = browser().signIn("mei@example.com", "right");
        assertThat(signIn.status()).isEqualTo(503);
        assertThat(signIn.problem()).isEqualTo("service-unavailable");
        assertThat(signIn.json().path("service").stringValue()).isEqualTo("accounts");
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    var answer = browser.get("/api/v1/posts");
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.json().path("service").stringValue()).isEqualTo("accounts");
                    assertThat(answer.header("Retry-After")).isNotBlank();
                });
    }

    @Test
    void redisBeingDownIsAProblemAndPasses() {
        var browser = signedIn();
        server.close();

        for (var answer :
                new Browser.Answer[] {
                    browser.get("/api/v1/posts"),
                    browser.get("/api/v1/session"),
                    browser.send(browser.write("POST", "/api/v1/posts", "{}")),
                    browser.signIn("mei@example.com", "right")
                }) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("store-unavailable");
            assertThat(answer.header("Retry-After")).isNotBlank();
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        SCHEDULER.verify(0, anyRequestedFor(anyUrl()));
        assertThat(browser().get("/").status()).isEqualTo(200);
        assertThat(
                        browser()
                                .send(
                                        browser()
                                                .request("/api/v1/posts")
                                                .header("Authorization", "Bearer " + TOKEN))
                                .status())
                .as("a bearer token needs no session")
                .isEqualTo(200);
        assertThat(browser().get("/actuator/health/readiness").status()).isEqualTo(503);

        server.restart();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200));
    }
}
