package io.septet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web client's files and the page of the API, as a browser gets them. */
class FilesIT extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/calendar", "/posts/0199-a", "/reports?from=x.y"})
    void everyScreenBeginsWithTheStartPageWhichIsAskedForAnew(String path) {
        var answer = browser().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).contains("<title>Septet</title>");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void filesNamedByTheirContentAreKeptForGood() {
        var answer = browser().get("/assets/index-1a2b.js");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/none.js", "/assets/none", "/none.png", "/webjars/x", "/internal"})
    void missingFileIsNotTheStartPage(String path) {
        var answer = browser().get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/assets/index-1a2b.js",
                "/api/v1/session",
                "/api/v1/none",
                "/api/docs"
            })
    void everythingIsGuardedAgainstContentFromElsewhere(String path) {
        guarded(browser().get(path));
        guarded(browser().send(browser().request(path).HEAD()));
    }

    private static void guarded(Browser.Answer answer) {
        var softly = new SoftAssertions();
        softly.assertThat(answer.header("Content-Security-Policy").split("; ?"))
                .containsExactlyInAnyOrder(
                        "default-src 'self'",
                        "img-src 'self' data: blob:",
                        "style-src 'self' 'unsafe-inline'",
                        "object-src 'none'",
                        "base-uri 'self'",
                        "form-action 'self'",
                        "frame-ancestors 'none'");
        softly.assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        softly.assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        softly.assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        softly.assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        softly.assertAll();
    }

    @Test
    void pageOfTheApiHasItsFilesAndNoScriptInside() {
        var browser = browser();

        var page = browser.get("/api/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body()).doesNotContain("<script>", "onload");
        assertThat(browser.get("/api/docs/swagger-ui-bundle.js").status()).isEqualTo(200);
        assertThat(browser.get("/api/docs/swagger-ui.css").header("Content-Type"))
                .startsWith("text/css");
        assertThat(browser.get("/api/docs/swagger-initializer.js").response().body())
                .contains("/api/v1/openapi.json");
        assertThat(browser.get("/api/docs/none.js").status()).isEqualTo(404);
    }

    @Test
    void readinessIsOpenAndNothingElseOfManagement() {
        var browser = browser();

        assertThat(browser.get("/actuator/health/readiness").json().path("status").stringValue())
                .isEqualTo("UP");
        for (var path : new String[] {"/actuator/env", "/actuator/beans", "/actuator/x"}) {
            assertThat(browser.get(path).status()).isEqualTo(404);
        }
    }

    @Test
    void writesToFilesAreRefused() {
        var browser = browser();

        assertThat(browser.send(browser.write("POST", "/calendar", "{}")).status()).isEqualTo(405);
    }
}
