package io.septet.sandbox.mastodon;

import io.septet.sandbox.consent.Consents;
import io.septet.sandbox.consent.Dialog;
import io.septet.sandbox.consent.Redemption.Good;
import io.septet.sandbox.consent.Redemption.Refused;
import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Words;
import io.septet.sandbox.grant.App;
import io.septet.sandbox.grant.Consent;
import io.septet.sandbox.grant.Grant;
import io.septet.sandbox.grant.Grant.Kind;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.http.Routes.Handler;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Apps, the consent page and tokens of one Mastodon-like server; its tokens do not expire. */
final class MastodonTokens {
    private static final Map<String, String> SCOPES =
            Map.of(
                    "read", "See everything of your account",
                    "write", "Change everything of your account",
                    "profile", "See your profile only",
                    "read:accounts", "See information on accounts",
                    "read:statuses", "See all your posts",
                    "write:statuses", "Publish and delete posts",
                    "write:media", "Upload media files",
                    "write:accounts", "Change your profile",
                    "follow", "Change who you follow");

    private final World world;
    private final int instance;
    private final Words words;
    private final Consents consents;

    MastodonTokens(World world, int instance, Words words) {
        this.world = world;
        this.instance = instance;
        this.words = words;
        this.consents =
                new Consents(
                        world,
                        new Dialog(
                                Platform.MASTODON,
                                instance,
                                "\\s+",
                                SCOPES,
                                false,
                                "",
                                Duration.ofMinutes(10),
                                Map.of(
                                        "error",
                                        "access_denied",
                                        "error_description",
                                        "The resource owner or authorization server denied the request."),
                                "invalid_scope"),
                        client -> world.grants().app(instance, client));
    }

    void routes(Routes routes) {
        on(routes, "GET", "/.well-known/oauth-authorization-server", Calls.READ, this::server);
        on(routes, "POST", "/api/v1/apps", Calls.ALL, this::register);
        on(routes, "POST", "/oauth/token", Calls.ALL, this::token);
        on(routes, "POST", "/oauth/revoke", Calls.ALL, this::revoke);
        consents.routes(routes, "/oauth/authorize");
    }

    private void on(Routes routes, String method, String path, Calls made, Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.MASTODON,
                                        made,
                                        words,
                                        () -> handler.handle(call)));
    }

    private Reply server(Call call) {
        String at = world.places().instances().get(instance);
        return Reply.json(
                200,
                Json.of(
                        "issuer",
                        at + "/",
                        "service_documentation",
                        "https://docs.joinmastodon.org/",
                        "authorization_endpoint",
                        at + "/oauth/authorize",
                        "token_endpoint",
                        at + "/oauth/token",
                        "app_registration_endpoint",
                        at + "/api/v1/apps",
                        "revocation_endpoint",
                        at + "/oauth/revoke",
                        "scopes_supported",
                        SCOPES.keySet().stream().sorted().toList(),
                        "response_types_supported",
                        List.of("code"),
                        "response_modes_supported",
                        List.of("query", "fragment", "form_post"),
                        "grant_types_supported",
                        List.of("authorization_code", "client_credentials"),
                        "token_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post"),
                        "code_challenge_methods_supported",
                        List.of("S256")));
    }

    private Reply register(Call call) {
        String name = Objects.requireNonNullElse(call.field("client_name"), "");
        List<String> redirects =
                call.fields("redirect_uris").stream()
                        .flatMap(value -> Stream.of(value.split("\\s+")))
                        .filter(uri -> !uri.isBlank())
                        .toList();
        List<String> scopes =
                List.of(Objects.requireNonNullElse(call.field("scopes"), "read").split("\\s+"));
        if (name.isBlank()) {
            return MastodonWords.invalid("Application name can't be blank");
        }
        if (redirects.isEmpty() || !redirects.stream().allMatch(MastodonTokens::isAbsolute)) {
            return MastodonWords.invalid("Redirect URI must be an absolute URI.");
        }
        if (!scopes.stream().allMatch(SCOPES::containsKey)) {
            return MastodonWords.invalid("Scopes doesn't match configured on the server.");
        }
        var app = new App(Grants.random("", 32), Grants.random("", 32), name, redirects, scopes);
        world.grants().register(instance, app);
        return Reply.json(
                200,
                Json.of(
                        "id",
                        Integer.toString(Math.floorMod(app.id().hashCode(), 1_000_000)),
                        "name",
                        name,
                        "website",
                        call.field("website"),
                        "scopes",
                        scopes,
                        "redirect_uri",
                        String.join("\n", redirects),
                        "redirect_uris",
                        redirects,
                        "client_id",
                        app.id(),
                        "client_secret",
                        app.secret(),
                        "client_secret_expires_at",
                        0));
    }

    private static boolean isAbsolute(String address) {
        try {
            return URI.create(address).isAbsolute();
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /** The app that asks, by either way of telling its secret; null if it is none. */
    private @Nullable App client(Call call) {
        List<String> basic = call.basic();
        String id = basic != null ? basic.getFirst() : call.field("client_id");
        String secret = basic != null ? basic.getLast() : call.field("client_secret");
        App app = world.grants().app(instance, id);
        return app != null && app.secret().equals(secret) ? app : null;
    }

    private Reply token(Call call) {
        App app = client(call);
        if (app == null) {
            return error(
                    401,
                    "invalid_client",
                    "Client authentication failed due to unknown client, no client authentication"
                            + " included, or unsupported authentication method.");
        }
        if (!"authorization_code".equals(call.field("grant_type"))) {
            return error(
                    400,
                    "unsupported_grant_type",
                    "The authorization grant type is not supported by the authorization server.");
        }
        var redeemed =
                consents.redeem(
                        call.field("code"),
                        app.id(),
                        call.field("redirect_uri"),
                        call.field("code_verifier"));
        return switch (redeemed) {
            case Good(Consent consent) -> {
                Grant grant =
                        world.grants()
                                .give(
                                        Kind.ACCESS,
                                        Platform.MASTODON,
                                        instance,
                                        consent,
                                        Grants.random("", 32),
                                        null);
                yield Reply.json(
                        200,
                        Json.of(
                                "access_token",
                                grant.token(),
                                "token_type",
                                "Bearer",
                                "scope",
                                String.join(" ", grant.scopes()),
                                "created_at",
                                grant.issuedAt().getEpochSecond()));
            }
            case Refused refused ->
                    error(
                            400,
                            "invalid_grant",
                            "The provided authorization grant is invalid, expired, revoked, does not"
                                    + " match the redirection URI used in the authorization request,"
                                    + " or was issued to another client.");
        };
    }

    private Reply revoke(Call call) {
        App app = client(call);
        Grant grant = world.grants().find(Platform.MASTODON, instance, call.field("token"));
        if (app == null || (grant != null && !grant.client().equals(app.id()))) {
            return error(403, "unauthorized_client", "You are not authorized to revoke this token");
        }
        if (grant != null) {
            world.grants().revoke(grant);
        }
        return Reply.json(200, Json.of());
    }

    private static Reply error(int status, String error, String description) {
        return Reply.json(status, Json.of("error", error, "error_description", description));
    }
}
