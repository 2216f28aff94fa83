package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** What members do to their own sign-in, and what keeps others out of it. */
class OwnAccountIT extends GatewayTest {
    @Autowired private SessionRepository<? extends Session> repository;

    @BeforeEach
    void forgetAttempts() {
        redis.delete(redis.keys("gateway:*"));
    }

    @Test
    void anotherPasswordEndsEverySessionButTheOneItWasChosenIn() {
        var here = signedIn();
        var elsewhere = signedIn();
        var cookie = here.cookies.get("SEPTET_SESSION");
        theEpochBecomes(1);

        var answer =
                here.send(
                        here.write(
                                "PUT",
                                "/api/v1/session/password",
                                "{\"current\":\"right\",\"password\":\"a new one, longer\"}"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(here.cookies.get("SEPTET_SESSION")).isNotEqualTo(cookie);
        assertThat(here.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/session").problem()).isEqualTo("not-signed-in");
        assertThat(redis.keys("gateway:session:sessions:*")).hasSize(1);
    }

    @Test
    void whatIsSaidAgainstAPasswordIsPassedOnAndGuessingIsSlowedDown() {
        var browser = signedIn();
        ACCOUNTS.stubFor(
                post("/internal/v1/members/" + MEMBER + "/password")
                        .willReturn(problem(422, "password-wrong")));
        var body = "{\"current\":\"guess\",\"password\":\"a new one, longer\"}";
        for (int i = 0; i < 10; i++) {
            var answer = browser.send(browser.write("PUT", "/api/v1/session/password", body));
            assertThat(answer.problem()).isEqualTo("password-wrong");
        }

        var answer = browser.send(browser.write("PUT", "/api/v1/session/password", body));

        assertThat(answer.problem()).isEqualTo("too-many-attempts");
        assertThat(
                        ACCOUNTS.findAll(
                                postRequestedFor(
                                        urlEqualTo(
                                                "/internal/v1/members/" + MEMBER + "/password"))))
                .hasSize(10);
    }

    @Test
    void aSessionOfAnEpochThatIsOverIsNobodys() {
        var browser = signedIn();
        theEpochBecomes(1);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(browser.get("/api/v1/session").problem())
                                .isEqualTo("not-signed-in"));
    }

    @Test
    void membersSeeTheirSessionsAndEndThem() {
        var here = signedIn();
        var elsewhere = signedIn();

        var list = here.get("/api/v1/sessions").json().path("items");

        assertThat(list.size()).isEqualTo(2);
        assertThat(list.get(0).path("current").asBoolean()).isFalse();
        assertThat(list.get(1).path("current").asBoolean()).isTrue();
        assertThat(list.get(1).path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(list.toString())
                .doesNotContain(here.cookies.get("SEPTET_SESSION"))
                .doesNotContain(elsewhere.cookies.get("SEPTET_SESSION"));
        var path = "/api/v1/sessions/" + list.get(0).path("id").asString();
        assertThat(here.send(here.write("DELETE", path, "")).status()).isEqualTo(204);
        assertThat(here.send(here.write("DELETE", path, "")).problem())
                .isEqualTo("session-not-found");
        assertThat(elsewhere.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(here.get("/api/v1/sessions").json().path("items").size()).isOne();
    }

    @Test
    void aRequestUnderWayDoesNotBringAnEndedSessionBack() {
        underWay(repository);
        signedIn();
        assertThat(redis.keys("gateway:session:sessions:*")).hasSize(1);
    }

    private <S extends Session> void underWay(SessionRepository<S> all) {
        var begun = all.createSession();
        all.save(begun);
        var later = Objects.requireNonNull(all.findById(begun.getId()));
        all.deleteById(begun.getId());
        later.setLastAccessedTime(Instant.now());

        all.save(later);

        assertThat(all.findById(begun.getId())).isNull();
    }

    @Test
    void nobodyAndWhoeverNamesAnothersWorkspaceIsRefusedBeforeAnythingIsRead() {
        var browser = signedIn();
        for (var one :
                new String[][] {
                    {"PUT", "/api/v1/session/password"},
                    {"GET", "/api/v1/sessions"},
                    {"DELETE", "/api/v1/sessions"},
                    {"DELETE", "/api/v1/sessions/x"}
                }) {
            var nobody = browser();
            assertThat(nobody.send(nobody.write(one[0], one[1], "{}")).problem())
                    .isEqualTo("not-signed-in");
            var elsewhere =
                    browser.send(
                            browser.write(one[0], one[1], "{}")
                                    .header("Septet-Workspace", "0199-foreign"));
            assertThat(elsewhere.problem()).isEqualTo("workspace-not-found");
        }
        assertThat(browser.get("/api/v1/sessions").json().path("items").size()).isOne();
    }

    @Test
    void oneSignsOutEverywhereElse() {
        var here = signedIn();
        var elsewhere = signedIn();
        theEpochBecomes(1);

        assertThat(here.send(here.write("DELETE", "/api/v1/sessions", "")).status()).isEqualTo(204);

        ACCOUNTS.verify(
                postRequestedFor(urlEqualTo("/internal/v1/members/" + MEMBER + "/sign-out")));
        assertThat(here.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/session").status()).isEqualTo(401);
        var token = browser();
        var byToken =
                token.send(
                        token.write("DELETE", "/api/v1/sessions", "")
                                .header("Authorization", "Bearer " + TOKEN));
        assertThat(byToken.problem()).isEqualTo("session-needed");
    }

    @Test
    void aSessionEndsAfterAWeekHoweverMuchItIsUsed() {
        var browser = signedIn();
        var key = redis.keys("gateway:session:sessions:*").iterator().next();
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);

        redis.opsForHash()
                .put(
                        key,
                        "creationTime",
                        "" + Instant.now().minus(Duration.ofDays(7)).toEpochMilli());

        assertThat(browser.get("/api/v1/session").problem()).isEqualTo("not-signed-in");
        assertThat(redis.keys("gateway:session:sessions:*")).isEmpty();
    }

    @Test
    void manyAddressesGuessNoMoreThanFewAndTheMemberStillGetsInWhereItHasBeen() {
        var device = signedIn();
        // As if it had been from another address, and each attempt from one of its own.
        redis.delete(ofAddress());
        for (int i = 0; i < 99; i++) {
            redis.delete(pair());
            assertThat(browser().signIn("mei@example.com", "guess" + i).status()).isEqualTo(401);
        }
        redis.delete(pair());

        var stranger = browser().signIn("mei@example.com", "right");

        assertThat(stranger.problem()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(stranger.header("Retry-After"))).isBetween(3000, 3600);
        assertThat(browser().signIn("other@example.com", "x").status()).isEqualTo(401);
        assertThat(device.signIn("mei@example.com", "right").status())
                .as("the member's own device")
                .isEqualTo(200);
    }

    @Test
    void aStrangersGuessesAtTheSameAddressDoNotLockTheMembersDeviceOut() {
        var own = signedIn();
        for (int i = 0; i < 11; i++) {
            browser().signIn("mei@example.com", "guess" + i);
        }

        assertThat(browser().signIn("mei@example.com", "right").status()).isEqualTo(429);
        assertThat(own.signIn("mei@example.com", "right").status()).isEqualTo(200);
        var liar = browser();
        liar.cookies.put("SEPTET_DEVICE", "made-up");
        assertThat(liar.signIn("mei@example.com", "right").status()).isEqualTo(429);
    }

    @Test
    void linksAreOpenedByAnybodyButNotOftenAndNotFromAnotherSite() {
        ACCOUNTS.stubFor(
                post("/internal/v1/links/look")
                        .withRequestBody(equalToJson("{\"secret\":\"good\"}"))
                        .willReturn(okJson("{\"kind\":\"INVITATION\"}")));
        ACCOUNTS.stubFor(
                post("/internal/v1/links/look")
                        .atPriority(6)
                        .willReturn(problem(404, "link-invalid")));
        ACCOUNTS.stubFor(
                post("/internal/v1/links/use")
                        .withRequestBody(
                                equalToJson(
                                        "{\"secret\":\"good\",\"name\":\"Mei\",\"password\":\"p\",\"address\":\"127.0.0.1\"}"))
                        .willReturn(okJson("{\"email\":\"mei@example.com\"}")));
        var browser = browser();

        var look =
                browser.send(browser.write("POST", "/api/v1/links/look", "{\"secret\":\"good\"}"));
        var use =
                browser.send(
                        browser.write(
                                "POST",
                                "/api/v1/links/use",
                                "{\"secret\":\"good\",\"name\":\"Mei\",\"password\":\"p\"}"));
        var evil =
                browser.send(
                        browser.write("POST", "/api/v1/links/use", "{\"secret\":\"good\"}")
                                .header("Sec-Fetch-Site", "cross-site"));

        assertThat(look.json().path("kind").asString()).isEqualTo("INVITATION");
        assertThat(use.json().path("email").asString()).isEqualTo("mei@example.com");
        assertThat(evil.problem()).isEqualTo("csrf");
        for (int i = 0; i < 28; i++) {
            var guess =
                    browser.send(
                            browser.write(
                                    "POST", "/api/v1/links/look", "{\"secret\":\"g" + i + "\"}"));
            assertThat(guess.problem()).isEqualTo("link-invalid");
        }
        var more =
                browser.send(browser.write("POST", "/api/v1/links/look", "{\"secret\":\"good\"}"));
        assertThat(more.problem()).isEqualTo("too-many-attempts");
    }

    @Test
    void whoHasASecondFactorIsAskedForACode() {
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .withRequestBody(matchingJsonPath("$.email", equalTo("wang@example.com")))
                        .willReturn(problem(401, "code-needed")));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .withRequestBody(matchingJsonPath("$.code", equalTo("000000")))
                        .willReturn(problem(401, "code-wrong")));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .withRequestBody(matchingJsonPath("$.code", equalTo("123456")))
                        .willReturn(okJson(mei("OWNER"))));
        var browser = browser();

        assertThat(browser.signIn("wang@example.com", "p").problem()).isEqualTo("code-needed");
        assertThat(browser.cookies).doesNotContainKey("SEPTET_SESSION");
        assertThat(withCode(browser, "000000").problem()).isEqualTo("code-wrong");
        assertThat(browser.cookies).doesNotContainKey("SEPTET_SESSION");
        assertThat(withCode(browser, "123456").status()).isEqualTo(200);
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void aWorkspaceThatAsksForASecondFactorIsClosedToWhoHasNone() {
        var closed =
                mei("OWNER")
                        .replaceFirst("\"role\":\"OWNER\"", "\"role\":\"OWNER\",\"closed\":true");
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .withRequestBody(matchingJsonPath("$.email", equalTo("mei@example.com")))
                        .willReturn(okJson(closed)));
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(closed)));
        var browser = signedIn();

        assertThat(browser.get("/api/v1/posts").problem()).isEqualTo("second-factor-needed");
        assertThat(browser.get("/api/v1/members").problem()).isEqualTo("second-factor-needed");
        assertThat(browser.get("/api/v1/events").problem()).isEqualTo("second-factor-needed");
        assertThat(browser.get("/api/v1/me/second-factor").status()).isEqualTo(200);
        assertThat(browser.get("/api/v1/session").json().at("/workspace/closed").asBoolean())
                .isTrue();
        assertThat(browser.get("/api/v1/posts?workspace=" + CULTURE).status()).isEqualTo(200);
        assertThat(SCHEDULER.getAllServeEvents()).hasSize(1);
    }

    private static Browser.Answer withCode(Browser browser, String code) {
        return browser.send(
                browser.write(
                        "POST",
                        "/api/v1/session",
                        "{\"email\":\"wang@example.com\",\"password\":\"p\",\"code\":\"%s\"}"
                                .formatted(code)));
    }

    @Test
    void aForgottenPasswordIsAskedForByAnybodyAndAnsweredAlike() {
        ACCOUNTS.stubFor(post("/internal/v1/links").willReturn(aResponse().withStatus(202)));
        var browser = browser();
        var body = "{\"email\":\"mei@example.com\"}";

        var asked = browser.send(browser.write("POST", "/api/v1/links", body));

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.response().body()).isEmpty();
        ACCOUNTS.stubFor(
                post("/internal/v1/links").willReturn(problem(409, "mail-not-configured")));
        assertThat(browser.send(browser.write("POST", "/api/v1/links", body)).problem())
                .isEqualTo("mail-not-configured");
    }

    private void theEpochBecomes(int epoch) {
        var known = "{\"epoch\":" + epoch + "," + mei("OWNER").strip().substring(1);
        ACCOUNTS.stubFor(
                post("/internal/v1/members/" + MEMBER + "/password").willReturn(okJson(known)));
        ACCOUNTS.stubFor(
                post("/internal/v1/members/" + MEMBER + "/sign-out").willReturn(okJson(known)));
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(known)));
    }

    private static String ofAddress() {
        return "gateway:known:" + digest("127.0.0.1|mei@example.com");
    }

    private static String pair() {
        return "gateway:attempts:" + digest("127.0.0.1|mei@example.com");
    }

    private static String digest(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            text.getBytes(
                                                    java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
