package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionIT extends GatewayTest {

    @BeforeEach
    void forgetAttempts() {
        redis.delete(redis.keys("gateway:*"));
    }

    @Test
    void signingInSaysWhoOneIsAndSetsAProtectedCookie() {
        var browser = browser();

        var answer = browser.signIn("mei@example.com", "right");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/member/name").stringValue()).isEqualTo("Mei");
        assertThat(answer.json().at("/workspace/id").stringValue()).isEqualTo(DESK);
        assertThat(answer.json().at("/workspace/role").stringValue()).isEqualTo("OWNER");
        assertThat(answer.json().at("/workspaces/1/zone").stringValue()).isEqualTo("Europe/Paris");
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("SEPTET_SESSION=")
                                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                                .doesNotContain("Secure"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("SEPTET_DEVICE=")
                                .contains("HttpOnly", "SameSite=Lax", "Path=/api/v1/session"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("XSRF-TOKEN=")
                                .contains("SameSite=Lax")
                                .doesNotContain("HttpOnly"));
        assertThat(browser.get("/api/v1/session").json()).isEqualTo(answer.json());
    }

    @Test
    void withoutAProxyNobodyIsBelievedToBeOne() {
        var browser = browser();

        var answer =
                browser.send(
                        browser.write(
                                        "POST",
                                        "/api/v1/session",
                                        "{\"email\":\"mei@example.com\",\"password\":\"right\"}")
                                .header("X-Forwarded-Proto", "https")
                                .header("X-Forwarded-For", "192.0.2.7")
                                .header("Forwarded", "for=192.0.2.7;proto=https"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .hasSizeGreaterThanOrEqualTo(3)
                .noneMatch(cookie -> cookie.contains("Secure"));
        ACCOUNTS.verify(
                postRequestedFor(urlEqualTo("/internal/v1/sign-in"))
                        .withRequestBody(matchingJsonPath("$.address", equalTo("127.0.0.1"))));
    }

    @Test
    void accountsIsAskedAsTheGatewayItself() {
        signedIn();

        var asked = ACCOUNTS.findAll(postRequestedFor(urlEqualTo("/internal/v1/sign-in")));

        assertThat(caller(asked.getFirst(), "accounts"))
                .isEqualTo(new Caller("gateway", "", Role.SERVICE));
    }

    @Test
    void sessionIsKeptInRedisAsPlainJsonForTwelveHours() {
        signedIn();

        Set<String> keys = redis.keys("gateway:session:sessions:*");

        assertThat(keys).hasSize(1);
        var key = keys.iterator().next();
        var session = redis.<String, String>opsForHash().entries(key);
        assertThat(session)
                .containsEntry("sessionAttr:member", "\"" + MEMBER + "\"")
                .containsEntry("maxInactiveInterval", "43200")
                .containsOnlyKeys(
                        "creationTime",
                        "lastAccessedTime",
                        "maxInactiveInterval",
                        "sessionAttr:member",
                        "sessionAttr:epoch",
                        "sessionAttr:address",
                        "sessionAttr:agent");
        assertThat(redis.getExpire(key)).isBetween(43_000L, 43_200L);
    }

    @Test
    void sessionIdChangesAtSignIn() {
        var browser = signedIn();
        var before = browser.cookies.get("SEPTET_SESSION");

        browser.signIn("mei@example.com", "right");

        assertThat(browser.cookies.get("SEPTET_SESSION")).isNotEqualTo(before);
        browser.cookies.put("SEPTET_SESSION", before);
        assertThat(browser.get("/api/v1/session").problem()).isEqualTo("not-signed-in");
    }

    @Test
    void wrongPasswordIsRefused() {
        var answer = browser().signIn("mei@example.com", "wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("sign-in-failed");
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("SEPTET_SESSION"));
    }

    @Test
    void bodyThatIsNotASignInIsExplained() {
        var browser = browser();

        assertThat(browser.send(browser.write("POST", "/api/v1/session", "{\"email\":")).problem())
                .isEqualTo("malformed-body");
        assertThat(browser.signIn("", "x").status()).isEqualTo(422);
    }

    @Test
    void nobodyIsSignedInWithoutCookieOrToken() {
        for (var path :
                new String[] {"/api/v1/session", "/api/v1/posts", "/api/v1/reports/overview"}) {
            var answer = browser().get(path);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("not-signed-in");
        }
        var browser = browser();
        var write = browser.send(browser.write("POST", "/api/v1/posts", "{}"));
        assertThat(write.status()).isEqualTo(401);
        assertThat(SCHEDULER.getAllServeEvents()).isEmpty();
    }

    @Test
    void signingOutEndsTheSession() {
        var browser = signedIn();
        var session = browser.cookies.get("SEPTET_SESSION");

        assertThat(browser.send(browser.write("DELETE", "/api/v1/session", "")).status())
                .isEqualTo(204);

        browser.cookies.put("SEPTET_SESSION", session);
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(redis.keys("gateway:session:sessions:*")).isEmpty();
    }

    @Test
    void writesOfASessionNeedTheTokenAgainstForgedRequests() {
        var browser = signedIn();

        var forged =
                browser.send(
                        browser.write("POST", "/api/v1/posts", "{}")
                                .setHeader("X-XSRF-TOKEN", "guessed"));

        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.problem()).isEqualTo("csrf");
        assertThat(SCHEDULER.getAllServeEvents()).isEmpty();
        assertThat(browser.send(browser.write("POST", "/api/v1/posts", "{}")).status())
                .isEqualTo(200);
    }

    @Test
    void tokenAgainstForgedRequestsChangesAtSignIn() {
        var browser = browser();
        browser.get("/api/v1/session");
        var before = browser.cookies.get("XSRF-TOKEN");

        browser.signIn("mei@example.com", "right");

        assertThat(before).isNotBlank();
        assertThat(browser.cookies.get("XSRF-TOKEN")).isNotBlank().isNotEqualTo(before);
    }

    @Test
    void anotherSitesPageCannotSignAnybodyIn() {
        var browser = browser();
        var body = "{\"email\":\"mei@example.com\",\"password\":\"right\"}";

        for (var site : new String[] {"cross-site", "same-site"}) {
            var answer =
                    browser.send(
                            browser.write("POST", "/api/v1/session", body)
                                    .header("Sec-Fetch-Site", site));
            assertThat(answer.problem()).isEqualTo("csrf");
        }
        assertThat(
                        browser.send(
                                        browser.write("POST", "/api/v1/session", body)
                                                .header("Origin", "https://elsewhere.example"))
                                .problem())
                .isEqualTo("csrf");
        assertThat(
                        browser.send(
                                        browser.write("POST", "/api/v1/session", body)
                                                .header("Origin", "http://127.0.0.1:" + port))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void guessingIsSlowedDownPerAddressAndEmail() {
        var browser = browser();
        for (int i = 0; i < 10; i++) {
            assertThat(browser.signIn("Mei@example.com", "guess" + i).status()).isEqualTo(401);
        }

        var answer = browser.signIn("mei@EXAMPLE.com", "right");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(290, 300);
        assertThat(browser.signIn("other@example.com", "x").status()).isEqualTo(401);
    }

    @Test
    void signingInForgetsFailedAttempts() {
        var browser = browser();
        for (int i = 0; i < 9; i++) {
            browser.signIn("mei@example.com", "guess");
        }
        assertThat(browser.signIn("mei@example.com", "right").status()).isEqualTo(200);

        assertThat(browser.signIn("mei@example.com", "guess").status()).isEqualTo(401);
        assertThat(browser.signIn("mei@example.com", "right").status()).isEqualTo(200);
    }

    @Test
    void firstWorkspaceIsTheDefaultAndAHeaderOrParameterChoosesAnother() {
        var browser = signedIn();

        browser.get("/api/v1/posts?state=DRAFT");
        browser.send(browser.request("/api/v1/posts").header("Septet-Workspace", CULTURE));
        browser.get("/api/v1/posts?workspace=" + CULTURE);

        var asked = SCHEDULER.getAllServeEvents().reversed();
        assertThat(asked)
                .extracting(it ->
                        caller(
                                com.github.tomakehurst.wiremock.verification.LoggedRequest
                                        .createFrom(it.getRequest()),
                                "scheduler"))
                .containsExactly(
                        new Caller(MEMBER, DESK, Role.OWNER, "127.0.0.1"),
                        new Caller(MEMBER, CULTURE, Role.VIEWER, "127.0.0.1"),
                        new Caller(MEMBER, CULTURE, Role.VIEWER, "127.0.0.1"));
    }

    @Test
    void foreignWorkspaceDoesNotExist() {
        var browser = signedIn();

        for (var request :
                new java.net.http.HttpRequest.Builder[] {
                    browser.request("/api/v1/posts").header("Septet-Workspace", "0199-foreign"),
                    browser.request("/api/v1/posts?workspace=0199-foreign"),
                    browser.request("/api/v1/session").header("Septet-Workspace", "0199-foreign")
                }) {
            var answer = browser.send(request);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("workspace-not-found");
        }
        assertThat(SCHEDULER.getAllServeEvents()).isEmpty();
    }

    @Test
    void changedRoleActsWithinASecond() {
        var browser = signedIn();
        browser.get("/api/v1/posts");
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(mei("VIEWER"))));

        await().atMost(Duration.ofMillis(1500))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    SCHEDULER.resetRequests();
                    browser.get("/api/v1/posts");
                    var asked = SCHEDULER.findAll(getRequestedFor(urlEqualTo("/api/v1/posts")));
                    assertThat(caller(asked.getFirst(), "scheduler").role()).isEqualTo(Role.VIEWER);
                });
        assertThat(ACCOUNTS.findAll(getRequestedFor(urlEqualTo("/internal/v1/members/" + MEMBER))))
                .as("a copy is used in between")
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void removedMemberIsNobody() {
        var browser = signedIn();
        ACCOUNTS.stubFor(
                get("/internal/v1/members/" + MEMBER).willReturn(problem(404, "member-not-found")));

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(browser.get("/api/v1/posts").problem())
                                .isEqualTo("not-signed-in"));
    }

    @Test
    void bearerTokenSpeaksForItsMemberWithoutCookieOrCsrf() {
        var browser = browser();

        var answer =
                browser.send(
                        browser.request("/api/v1/posts")
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(200);
        var asked = SCHEDULER.findAll(postRequestedFor(urlEqualTo("/api/v1/posts")));
        assertThat(caller(asked.getFirst(), "scheduler"))
                .isEqualTo(new Caller(MEMBER, DESK, Role.EDITOR, "127.0.0.1"));
        var who =
                browser.send(
                        browser.request("/api/v1/session")
                                .header("Authorization", "Bearer " + TOKEN));
        assertThat(who.json().at("/workspaces").size()).isOne();
    }

    @Test
    void bearerTokenBelongsToOneWorkspace() {
        var browser = browser();

        var answer =
                browser.send(
                        browser.request("/api/v1/posts")
                                .header("Authorization", "Bearer " + TOKEN)
                                .header("Septet-Workspace", CULTURE));

        assertThat(answer.problem()).isEqualTo("workspace-not-found");
    }

    @Test
    void badBearerTokenIsNobodyEvenBesideAGoodCookie() {
        var browser = signedIn();

        for (var header :
                new String[] {"Bearer spt_bad", "Bearer x y", "Basic bWVpOnJpZ2h0", "Bearer"}) {
            var answer =
                    browser.send(browser.request("/api/v1/posts").header("Authorization", header));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("not-signed-in");
        }
    }
}
