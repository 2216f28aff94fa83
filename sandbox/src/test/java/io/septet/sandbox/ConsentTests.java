package io.septet.sandbox;

import static io.septet.sandbox.Browser.BACK;
import static io.septet.sandbox.Browser.BASIC;
import static io.septet.sandbox.Browser.ID;
import static io.septet.sandbox.Browser.SECRET;
import static io.septet.sandbox.Browser.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.Browser.Page;
import io.septet.sandbox.grant.App;
import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTests {
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-letters-in-all";

    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox =
                Sandbox.start(
                        SandboxSettings.on(data)
                                .clock(clock)
                                .app(App.demo(ID, SECRET, List.of(BACK))));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String web(String path) {
        return sandbox.address() + path;
    }

    private String asks(String path, String scope) {
        return web(path)
                + "?"
                + form(
                        "response_type", "code",
                        "client_id", ID,
                        "redirect_uri", BACK,
                        "scope", scope,
                        "state", "s t/1");
    }

    private String asksX(String scope) throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return asks("/x-web/i/oauth2/authorize", scope)
                + "&"
                + form(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
                        "code_challenge_method",
                        "S256");
    }

    private Page x(String... form) throws IOException {
        return Browser.basic(BASIC, web("/x/2/oauth2/token"), form);
    }

    private Page xCode(String code, String redirect, String verifier) throws IOException {
        return x(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", redirect,
                "code_verifier", verifier);
    }

    private static String allow(String url, String... more) throws IOException {
        String[] form = new String[more.length + 2];
        form[0] = "decision";
        form[1] = "allow";
        System.arraycopy(more, 0, form, 2, more.length);
        Page back = Browser.post(url, form);
        assertThat(back.status()).as(back.text()).isEqualTo(302);
        assertThat(back.location().toString()).startsWith(BACK + "?");
        assertThat(back.back("state")).isEqualTo("s t/1");
        assertThat(back.back("code")).isNotEmpty();
        return back.back("code");
    }

    @Test
    void xConsentLeadsToTokensThatExpireAndRotate() throws Exception {
        String url = asksX("tweet.read tweet.write users.read offline.access");
        Page page = Browser.get(url);
        assertThat(page.text())
                .contains("Septet asks to use your account", "Jiangcheng Live", "tweet.write");
        assertThat(page.whole().headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' http://localhost:4711");
        String code = allow(url, "account", "x-jiangcheng_live");

        Page first = xCode(code, BACK, VERIFIER);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().path("expires_in").asInt()).isEqualTo(7200);
        assertThat(first.at("scope")).isEqualTo("tweet.read tweet.write users.read offline.access");
        var client = Client.of(first.at("access_token"));
        assertThat(client.get(sandbox.x() + "/2/users/me").json().at("/data/username").asString())
                .isEqualTo("jiangcheng_live");
        assertThat(client.post(sandbox.x() + "/2/tweets", Json.of("text", "By consent")).status())
                .isEqualTo(201);
        var posts = Client.of("").get(web("/sandbox/posts")).json();
        assertThat(posts.path(0).path("account").asString()).isEqualTo("jiangcheng_live");

        clock.move(Duration.ofHours(2));
        assertThat(client.get(sandbox.x() + "/2/users/me").status()).isEqualTo(401);
        Page second = x("grant_type", "refresh_token", "refresh_token", first.at("refresh_token"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("refresh_token")).isNotEqualTo(first.at("refresh_token"));
        Page again = x("grant_type", "refresh_token", "refresh_token", first.at("refresh_token"));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.at("error_description"))
                .isEqualTo("Value passed for the token was invalid.");
        assertThat(Client.of(first.at("refresh_token")).get(sandbox.x() + "/2/users/me").status())
                .isEqualTo(401);

        stop();
        start();
        var kept = Client.of(second.at("access_token"));
        assertThat(kept.get(sandbox.x() + "/2/users/me").status()).isEqualTo(200);
        assertThat(
                        Browser.basic(
                                        BASIC,
                                        web("/x/2/oauth2/revoke"),
                                        "token",
                                        second.at("access_token"))
                                .text())
                .isEqualTo("{\"revoked\":true}");
        assertThat(kept.get(sandbox.x() + "/2/users/me").status()).isEqualTo(401);
    }

    @Test
    void xCodeBuysOnceAndOnlyForWhoAsked() throws Exception {
        String url = asksX("tweet.read users.read");
        String wrongApp =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        "septet-demo:guess".getBytes(StandardCharsets.UTF_8));
        String code = allow(url);

        assertThat(Browser.basic(wrongApp, web("/x/2/oauth2/token"), "grant_type", "x").status())
                .isEqualTo(401);
        assertThat(xCode(code, BACK, "another-verifier").at("error_description"))
                .contains("code verifier did not match");
        assertThat(xCode(code, BACK + "/", VERIFIER).at("error_description"))
                .contains("redirect uri did not match");
        Page good = xCode(code, BACK, VERIFIER);
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.json().has("refresh_token")).isFalse();
        assertThat(xCode(code, BACK, VERIFIER).status()).isEqualTo(400);
        assertThat(
                        Client.of(good.at("access_token"))
                                .post(sandbox.x() + "/2/tweets", Json.of("text", "No"))
                                .status())
                .isEqualTo(403);

        String late = allow(url);
        clock.move(Duration.ofSeconds(61));
        assertThat(xCode(late, BACK, VERIFIER).status()).isEqualTo(400);
    }

    @Test
    void whatIsAskedWronglyNeverLeadsBackToAStranger() throws Exception {
        String url = asksX("tweet.read");
        assertThat(Browser.get(url.replace("client_id=septet-demo", "client_id=x")).status())
                .isEqualTo(400);
        for (String other : List.of("http%3A%2F%2Fevil.example%2F", "%2Fa", "")) {
            Page page =
                    Browser.post(
                            url.replaceFirst("redirect_uri=[^&]*", "redirect_uri=" + other),
                            "decision",
                            "allow");
            assertThat(page.status()).as(other).isEqualTo(400);
        }
        assertThat(Browser.get(asksX("tweet.read all")).back("error")).isEqualTo("invalid_scope");
        assertThat(Browser.get(asks("/x-web/i/oauth2/authorize", "tweet.read")).back("error"))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "/x-web/i/oauth2/authorize,tweet.read,access_denied",
        "/facebook-web/v26.0/dialog/oauth,pages_show_list,access_denied",
        "/instagram-web/oauth/authorize,instagram_business_basic,access_denied",
        "/threads-web/oauth/authorize,threads_basic,access_denied",
        "/linkedin-web/oauth/v2/authorization,w_member_social,user_cancelled_authorize"
    })
    void refusalIsToldAsThePlatformDoes(String path, String scope, String error) throws Exception {
        String url = path.startsWith("/x") ? asksX(scope) : asks(path, scope);

        Page back = Browser.post(url, "decision", "refuse");

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.back("error")).isEqualTo(error);
        assertThat(back.back("state")).isEqualTo("s t/1");
    }

    private Page facebook(String... query) throws IOException {
        return Browser.get(
                sandbox.facebook()
                        + "/oauth/access_token?"
                        + form("client_id", ID, "client_secret", SECRET)
                        + "&"
                        + form(query));
    }

    @Test
    void facebookPersonOpensTheTickedPagesOnly() throws Exception {
        String url =
                asks(
                        "/facebook-web/v26.0/dialog/oauth",
                        "pages_show_list,pages_manage_posts,pages_read_engagement");
        assertThat(Browser.get(url).text()).contains("Jiangcheng Culture", "Lin Yue, Chen Bo");
        String code =
                allow(
                        url,
                        "asked",
                        "1",
                        "account",
                        "lin.yue",
                        "page",
                        "100200300400502",
                        "grant",
                        "pages_show_list",
                        "grant",
                        "pages_read_engagement");
        assertThat(
                        facebook("code", code, "redirect_uri", BACK + "x")
                                .json()
                                .at("/error/error_subcode")
                                .asInt())
                .isEqualTo(36008);
        Page person = facebook("code", code, "redirect_uri", BACK);
        assertThat(person.status()).as(person.text()).isEqualTo(200);
        assertThat(
                        facebook("code", code, "redirect_uri", BACK)
                                .json()
                                .at("/error/error_subcode")
                                .asInt())
                .isEqualTo(36009);
        Page lasting =
                facebook(
                        "grant_type",
                        "fb_exchange_token",
                        "fb_exchange_token",
                        person.at("access_token"));
        assertThat(lasting.json().path("expires_in").asInt()).isEqualTo(5_183_944);

        var client = Client.of(lasting.at("access_token"));
        assertThat(
                        client.get(sandbox.facebook() + "/me?fields=id,name")
                                .json()
                                .path("name")
                                .asString())
                .isEqualTo("Lin Yue");
        var pages =
                client.get(sandbox.facebook() + "/me/accounts?fields=id,name,access_token,tasks")
                        .json()
                        .path("data");
        assertThat(pages.size()).isEqualTo(1);
        assertThat(pages.path(0).path("id").asString()).isEqualTo("100200300400502");
        assertThat(client.get(sandbox.facebook() + "/me/permissions").text())
                .contains("{\"permission\":\"pages_manage_posts\",\"status\":\"declined\"}");

        var page = Client.of(pages.path(0).path("access_token").asString());
        clock.move(Duration.ofDays(70));
        assertThat(client.get(sandbox.facebook() + "/me").json().at("/error/error_subcode").asInt())
                .isEqualTo(463);
        assertThat(page.get(sandbox.facebook() + "/me").json().path("name").asString())
                .isEqualTo("Jiangcheng Culture");
        assertThat(
                        page.post(sandbox.facebook() + "/me/feed", Json.of("message", "No"))
                                .json()
                                .at("/error/code")
                                .asInt())
                .isEqualTo(200);
        var seen =
                Browser.get(
                                sandbox.facebook()
                                        + "/debug_token?"
                                        + form(
                                                "access_token",
                                                ID + "|" + SECRET,
                                                "input_token",
                                                pages.path(0).path("access_token").asString()))
                        .json()
                        .path("data");
        assertThat(seen.path("is_valid").asBoolean()).isTrue();
        assertThat(seen.path("expires_at").asInt()).isZero();
        assertThat(seen.at("/granular_scopes/0/target_ids/0").asString())
                .isEqualTo("100200300400502");
    }

    @ParameterizedTest
    @CsvSource({
        "instagram,instagram_business_basic,instagram_business_content_publish,ig",
        "threads,threads_basic,threads_content_publish,th"
    })
    void instagramAndThreadsTokensAreLengthenedAndRenewed(
            String platform, String basic, String publish, String grant) throws Exception {
        String url = asks("/" + platform + "-web/oauth/authorize", basic + "," + publish);
        String account = platform + "-jiangcheng.culture";
        String code = allow(url, "account", account);
        String[] exchange = {
            "client_id",
            ID,
            "client_secret",
            SECRET,
            "grant_type",
            "authorization_code",
            "redirect_uri",
            BACK,
            "code",
            code
        };
        String place = web("/" + platform);
        Page hour = Browser.post(place + "/oauth/access_token", exchange);
        assertThat(hour.status()).as(hour.text()).isEqualTo(200);
        assertThat(Browser.post(place + "/oauth/access_token", exchange).at("error_message"))
                .contains("already used");
        assertThat(
                        Browser.get(
                                        place
                                                + "/access_token?grant_type="
                                                + grant
                                                + "_exchange_token&client_secret=no&access_token="
                                                + hour.at("access_token"))
                                .status())
                .isEqualTo(400);

        Page lasting =
                Browser.get(
                        place
                                + "/access_token?grant_type="
                                + grant
                                + "_exchange_token&client_secret="
                                + SECRET
                                + "&access_token="
                                + hour.at("access_token"));

        assertThat(lasting.json().path("expires_in").asInt()).isEqualTo(5_184_000);
        String root = platform.equals("threads") ? sandbox.threads() : sandbox.instagram();
        var client = Client.of(lasting.at("access_token"));
        var me = client.get(root + "/me?fields=user_id,username,followers_count").json();
        assertThat(me.path("username").asString()).isEqualTo("jiangcheng.culture");
        assertThat(me.path("user_id").asString()).isEqualTo(hour.at("user_id"));
        String renew =
                place
                        + "/refresh_access_token?grant_type="
                        + grant
                        + "_refresh_token&access_token=";
        assertThat(Browser.get(renew + lasting.at("access_token")).status()).isEqualTo(400);
        clock.move(Duration.ofDays(59));
        Page renewed = Browser.get(renew + lasting.at("access_token"));
        assertThat(renewed.json().path("expires_in").asInt()).isEqualTo(5_184_000);
        clock.move(Duration.ofDays(2));
        assertThat(client.get(root + "/me").json().at("/error/error_subcode").asInt())
                .isEqualTo(463);
        assertThat(Browser.get(renew + lasting.at("access_token")).status()).isEqualTo(400);
        assertThat(Client.of(renewed.at("access_token")).get(root + "/me").status()).isEqualTo(200);
    }
}
