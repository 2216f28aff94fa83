package io.septet.sandbox;

import static io.septet.sandbox.Browser.BACK;
import static io.septet.sandbox.Browser.ID;
import static io.septet.sandbox.Browser.SECRET;
import static io.septet.sandbox.Browser.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.Browser.Page;
import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent at LinkedIn, where one login opens several accounts, and at Mastodon's servers. */
class ConsentServerTests {
    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(clock));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Page linkedIn(String... form) throws IOException {
        return Browser.post(
                sandbox.address()
                        + "/linkedin-web/oauth/v2/accessToken?"
                        + form("client_id", ID, "client_secret", SECRET),
                form);
    }

    private static String code(String url) throws IOException {
        return Browser.post(url, "decision", "allow").back("code");
    }

    private String linkedInAsks(String scope) {
        return sandbox.address()
                + "/linkedin-web/oauth/v2/authorization?"
                + form(
                        "response_type", "code",
                        "client_id", ID,
                        "redirect_uri", BACK,
                        "state", "1",
                        "scope", scope);
    }

    private Page linkedInTokens(String scope) throws IOException {
        return linkedIn(
                "grant_type",
                "authorization_code",
                "code",
                code(linkedInAsks(scope)),
                "redirect_uri",
                BACK);
    }

    private static Object linkedInPost(String author) {
        return Json.of(
                "author",
                author,
                "commentary",
                "By consent of " + author,
                "visibility",
                "PUBLIC",
                "distribution",
                Json.of("feedDistribution", "MAIN_FEED"),
                "lifecycleState",
                "PUBLISHED");
    }

    private static int publish(Sandbox sandbox, String token, String author) throws IOException {
        return Client.of(token)
                .post(sandbox.linkedin() + "/rest/posts", linkedInPost(author))
                .status();
    }

    @Test
    void linkedInLoginOpensTheMemberAndTheOrganisation() throws IOException {
        Page tokens =
                linkedInTokens(
                        "openid profile w_member_social w_organization_social r_organization_social"
                                + " rw_organization_admin");
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(5_184_000);
        String token = tokens.at("access_token");
        var me = Client.of(token).get(sandbox.linkedin() + "/v2/userinfo").json();
        assertThat(me.path("name").asString()).isEqualTo("Lin Yue");

        assertThat(publish(sandbox, token, "urn:li:organization:5583111")).isEqualTo(201);
        assertThat(publish(sandbox, token, "urn:li:person:" + me.path("sub").asString()))
                .isEqualTo(201);
        assertThat(publish(sandbox, token, "urn:li:person:other")).isEqualTo(403);
        var posts = Client.of("").get(sandbox.address() + "/sandbox/posts").json();
        assertThat(posts.path(0).path("account").asString()).isEqualTo("jiangcheng-international");
        assertThat(posts.path(1).path("account").asString()).isEqualTo("lin-yue");

        clock.move(Duration.ofDays(61));
        assertThat(
                        Client.of(token)
                                .get(sandbox.linkedin() + "/v2/userinfo")
                                .json()
                                .path("code")
                                .asString())
                .isEqualTo("EXPIRED_ACCESS_TOKEN");
        Page renewed =
                linkedIn(
                        "grant_type", "refresh_token", "refresh_token", tokens.at("refresh_token"));
        assertThat(renewed.at("refresh_token")).isEqualTo(tokens.at("refresh_token"));
        assertThat(renewed.json().path("refresh_token_expires_in").asInt())
                .isEqualTo(304 * 24 * 3600);
        clock.move(Duration.ofDays(305));
        assertThat(
                        linkedIn(
                                        "grant_type",
                                        "refresh_token",
                                        "refresh_token",
                                        tokens.at("refresh_token"))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void linkedInScopesCount() throws IOException {
        String token = linkedInTokens("openid w_member_social").at("access_token");

        assertThat(publish(sandbox, token, "urn:li:organization:5583111")).isEqualTo(403);
        assertThat(publish(sandbox, token, "urn:li:person:septet5583111")).isEqualTo(201);
        assertThat(
                        Browser.post(
                                        sandbox.address() + "/linkedin-web/oauth/v2/accessToken",
                                        "client_id",
                                        ID,
                                        "client_secret",
                                        "guess")
                                .at("error"))
                .isEqualTo("invalid_client");
    }

    private String server() {
        return sandbox.mastodon().get(1);
    }

    private Page register(String scopes) throws IOException {
        return Browser.post(
                server() + "/api/v1/apps",
                "client_name",
                "My desk",
                "redirect_uris",
                BACK,
                "scopes",
                scopes);
    }

    private String mastodonAsks(Page app, String scope) {
        return server()
                + "/oauth/authorize?"
                + form(
                        "response_type",
                        "code",
                        "client_id",
                        app.at("client_id"),
                        "redirect_uri",
                        BACK,
                        "state",
                        "1",
                        "scope",
                        scope);
    }

    private Page mastodonTokens(Page app, String code, String secret) throws IOException {
        return Browser.post(
                server() + "/oauth/token",
                "grant_type",
                "authorization_code",
                "code",
                code,
                "client_id",
                app.at("client_id"),
                "client_secret",
                secret,
                "redirect_uri",
                BACK);
    }

    @Test
    void mastodonAppsRegisterThemselves() throws IOException {
        var server = Browser.get(server() + "/.well-known/oauth-authorization-server").json();
        assertThat(server.path("token_endpoint").asString()).isEqualTo(server() + "/oauth/token");
        Page app = register("profile write:statuses read:statuses");
        assertThat(app.status()).as(app.text()).isEqualTo(200);
        assertThat(register("everything").status()).isEqualTo(422);
        stop();
        start();
        // The ports are new; what was registered is not.
        assertThat(Browser.get(mastodonAsks(app, "profile")).text())
                .contains("My desk asks to use your account", "Jiangcheng City");
        assertThat(Browser.get(mastodonAsks(app, "profile write:media")).back("error"))
                .isEqualTo("invalid_scope");
        String code = code(mastodonAsks(app, "profile write:statuses"));
        assertThat(mastodonTokens(app, code, "guess").status()).isEqualTo(401);
        Page tokens = mastodonTokens(app, code, app.at("client_secret"));
        assertThat(tokens.at("scope")).isEqualTo("profile write:statuses");
        assertThat(mastodonTokens(app, code, app.at("client_secret")).at("error"))
                .isEqualTo("invalid_grant");

        var client = Client.of(tokens.at("access_token"));
        clock.move(Duration.ofDays(1000));
        assertThat(
                        client.get(server() + "/api/v1/accounts/verify_credentials")
                                .json()
                                .path("username")
                                .asString())
                .isEqualTo("city");
        assertThat(client.post(server() + "/api/v1/statuses", Json.of("status", "Hi")).status())
                .isEqualTo(200);
        assertThat(client.get(server() + "/api/v1/statuses").status()).isEqualTo(403);
        assertThat(
                        client.get(
                                        sandbox.mastodon().getFirst()
                                                + "/api/v1/accounts/verify_credentials")
                                .status())
                .isEqualTo(401);
        String[] revoke = {
            "client_id",
            app.at("client_id"),
            "client_secret",
            app.at("client_secret"),
            "token",
            tokens.at("access_token")
        };
        assertThat(Browser.post(server() + "/oauth/revoke", revoke).status()).isEqualTo(200);
        assertThat(Browser.post(server() + "/oauth/revoke", revoke).status()).isEqualTo(200);
        assertThat(
                        client.get(server() + "/api/v1/accounts/verify_credentials")
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("The access token was revoked");
    }
}
