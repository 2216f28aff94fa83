package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeyIT extends GatewayTest {
    private static final String PATH = "/api/v1/session/passkey";

    @BeforeEach
    void accountsKnowsOnePasskey() {
        redis.delete(redis.keys("gateway:*"));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in/passkey/options")
                        .willReturn(okJson("{\"challenge\":\"q83v\"}")));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in/passkey")
                        .atPriority(9)
                        .willReturn(problem(401, "passkey-unknown")));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in/passkey")
                        .withRequestBody(
                                equalToJson(
                                        "{\"credential\":{\"id\":\"good\"},\"address\":\"127.0.0.1\"}"))
                        .willReturn(okJson(closed())));
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(closed())));
    }

    @Test
    void itBeginsASessionInWhichBothFactorsWereShown() {
        var browser = browser();
        var asked = browser.send(browser.write("POST", PATH + "/options", ""));
        assertThat(asked.json().path("challenge").stringValue()).isEqualTo("q83v");

        var answer = use(browser, "good");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().at("/workspace/closed").asBoolean()).isFalse();
        assertThat(browser.get("/api/v1/session").json()).isEqualTo(answer.json());
        assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200);
        ACCOUNTS.stubFor(post("/internal/v1/sign-in").willReturn(okJson(closed())));
        browser.signIn("mei@example.com", "right");
        assertThat(browser.get("/api/v1/posts").status())
                .as("only until the next one")
                .isEqualTo(403);
    }

    @Test
    void theSessionThatWasThereIsNotGoneOnWith() {
        var browser = signedIn();
        var before = Objects.requireNonNull(browser.cookies.get("SEPTET_SESSION"));
        var token = browser.cookies.get("XSRF-TOKEN");

        use(browser, "good");

        assertThat(browser.cookies.get("SEPTET_SESSION")).isNotEqualTo(before);
        assertThat(browser.cookies.get("XSRF-TOKEN")).isNotEqualTo(token);
        browser.cookies.put("SEPTET_SESSION", before);
        assertThat(browser.get("/api/v1/session").problem()).isEqualTo("not-signed-in");
    }

    @Test
    void whatAccountsDoesNotKnowLetsNobodyIn() {
        var browser = browser();

        assertThat(use(browser, "forged").problem()).isEqualTo("passkey-unknown");

        assertThat(browser.cookies).doesNotContainKey("SEPTET_SESSION");
        assertThat(browser.send(browser.write("POST", PATH, "{}")).status()).isEqualTo(422);
    }

    @Test
    void anotherSitesPageCannotSignAnybodyIn() {
        var browser = browser();
        for (var path : new String[] {PATH, PATH + "/options"}) {
            assertThat(
                            browser.send(
                                            browser.write(
                                                            "POST",
                                                            path,
                                                            "{\"credential\":{\"id\":\"good\"}}")
                                                    .header("Sec-Fetch-Site", "cross-site"))
                                    .problem())
                    .isEqualTo("csrf");
        }
    }

    @Test
    void theScreenIsToldWhereTheyWork() {
        var ways = browser().get("/api/v1/session/ways").json();

        assertThat(ways.at("/passkeys/origin").stringValue()).isEqualTo("http://localhost:8080");
        assertThat(ways.path("provider").isNull()).isTrue();
    }

    private static Browser.Answer use(Browser browser, String id) {
        return browser.send(
                browser.write("POST", PATH, "{\"credential\":{\"id\":\"%s\"}}".formatted(id)));
    }

    private static String closed() {
        return mei("OWNER").replace("\"role\":\"OWNER\"", "\"role\":\"OWNER\",\"closed\":true");
    }
}
