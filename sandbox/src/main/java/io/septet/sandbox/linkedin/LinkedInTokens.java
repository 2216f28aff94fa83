package io.septet.sandbox.linkedin;

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
import io.septet.sandbox.http.Routes.Handler;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * LinkedIn's consent page and tokens: 60 days, and a refresh token of 365 days which stays the same
 * and does not start anew.
 */
final class LinkedInTokens {
    private static final Duration ACCESS = Duration.ofDays(60);
    private static final Duration REFRESH = Duration.ofDays(365);
    private static final Map<String, String> SCOPES =
            Map.ofEntries(
                    Map.entry("openid", "Know that it is you"),
                    Map.entry("profile", "Use your name and photo"),
                    Map.entry("email", "Use your primary e-mail address"),
                    Map.entry("w_member_social", "Create, change and delete posts for you"),
                    Map.entry(
                            "w_organization_social",
                            "Create, change and delete your organisations' posts"),
                    Map.entry(
                            "r_organization_social",
                            "Read your organisations' posts and their numbers"),
                    Map.entry(
                            "rw_organization_admin",
                            "Manage your organisations' pages and read their numbers"),
                    Map.entry("r_organization_admin", "Read your organisations' pages and numbers"),
                    Map.entry(
                            "w_organization_social_feed",
                            "Comment and react for your organisations"),
                    Map.entry("w_member_social_feed", "Comment and react for you"));

    private final World world;
    private final LinkedInWords words;
    private final Consents consents;

    LinkedInTokens(World world, LinkedInWords words) {
        this.world = world;
        this.words = words;
        var refusal = new LinkedHashMap<String, String>();
        refusal.put("error", "user_cancelled_authorize");
        refusal.put("error_description", "The user cancelled the authorization");
        this.consents =
                new Consents(
                        world,
                        new Dialog(
                                Platform.LINKEDIN,
                                0,
                                "[,\\s]+",
                                SCOPES,
                                false,
                                "",
                                Duration.ofMinutes(10),
                                refusal,
                                "unauthorized_scope_error"),
                        world::app);
    }

    void routes(Routes routes) {
        for (String root : List.of("/linkedin-web/oauth/v2", "/linkedin/oauth/v2")) {
            consents.routes(routes, root + "/authorization");
            on(routes, root + "/accessToken", this::token);
            on(routes, root + "/introspectToken", this::inspect);
        }
    }

    private void on(Routes routes, String path, Handler handler) {
        routes.on(
                "POST",
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.LINKEDIN,
                                        Calls.ALL,
                                        words,
                                        () -> handler.handle(call)));
    }

    private Reply token(Call call) {
        if (!world.isApp(call.field("client_id"), call.field("client_secret"))) {
            return error(401, "invalid_client", "Client authentication failed");
        }
        return switch (Objects.requireNonNullElse(call.field("grant_type"), "")) {
            case "authorization_code" -> exchange(call);
            case "refresh_token" -> refresh(call);
            default ->
                    error(
                            400,
                            "invalid_request",
                            "A required parameter \"grant_type\" is missing or wrong");
        };
    }

    private Reply exchange(Call call) {
        var redeemed =
                consents.redeem(
                        call.field("code"), world.app().id(), call.field("redirect_uri"), null);
        return switch (redeemed) {
            case Good(Consent consent) ->
                    tokens(
                            give(Kind.ACCESS, consent, "AQX", ACCESS),
                            give(Kind.REFRESH, consent, "AQW", REFRESH));
            case Refused refused ->
                    error(
                            400,
                            "invalid_request",
                            "Unable to retrieve access token: appid/redirect uri/code verifier does"
                                    + " not match authorization code. Or authorization code expired."
                                    + " Or external member binding exists");
        };
    }

    private Grant give(Kind kind, Consent consent, String start, Duration life) {
        return world.grants()
                .give(
                        kind,
                        Platform.LINKEDIN,
                        0,
                        consent,
                        Grants.random(start, 240),
                        world.limits().scaled(life));
    }

    private Reply refresh(Call call) {
        Grant old = world.grants().find(Platform.LINKEDIN, 0, call.field("refresh_token"));
        if (old == null || old.kind() != Kind.REFRESH || !world.grants().counts(old)) {
            return error(
                    400,
                    "invalid_request",
                    "The provided authorization grant or refresh token is invalid, expired or"
                            + " revoked.");
        }
        Instant ends = Objects.requireNonNull(old.expiresAt());
        Instant usual = world.now().plus(world.limits().scaled(ACCESS));
        return tokens(
                world.grants()
                        .give(
                                Kind.ACCESS,
                                old,
                                old.accounts(),
                                Grants.random("AQX", 240),
                                usual.isBefore(ends) ? usual : ends),
                old);
    }

    private Reply tokens(Grant access, Grant refresh) {
        return Reply.json(
                200,
                Json.of(
                        "access_token",
                        access.token(),
                        "expires_in",
                        world.grants().seconds(Objects.requireNonNull(access.expiresAt())),
                        "refresh_token",
                        refresh.token(),
                        "refresh_token_expires_in",
                        world.grants().seconds(Objects.requireNonNull(refresh.expiresAt())),
                        "scope",
                        String.join(",", access.scopes()),
                        "token_type",
                        "Bearer"));
    }

    private Reply inspect(Call call) {
        if (!world.isApp(call.field("client_id"), call.field("client_secret"))) {
            return error(401, "invalid_client", "Client authentication failed");
        }
        Grant grant = world.grants().find(Platform.LINKEDIN, 0, call.field("token"));
        if (grant == null) {
            return Reply.json(200, Json.of("active", false));
        }
        boolean active = world.grants().counts(grant);
        return Reply.json(
                200,
                Json.of(
                        "active",
                        active,
                        "status",
                        active ? "active" : world.grants().isRevoked(grant) ? "revoked" : "expired",
                        "scope",
                        String.join(",", grant.scopes()),
                        "client_id",
                        grant.client(),
                        "created_at",
                        grant.issuedAt().getEpochSecond(),
                        "expires_at",
                        grant.expiresAt() == null ? 0 : grant.expiresAt().getEpochSecond(),
                        "auth_type",
                        "3L"));
    }

    private static Reply error(int status, String error, String description) {
        return Reply.json(status, Json.of("error", error, "error_description", description));
    }
}
