package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesIT extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "accounts, /api/v1/platforms",
        "accounts, /api/v1/feeds",
        "accounts, /api/v1/feeds/0199-a/check",
        "accounts, /api/v1/holds",
        "accounts, /api/v1/members",
        "accounts, /api/v1/workspace",
        "accounts, /api/v1/tokens",
        "scheduler, /api/v1/posts/0199-a",
        "scheduler, /api/v1/labels",
        "scheduler, /api/v1/deliveries?from=2026-01-01T00:00:00%2B08:00&feed=a&feed=b",
        "scheduler, /api/v1/media/0199-a/thumbnail",
        "scheduler, /api/v1/calendar?zone=Asia/Shanghai",
        "analytics, /api/v1/reports/overview?from=2026-01-01T00%3A00%3A00Z"
    })
    void everyPartGoesToItsServiceUnderTheSamePath(String service, String path) {
        var answer = signedIn().get(path);

        assertThat(answer.status()).isEqualTo(200);
        var asked = service(service).findAll(getRequestedFor(urlPathMatching("/api/v1/.*")));
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().getUrl().replace(":", "%3A").replace("%2F", "/"))
                .isEqualTo(path.replace(":", "%3A"));
        assertThat(caller(asked.getFirst(), service))
                .isEqualTo(new Caller(MEMBER, DESK, Role.OWNER, "127.0.0.1"));
    }

    @Test
    void nothingThatClaimsAnIdentityPasses() {
        var browser = signedIn();

        browser.send(
                browser.request("/api/v1/posts")
                        .header("X-User", "evil")
                        .header("X-Forwarded-For", "10.0.0.1")
                        .header("Forwarded", "for=10.0.0.1")
                        .header("Septet-Role", "OWNER")
                        .header("Septet-From", "10.0.0.1")
                        .header("Septet-Workspace", CULTURE)
                        .header("Idempotency-Key", "k1")
                        .header("If-None-Match", "\"7\"")
                        .header("Accept-Language", "zh-CN"));

        var asked = SCHEDULER.findAll(getRequestedFor(urlEqualTo("/api/v1/posts"))).getFirst();
        assertThat(asked.getHeaders().all())
                .extracting(HttpHeader::key)
                .allSatisfy(name ->
                        assertThat(name)
                                .isIn(
                                        "Authorization",
                                        "Accept-Language",
                                        "Idempotency-Key",
                                        "If-None-Match",
                                        "User-Agent",
                                        "Host"));
        assertThat(asked.getHeader("Authorization")).startsWith("Bearer ey");
        assertThat(asked.getHeader("Idempotency-Key")).isEqualTo("k1");
        assertThat(asked.getHeader("If-None-Match")).isEqualTo("\"7\"");
        assertThat(asked.getHeader("Accept-Language")).isEqualTo("zh-CN");
        assertThat(asked.getHeader("Host")).isEqualTo("localhost:" + SCHEDULER.port());
    }

    @Test
    void answersPassWithWhatClientsNeedAndNothingElse() {
        SCHEDULER.stubFor(
                patch(urlEqualTo("/api/v1/posts/1"))
                        .willReturn(
                                aResponse()
                                        .withStatus(201)
                                        .withHeader("Content-Type", "application/json")
                                        .withHeader("ETag", "\"8\"")
                                        .withHeader(
                                                "Location",
                                                "http://127.0.0.1:8082/api/v1/posts/1?a=b")
                                        .withHeader("Server", "Tomcat")
                                        .withHeader("X-Powered-By", "beans")
                                        .withHeader("Set-Cookie", "a=b")
                                        .withHeader("Cache-Control", "private, max-age=60")
                                        .withBody("{\"id\":\"1\"}")));
        var browser = signedIn();

        var answer =
                browser.send(
                        browser.write("PATCH", "/api/v1/posts/1", "{\"text\":\"北京\"}")
                                .header("If-Match", "\"7\""));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.response().body()).isEqualTo("{\"id\":\"1\"}");
        assertThat(answer.header("ETag")).isEqualTo("\"8\"");
        assertThat(answer.header("Location")).isEqualTo("/api/v1/posts/1?a=b");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=60");
        assertThat(answer.response().headers().map())
                .doesNotContainKeys("server", "x-powered-by", "set-cookie");
        var asked = SCHEDULER.findAll(patchRequestedFor(urlEqualTo("/api/v1/posts/1"))).getFirst();
        assertThat(asked.getBodyAsString()).isEqualTo("{\"text\":\"北京\"}");
        assertThat(asked.getHeader("If-Match")).isEqualTo("\"7\"");
        assertThat(asked.getHeader("Content-Length")).isEqualTo("17");
    }

    @Test
    void problemsOfServicesPassAsTheyAre() {
        SCHEDULER.stubFor(
                get(urlEqualTo("/api/v1/posts")).willReturn(problem(503, "store-unavailable")));

        var answer = signedIn().get("/api/v1/posts");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("store-unavailable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/members/x",
                "/v3/api-docs",
                "/actuator/env",
                "/actuator/health/../env",
                "/api/internal/v1/sign-in",
                "/api/v1/internal",
                "/api/v1/unknown",
                "/api/v1/postsx",
                "/api/v1/posts/",
                "/api/v2/posts",
                "/api",
                "/api/v1"
            })
    void whatIsNotListedDoesNotExist(String path) {
        var browser = signedIn();
        everybodyIsWell();

        assertThat(browser.get(path).problem()).isIn("not-found", "bad-request");
        assertThat(browser.get(path).status()).isIn(404, 400);
        assertNobodyWasAsked();
    }

    @Test
    void unknownPathIs404ForEveryMethodAndEverybody() {
        var browser = browser();
        for (var method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            var answer = browser.send(browser.write(method, "/api/v1/nothing", "{}"));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/posts/..;/..;/..;/internal/v1/members",
                "/api/v1/posts/%2e%2e/%2e%2e/internal/v1/members",
                "/api/v1/posts/..%2f..%2f..%2finternal",
                "/api/v1/posts/%2F..%2Finternal",
                "/api/v1/posts/../../../internal/v1/members",
                "/api/v1/posts//../internal",
                "/api/v1/posts/a;b=c",
                "/api/v1/posts/%5c..%5cinternal",
                "/api/v1/posts/%00",
                "/api/v1/posts/%252e%252e/internal",
                "/api/v1/posts/..",
                "/api/v1/posts/.",
                "/api/v1//posts",
                "//api/v1/posts",
                "/API/v1/posts/..\\..\\internal"
            })
    void tricksWithPathsLeadNowhere(String path) throws IOException {
        var browser = signedIn();
        everybodyIsWell();

        var status = raw("GET", path, browser);

        assertThat(status).isIn(400, 404);
        assertNobodyWasAsked();
    }

    @Test
    void uploadArrivesByteByByte() {
        var bytes = new byte[300_000];
        new java.util.Random(7).nextBytes(bytes);
        var browser = signedIn();

        var answer =
                browser.send(
                        browser.write("POST", "/api/v1/media", "")
                                .setHeader("Content-Type", "multipart/form-data; boundary=b0undary")
                                .POST(BodyPublishers.ofByteArray(bytes)));

        assertThat(answer.status()).isEqualTo(200);
        var asked = SCHEDULER.findAll(anyRequestedFor(urlEqualTo("/api/v1/media"))).getFirst();
        assertThat(asked.getBody()).isEqualTo(bytes);
        assertThat(asked.getHeader("Content-Type"))
                .isEqualTo("multipart/form-data; boundary=b0undary");
        assertThat(asked.getHeader("Content-Length")).isEqualTo("300000");
    }

    /** A request as it is, since an HTTP client may tidy up its path. */
    private int raw(String method, String path, Browser browser) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "%s %s HTTP/1.1\r\nHost: localhost\r\nCookie: SEPTET_SESSION=%s\r\nConnection: close\r\n\r\n"
                                    .formatted(method, path, browser.cookies.get("SEPTET_SESSION"))
                                    .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static void assertNobodyWasAsked() {
        SCHEDULER.verify(0, anyRequestedFor(anyUrl()));
        ANALYTICS.verify(0, anyRequestedFor(anyUrl()));
        assertThat(ACCOUNTS.findAll(anyRequestedFor(anyUrl())))
                .allSatisfy(
                        it -> assertThat(it.getUrl()).isEqualTo("/internal/v1/members/" + MEMBER));
    }

    private static WireMockServer service(String name) {
        return switch (name) {
            case "accounts" -> ACCOUNTS;
            case "scheduler" -> SCHEDULER;
            default -> ANALYTICS;
        };
    }
}
