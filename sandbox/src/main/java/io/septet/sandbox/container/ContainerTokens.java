package io.septet.sandbox.container;

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
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The consent pages and tokens of Instagram's own sign-in and of Threads: a token of an hour, which
 * buys one of two months, which can be renewed once it is a day old.
 */
final class ContainerTokens {
    private static final Duration SHORT = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofDays(60);
    private static final Duration YOUNGEST = Duration.ofHours(24);

    private static final Map<String, String> INSTAGRAM =
            Map.of(
                    "instagram_business_basic", "See your profile and your posts",
                    "instagram_business_content_publish", "Publish pictures and videos for you",
                    "instagram_business_manage_comments", "Comment for you",
                    "instagram_business_manage_insights", "Read your numbers",
                    "instagram_business_manage_messages", "Read and send messages");
    private static final Map<String, String> THREADS =
            Map.of(
                    "threads_basic", "See your profile and your posts",
                    "threads_content_publish", "Publish posts for you",
                    "threads_manage_replies", "Reply for you",
                    "threads_read_replies", "Read replies to your posts",
                    "threads_manage_insights", "Read your numbers",
                    "threads_delete", "Delete your posts");

    private final World world;
    private final Flavour flavour;
    private final ContainerWords words;
    private final Consents consents;

    ContainerTokens(World world, Flavour flavour, ContainerWords words) {
        this.world = world;
        this.flavour = flavour;
        this.words = words;
        var refusal = new LinkedHashMap<String, String>();
        refusal.put("error", "access_denied");
        refusal.put("error_reason", "user_denied");
        refusal.put("error_description", "The user denied your request.");
        this.consents =
                new Consents(
                        world,
                        new Dialog(
                                flavour.platform,
                                0,
                                "[,\\s]+",
                                isThreads() ? THREADS : INSTAGRAM,
                                false,
                                "#_",
                                Duration.ofMinutes(10),
                                refusal,
                                "invalid_scope"),
                        world::app);
    }

    private boolean isThreads() {
        return flavour == Flavour.THREADS;
    }

    void routes(Routes routes) {
        String place = "/" + flavour.platform.id();
        consents.routes(routes, place + "-web/oauth/authorize");
        on(routes, "POST", place + "/oauth/access_token", Calls.ALL, this::exchange);
        on(routes, "POST", place + "-api/oauth/access_token", Calls.ALL, this::exchange);
        on(routes, "GET", place + "/access_token", Calls.ALL, this::lengthen);
        on(routes, "GET", place + "/refresh_access_token", Calls.ALL, this::renew);
        on(routes, "GET", place + "/debug_token", Calls.READ, this::inspect);
        on(routes, "GET", flavour.root + "/debug_token", Calls.READ, this::inspect);
    }

    private void on(Routes routes, String method, String path, Calls made, Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(flavour.platform, made, words, () -> handler.handle(call)));
    }

    private Reply exchange(Call call) {
        if (!world.app().id().equals(call.field("client_id"))) {
            return error("Invalid platform app");
        }
        if (!world.app().secret().equals(call.field("client_secret"))) {
            return error("Error validating client secret.");
        }
        if (!"authorization_code".equals(call.field("grant_type"))) {
            return error("Invalid grant_type: " + call.field("grant_type"));
        }
        var redeemed =
                consents.redeem(
                        call.field("code"), world.app().id(), call.field("redirect_uri"), null);
        return switch (redeemed) {
            case Good(Consent consent) -> {
                Grant grant =
                        world.grants()
                                .give(
                                        Kind.SHORT,
                                        flavour.platform,
                                        0,
                                        consent,
                                        token(),
                                        world.limits().scaled(SHORT));
                Account account = world.accounts(grant).getFirst();
                var body =
                        Json.of(
                                "access_token",
                                grant.token(),
                                "user_id",
                                Long.parseLong(account.id()));
                if (!isThreads()) {
                    body.put("permissions", grant.scopes());
                }
                yield Reply.json(200, body);
            }
            case Refused(var why) ->
                    error(
                            switch (why) {
                                case UNKNOWN, USED, VERIFIER ->
                                        "Matching code was not found or was already used";
                                case EXPIRED -> "This authorization code has expired";
                                case REDIRECT ->
                                        "Error validating verification code. Please make sure your"
                                                + " redirect_uri is identical to the one you used in the"
                                                + " OAuth dialog request";
                            });
        };
    }

    private String token() {
        return Grants.random(isThreads() ? "THAA" : "IGAA", 96);
    }

    private Reply lengthen(Call call) {
        if (!flavour.exchange.equals(call.query("grant_type"))) {
            return ContainerWords.parameter("Param grant_type must be " + flavour.exchange);
        }
        if (!world.app().secret().equals(call.query("client_secret"))) {
            return ContainerWords.secretWrong();
        }
        Grant grant = given(call);
        Reply refused = refusal(grant);
        if (grant == null || refused != null) {
            return refused == null ? ContainerWords.tokenUnknown() : refused;
        }
        return grant.kind() == Kind.SHORT ? longLived(grant) : ContainerWords.tokenUnknown();
    }

    private Reply renew(Call call) {
        if (!flavour.refresh.equals(call.query("grant_type"))) {
            return ContainerWords.parameter("Param grant_type must be " + flavour.refresh);
        }
        Grant grant = given(call);
        Reply refused = refusal(grant);
        if (grant == null || refused != null) {
            return refused == null ? ContainerWords.tokenUnknown() : refused;
        }
        if (grant.kind() != Kind.LONG) {
            return ContainerWords.parameter("Only a long-lived token can be refreshed");
        }
        if (world.now().isBefore(grant.issuedAt().plus(world.limits().scaled(YOUNGEST)))) {
            return ContainerWords.parameter("The token must be at least 24 hours old");
        }
        return longLived(grant);
    }

    private @Nullable Grant given(Call call) {
        return world.grants()
                .find(
                        flavour.platform,
                        0,
                        Objects.requireNonNullElse(
                                call.query("access_token"), String.valueOf(call.bearer())));
    }

    private @Nullable Reply refusal(@Nullable Grant grant) {
        if (grant == null) {
            return ContainerWords.tokenUnknown();
        }
        if (world.grants().isRevoked(grant)) {
            return words.revoked();
        }
        return world.grants().isExpired(grant) ? ContainerWords.tokenExpired() : null;
    }

    private Reply longLived(Grant of) {
        Grant grant =
                world.grants()
                        .give(
                                Kind.LONG,
                                of,
                                of.accounts(),
                                token(),
                                world.now().plus(world.limits().scaled(LONG)));
        return Reply.json(
                200,
                Json.of(
                        "access_token",
                        grant.token(),
                        "token_type",
                        "bearer",
                        "expires_in",
                        world.grants().seconds(Objects.requireNonNull(grant.expiresAt()))));
    }

    private Reply inspect(Call call) {
        Grant grant = world.grants().find(flavour.platform, 0, call.query("input_token"));
        if (grant == null) {
            return ContainerWords.tokenUnknown();
        }
        return Reply.json(
                200,
                Json.of(
                        "data",
                        Json.of(
                                "app_id",
                                grant.client(),
                                "type",
                                "USER",
                                "application",
                                world.app().name(),
                                "expires_at",
                                grant.expiresAt() == null ? 0 : grant.expiresAt().getEpochSecond(),
                                "is_valid",
                                world.grants().counts(grant),
                                "issued_at",
                                grant.issuedAt().getEpochSecond(),
                                "scopes",
                                List.copyOf(grant.scopes()),
                                "user_id",
                                world.accounts(grant).getFirst().id())));
    }

    /** Another shape than the rest of the API has. */
    private static Reply error(String message) {
        return Reply.json(
                400,
                Json.of("error_type", "OAuthException", "code", 400, "error_message", message));
    }
}
