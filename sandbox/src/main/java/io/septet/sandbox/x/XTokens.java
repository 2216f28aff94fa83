package io.septet.sandbox.x;

import io.septet.sandbox.consent.Consents;
import io.septet.sandbox.consent.Dialog;
import io.septet.sandbox.consent.Redemption.Good;
import io.septet.sandbox.consent.Redemption.Refused;
import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.grant.Consent;
import io.septet.sandbox.grant.Grant;
import io.septet.sandbox.grant.Grant.Kind;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** X's consent page and tokens: OAuth 2 with PKCE for a confidential client. */
final class XTokens {
    private static final Duration ACCESS = Duration.ofHours(2);
    private static final Duration REFRESH = Duration.ofDays(182);
    private static final String OFFLINE = "offline.access";
    private static final Map<String, String> SCOPES =
            Map.of(
                    "tweet.read",
                    "See all the posts that you can see",
                    "tweet.write",
                    "Post and delete posts for you",
                    "users.read",
                    "See your profile",
                    "users.email",
                    "See your e-mail address",
                    "media.write",
                    "Upload pictures and videos for you",
                    "like.read",
                    "See what you have liked",
                    "like.write",
                    "Like posts for you",
                    "tweet.moderate.write",
                    "Hide replies to your posts",
                    OFFLINE,
                    "Stay connected until you take the access back");
    private static final Dialog DIALOG =
            new Dialog(
                    Platform.X,
                    0,
                    "\\s+",
                    SCOPES,
                    true,
                    "",
                    Duration.ofSeconds(60),
                    Map.of("error", "access_denied"),
                    "invalid_scope");

    private final World world;
    private final Consents consents;

    XTokens(World world) {
        this.world = world;
        this.consents = new Consents(world, DIALOG, world::app);
    }

    void routes(Routes routes, XWords words) {
        consents.routes(routes, "/x-web/i/oauth2/authorize");
        consents.routes(routes, "/x/i/oauth2/authorize");
        routes.on(
                "POST",
                "/x/2/oauth2/token",
                call -> world.faults().around(Platform.X, Calls.ALL, words, () -> token(call)));
        routes.on(
                "POST",
                "/x/2/oauth2/revoke",
                call -> world.faults().around(Platform.X, Calls.ALL, words, () -> revoke(call)));
    }

    private @Nullable Reply stranger(Call call) {
        List<String> client = call.basic();
        return client != null && world.isApp(client.getFirst(), client.getLast())
                ? null
                : error(401, "unauthorized_client", "Missing valid authorization header");
    }

    /** One at a time: a refresh token counts once, whoever asks how often. */
    private synchronized Reply token(Call call) {
        Reply stranger = stranger(call);
        if (stranger != null) {
            return stranger;
        }
        return switch (Objects.requireNonNullElse(call.field("grant_type"), "")) {
            case "authorization_code" -> exchange(call);
            case "refresh_token" -> refresh(call);
            default ->
                    error(
                            400,
                            "unsupported_grant_type",
                            "Value passed for the grant type was invalid.");
        };
    }

    private Reply exchange(Call call) {
        var redeemed =
                consents.redeem(
                        call.field("code"),
                        world.app().id(),
                        call.field("redirect_uri"),
                        call.field("code_verifier"));
        return switch (redeemed) {
            case Good(Consent consent) -> {
                Grant access = give(Kind.ACCESS, consent, world.limits().scaled(ACCESS));
                yield tokens(
                        access,
                        consent.scopes().contains(OFFLINE)
                                ? give(Kind.REFRESH, consent, world.limits().scaled(REFRESH))
                                : null);
            }
            case Refused(var why) ->
                    invalid(
                            switch (why) {
                                case UNKNOWN, USED, EXPIRED ->
                                        "Value passed for the authorization code was invalid.";
                                case REDIRECT ->
                                        "Value passed for the redirect uri did not match the uri of the authorization code.";
                                case VERIFIER ->
                                        "Value passed for the code verifier did not match the code challenge.";
                            });
        };
    }

    private Grant give(Kind kind, Consent consent, Duration life) {
        return world.grants().give(kind, Platform.X, 0, consent, Grants.random("", 68), life);
    }

    private Reply refresh(Call call) {
        Grant old = world.grants().find(Platform.X, 0, call.field("refresh_token"));
        if (old == null || old.kind() != Kind.REFRESH || !world.grants().counts(old)) {
            return invalid("Value passed for the token was invalid.");
        }
        world.grants().revoke(old);
        return tokens(again(Kind.ACCESS, old, ACCESS), again(Kind.REFRESH, old, REFRESH));
    }

    private Grant again(Kind kind, Grant of, Duration life) {
        return world.grants()
                .give(
                        kind,
                        of,
                        of.accounts(),
                        Grants.random("", 68),
                        world.now().plus(world.limits().scaled(life)));
    }

    private Reply tokens(Grant access, @Nullable Grant refresh) {
        var body =
                Json.of(
                        "token_type",
                        "bearer",
                        "expires_in",
                        world.grants().seconds(Objects.requireNonNull(access.expiresAt())),
                        "access_token",
                        access.token(),
                        "scope",
                        String.join(" ", access.scopes()));
        if (refresh != null) {
            body.put("refresh_token", refresh.token());
        }
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }

    private Reply revoke(Call call) {
        Reply stranger = stranger(call);
        if (stranger != null) {
            return stranger;
        }
        Grant grant = world.grants().find(Platform.X, 0, call.field("token"));
        if (grant == null) {
            return invalid("Value passed for the token was invalid.");
        }
        world.grants().revoke(grant);
        return Reply.json(200, Json.of("revoked", true));
    }

    private static Reply invalid(String description) {
        return error(400, "invalid_request", description);
    }

    private static Reply error(int status, String error, String description) {
        return Reply.json(status, Json.of("error", error, "error_description", description));
    }
}
