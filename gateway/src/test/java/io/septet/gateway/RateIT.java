package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** How much one caller may ask. */
@TestPropertySource(
        properties = {
            "septet.gateway.rate.window=20s",
            "septet.gateway.rate.reads=5",
            "septet.gateway.rate.writes=2",
            "septet.gateway.rate.address-reads=300",
            "septet.gateway.rate.address-writes=20",
            // Else the address would have to be emptied before each test.
            "server.forward-headers-strategy=native"
        })
class RateIT extends GatewayTest {
    private static final String PORT = "local.server.port";

    private static int addresses;

    @Autowired private Environment environment;

    private String address = "";

    @BeforeEach
    void elsewhere() {
        addresses++;
        address = "192.0.2." + addresses;
    }

    @Test
    void readsAndWritesOfATokenAreCountedApart() {
        var token = "spt_apart";
        knows(token);

        for (int i = 0; i < 5; i++) {
            assertThat(get("/api/v1/posts", token).status()).isEqualTo(200);
        }
        var refused = get("/api/v1/posts", token);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.json().path("limit").intValue()).isEqualTo(5);
        assertThat(refused.json().path("windowSeconds").intValue()).isEqualTo(20);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 4);

        assertThat(write("/api/v1/posts", token).status()).isEqualTo(200);
        assertThat(write("/api/v1/posts", token).status()).isEqualTo(200);
        assertThat(write("/api/v1/posts", token).status()).isEqualTo(429);
        assertThat(SCHEDULER.findAll(postRequestedFor(urlEqualTo("/api/v1/posts")))).hasSize(2);
    }

    @Test
    void whatWasSpentComesBack() {
        var token = "spt_back";
        knows(token);
        for (int i = 0; i < 6; i++) {
            get("/api/v1/posts", token);
        }
        assertThat(get("/api/v1/posts", token).status()).isEqualTo(429);

        // A fifth of 20 s.
        await().atMost(Duration.ofSeconds(6))
                .untilAsserted(
                        () -> assertThat(get("/api/v1/posts", token).status()).isEqualTo(200));
        assertThat(get("/api/v1/posts", token).status()).isEqualTo(429);
    }

    @Test
    void allGatewaysCountTogether() {
        var token = "spt_everywhere";
        knows(token);
        try (var replica =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                same("spring.data.redis.url"),
                                same("septet.data"),
                                same("septet.accounts-url"),
                                same("septet.scheduler-url"),
                                same("septet.gateway.rate.window"),
                                same("septet.gateway.rate.reads"),
                                same("server.forward-headers-strategy"))) {
            var second = new Browser(replica.getEnvironment().getRequiredProperty(PORT, int.class));
            for (int i = 0; i < 5; i++) {
                var browser = i % 2 == 0 ? second : browser();
                assertThat(get(browser, "/api/v1/posts", token).status()).isEqualTo(200);
            }

            for (var browser : List.of(second, browser())) {
                var refused = get(browser, "/api/v1/posts", token);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 4);
            }
        }
    }

    @Test
    void oneTokensHasteDoesNotStopAnother() {
        knows("spt_hasty");
        knows("spt_patient");
        for (int i = 0; i < 6; i++) {
            get("/api/v1/posts", "spt_hasty");
        }

        assertThat(get("/api/v1/posts", "spt_hasty").status()).isEqualTo(429);
        assertThat(get("/api/v1/posts", "spt_patient").status()).isEqualTo(200);
    }

    @Test
    void aMembersSessionsAreCountedTogether() {
        var one = browser();
        var other = browser();
        signIn(one);
        signIn(other);
        for (int i = 0; i < 5; i++) {
            var browser = i % 2 == 0 ? one : other;
            assertThat(send(browser, browser.request("/api/v1/posts")).status()).isEqualTo(200);
        }

        assertThat(send(other, other.request("/api/v1/posts")).status()).isEqualTo(429);
        assertThat(send(one, one.request("/assets/nothing.js")).status())
                .as("files are not counted")
                .isEqualTo(404);
        assertThat(send(one, one.request("/login")).status()).isNotEqualTo(429);
        assertThat(send(one, one.request("/api/v1/events")).status())
                .as("the stream of events is not counted")
                .isEqualTo(200);
    }

    @Test
    void anAddressThatGuessesTokensIsStopped() {
        int answered = 0;
        // Fifteen a second come back meanwhile.
        while (answered < 1000 && get("/api/v1/posts", "not-a-token-" + answered).status() == 401) {
            answered++;
        }
        assertThat(answered).isBetween(300, 999);
        assertThat(ACCOUNTS.getAllServeEvents()).as("none looked like a token").isEmpty();

        address = "192.0.2.250";
        assertThat(get("/api/v1/posts", "not-a-token").status()).isEqualTo(401);
    }

    @Test
    void whatIsKeptIsGoneWithTheWindowAndHoldsNoToken() {
        var token = "spt_secret-one";
        knows(token);
        get("/api/v1/posts", token);

        var keys = redis.keys("gateway:rate:*");
        assertThat(keys).anyMatch(key -> key.startsWith("gateway:rate:reads:token:"));
        assertThat(keys).noneMatch(key -> key.contains("secret-one"));
        assertThat(keys).allMatch(key -> redis.getExpire(key) <= 20);
    }

    private void knows(String token) {
        ACCOUNTS.stubFor(
                post("/internal/v1/tokens/verify")
                        .withRequestBody(
                                com.github.tomakehurst.wiremock.client.WireMock.equalToJson(
                                        "{\"token\":\""
                                                + token
                                                + "\",\"address\":\""
                                                + address
                                                + "\"}"))
                        .willReturn(
                                okJson(
                                        """
                                        {"member":{"id":"%s","name":"Mei","email":"mei@example.com"},
                                         "workspace":{"id":"%s","name":"Desk","role":"EDITOR","zone":"UTC"}}\
                                        """
                                                .formatted(MEMBER, DESK))));
    }

    private void signIn(Browser browser) {
        var answer =
                send(
                        browser,
                        browser.write(
                                "POST",
                                "/api/v1/session",
                                "{\"email\":\"mei@example.com\",\"password\":\"right\"}"));
        assertThat(answer.status()).isEqualTo(200);
    }

    private String same(String property) {
        return "--" + property + "=" + environment.getRequiredProperty(property);
    }

    private Browser.Answer get(String path, String token) {
        return get(browser(), path, token);
    }

    private Browser.Answer get(Browser browser, String path, String token) {
        return send(browser, browser.request(path).header("Authorization", "Bearer " + token));
    }

    private Browser.Answer write(String path, String token) {
        var browser = browser();
        return send(
                browser,
                browser.write("POST", path, "{}").header("Authorization", "Bearer " + token));
    }

    private Browser.Answer send(Browser browser, java.net.http.HttpRequest.Builder request) {
        return browser.send(request.header("X-Forwarded-For", address));
    }
}
