package io.septet.sandbox.facebook;

import io.septet.sandbox.consent.Consents;
import io.septet.sandbox.consent.Dialog;
import io.septet.sandbox.consent.Redemption;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facebook's consent page, a person's tokens, and what they are worth. */
final class FacebookTokens {
    private static final Duration SHORT = Duration.ofSeconds(5_000);
    private static final Duration LONG = Duration.ofSeconds(5_183_944);

    /** How long an app may look at anything unless the person consents anew. */
    private static final Duration DATA = Duration.ofDays(90);

    private static final Map<String, String> SCOPES =
            Map.ofEntries(
                    Map.entry("public_profile", "See your name and picture"),
                    Map.entry("email", "See your e-mail address"),
                    Map.entry("pages_show_list", "See which pages you look after"),
                    Map.entry("pages_manage_posts", "Create, edit and delete posts of your pages"),
                    Map.entry("pages_read_engagement", "Read what your pages post"),
                    Map.entry("pages_manage_engagement", "Comment as your pages"),
                    Map.entry("pages_read_user_content", "Read comments on your pages"),
                    Map.entry("pages_manage_metadata", "Change the settings of your pages"),
                    Map.entry("read_insights", "Read the numbers of your pages"),
                    Map.entry("business_management", "See the businesses you look after"),
                    Map.entry("publish_video", "Publish videos for your pages"),
                    Map.entry("instagram_basic", "See the Instagram accounts of your pages"),
                    Map.entry("instagram_content_publish", "Publish to those Instagram accounts"),
                    Map.entry("instagram_manage_insights", "Read their numbers"),
                    Map.entry("instagram_manage_comments", "Comment as them"),
                    Map.entry("instagram_manage_contents", "Delete what they posted"));

    private static final Dialog DIALOG =
            new Dialog(
                    Platform.FACEBOOK,
                    0,
                    "[,\\s]+",
                    SCOPES,
                    false,
                    "#_=_",
                    Duration.ofMinutes(10),
                    Map.of(
                            "error",
                            "access_denied",
                            "error_code",
                            "200",
                            "error_description",
                            "Permissions error",
                            "error_reason",
                            "user_denied"),
                    "invalid_scope");

    private final World world;
    private final FacebookWords words;
    private final Consents consents;

    FacebookTokens(World world, FacebookWords words) {
        this.world = world;
        this.words = words;
        this.consents = new Consents(world, DIALOG, world::app);
    }

    void routes(Routes routes, String root) {
        consents.routes(routes, "/facebook-web/v26.0/dialog/oauth");
        consents.routes(routes, "/facebook-web/dialog/oauth");
        for (String method : List.of("GET", "POST")) {
            routes.on(method, root + "/oauth/access_token", call -> around(call, Calls.ALL));
        }
        routes.on("GET", root + "/debug_token", call -> around(call, Calls.READ));
    }

    private Reply around(Call call, Calls made) {
        return world.faults()
                .around(
                        Platform.FACEBOOK,
                        made,
                        words,
                        () -> made == Calls.READ ? inspect(call) : token(call));
    }

    private Reply token(Call call) {
        if (!world.app().id().equals(call.field("client_id"))) {
            return FacebookWords.oauth(
                    101,
                    null,
                    "Error validating application. Cannot get application info due to a system"
                            + " error.");
        }
        if (!world.app().secret().equals(call.field("client_secret"))) {
            return FacebookWords.oauth(1, null, "Error validating client secret.");
        }
        String type = Objects.requireNonNullElse(call.field("grant_type"), "authorization_code");
        return switch (type) {
            case "authorization_code" ->
                    exchange(
                            consents.redeem(
                                    call.field("code"),
                                    world.app().id(),
                                    call.field("redirect_uri"),
                                    call.field("code_verifier")));
            case "fb_exchange_token" -> lengthen(call.field("fb_exchange_token"));
            case "client_credentials" ->
                    Reply.json(200, Json.of("access_token", own(), "token_type", "bearer"));
            default -> FacebookWords.parameter("Invalid grant_type: " + type);
        };
    }

    /** The app's own token. */
    private String own() {
        return world.app().id() + "|" + world.app().secret();
    }

    private Reply exchange(Redemption redemption) {
        return switch (redemption) {
            case Good(Consent consent) ->
                    tokens(
                            world.grants()
                                    .give(
                                            Kind.SHORT,
                                            Platform.FACEBOOK,
                                            0,
                                            consent,
                                            Grants.random("EAAB", 96),
                                            world.limits().scaled(SHORT)));
            case Refused(var why) ->
                    switch (why) {
                        case UNKNOWN, VERIFIER ->
                                FacebookWords.oauth(100, null, "Invalid verification code format.");
                        case USED ->
                                FacebookWords.oauth(
                                        100, 36009, "This authorization code has been used.");
                        case EXPIRED ->
                                FacebookWords.oauth(
                                        100, 36007, "This authorization code has expired.");
                        case REDIRECT ->
                                FacebookWords.oauth(
                                        100,
                                        36008,
                                        "Error validating verification code. Please make sure your"
                                                + " redirect_uri is identical to the one you used in the"
                                                + " OAuth dialog request");
                    };
        };
    }

    private Reply lengthen(@Nullable String token) {
        Grant grant = world.grants().find(Platform.FACEBOOK, 0, token);
        if (grant == null || grant.kind() == Kind.PAGE) {
            return FacebookWords.tokenUnknown();
        }
        if (world.grants().isRevoked(grant)) {
            return words.revoked();
        }
        if (world.grants().isExpired(grant)) {
            return FacebookWords.tokenExpired();
        }
        return tokens(
                world.grants()
                        .give(
                                Kind.LONG,
                                grant,
                                grant.accounts(),
                                Grants.random("EAAB", 96),
                                world.now().plus(world.limits().scaled(LONG))));
    }

    private Reply tokens(Grant grant) {
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
        String asker =
                Objects.requireNonNullElse(
                        call.bearer(), Objects.requireNonNullElse(call.query("access_token"), ""));
        if (!asker.equals(own()) && world.access(Platform.FACEBOOK, 0, asker).account() == null) {
            return FacebookWords.tokenUnknown();
        }
        Grant grant = world.grants().find(Platform.FACEBOOK, 0, call.query("input_token"));
        if (grant == null) {
            return Reply.json(
                    200,
                    Json.of(
                            "data",
                            Json.of(
                                    "error",
                                    Json.of("code", 190, "message", "Malformed access token"),
                                    "is_valid",
                                    false,
                                    "scopes",
                                    List.of())));
        }
        List<String> pages = world.accounts(grant).stream().map(account -> account.id()).toList();
        var granular = new ArrayList<Map<String, @Nullable Object>>();
        grant.scopes().stream()
                .filter(scope -> scope.startsWith("pages_") || scope.equals("read_insights"))
                .forEach(scope -> granular.add(Json.of("scope", scope, "target_ids", pages)));
        boolean page = grant.kind() == Kind.PAGE;
        var data =
                Json.of(
                        "app_id",
                        grant.client(),
                        "type",
                        page ? "PAGE" : "USER",
                        "application",
                        world.app().name(),
                        "data_access_expires_at",
                        grant.issuedAt().plus(world.limits().scaled(DATA)).getEpochSecond(),
                        "expires_at",
                        grant.expiresAt() == null ? 0 : grant.expiresAt().getEpochSecond(),
                        "is_valid",
                        world.grants().counts(grant),
                        "issued_at",
                        grant.issuedAt().getEpochSecond(),
                        "scopes",
                        grant.scopes(),
                        "granular_scopes",
                        granular);
        if (page) {
            data.put("profile_id", pages.getFirst());
        }
        return Reply.json(200, Json.of("data", data));
    }
}
