package io.septet.sandbox.bluesky;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Signs accounts in; tokens are signed with the app password, so they survive a restart. */
final class BlueskySessions {
    private static final Duration ACCESS = Duration.ofMinutes(120);
    private static final Duration REFRESH = Duration.ofDays(90);
    private static final String ACCESS_SCOPE = "com.atproto.appPass";
    private static final String REFRESH_SCOPE = "com.atproto.refresh";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final World world;

    BlueskySessions(World world) {
        this.world = world;
    }

    /** Whose token came with a call, or the refusal. */
    record Seen(@Nullable Account account, @Nullable Reply refusal) {}

    /** The account of that handle or DID, or null. */
    @Nullable Account find(String name) {
        for (Account account : world.accounts().of(Platform.BLUESKY)) {
            if (account.id().equals(name)
                    || account.handle().equals(name.toLowerCase(Locale.ROOT))) {
                return account;
            }
        }
        return null;
    }

    Reply create(Call call) {
        ObjectNode wish = call.json();
        if (wish == null
                || !wish.path("identifier").isString()
                || !wish.path("password").isString()) {
            return BlueskyWords.invalid("Input must have the property \"identifier\"");
        }
        Account account = find(wish.path("identifier").asString());
        return account == null
                        || !account.token().equals(wish.path("password").asString())
                        || world.faults().isRevoked(account.token())
                ? BlueskyWords.error(
                        401, "AuthenticationRequired", "Invalid identifier or password")
                : Reply.json(200, session(account, true));
    }

    Reply refresh(Call call) {
        Seen seen = seen(call, REFRESH_SCOPE);
        return seen.account() == null
                ? refusal(seen)
                : Reply.json(200, session(seen.account(), true));
    }

    Reply delete(Call call) {
        Seen seen = seen(call, REFRESH_SCOPE);
        return seen.account() == null ? refusal(seen) : Reply.empty(200);
    }

    Reply show(Call call, Account account) {
        return Reply.json(200, session(account, false));
    }

    Seen seen(Call call) {
        return seen(call, ACCESS_SCOPE);
    }

    /** The app password with which a call was signed in, or null. */
    @Nullable String secret(Call call) {
        Account account = seen(call).account();
        return account == null ? null : account.token();
    }

    static Reply refusal(Seen seen) {
        return seen.refusal() == null ? Reply.empty(401) : seen.refusal();
    }

    private Seen seen(Call call, String scope) {
        String token = call.bearer();
        if (token == null) {
            return new Seen(
                    null, BlueskyWords.error(401, "AuthMissing", "Authentication Required"));
        }
        String[] parts = token.split("\\.", -1);
        ObjectNode claims = parts.length == 3 ? claims(parts[1]) : null;
        Account account = claims == null ? null : find(claims.path("sub").asString(""));
        if (claims == null
                || account == null
                || !sign(account, parts[0] + "." + parts[1]).equals(parts[2])) {
            return new Seen(
                    null, BlueskyWords.error(400, "InvalidToken", "Token could not be verified"));
        }
        if (world.faults().isRevoked(account.token())) {
            return new Seen(null, new BlueskyWords().revoked());
        }
        if (!claims.path("scope").asString("").equals(scope)) {
            return new Seen(null, BlueskyWords.error(400, "InvalidToken", "Bad token scope"));
        }
        return Instant.ofEpochSecond(claims.path("exp").asLong()).isAfter(world.now())
                ? new Seen(account, null)
                : new Seen(null, BlueskyWords.error(400, "ExpiredToken", "Token has expired"));
    }

    private Map<String, @Nullable Object> session(Account account, boolean withTokens) {
        var session =
                Json.of(
                        "handle",
                        account.handle(),
                        "did",
                        account.id(),
                        "didDoc",
                        Json.of(
                                "@context", List.of("https://www.w3.org/ns/did/v1"),
                                "id", account.id(),
                                "alsoKnownAs", List.of("at://" + account.handle()),
                                "service",
                                        List.of(
                                                Json.of(
                                                        "id",
                                                        "#atproto_pds",
                                                        "type",
                                                        "AtprotoPersonalDataServer",
                                                        "serviceEndpoint",
                                                        world.places().bluesky()))),
                        "email",
                        "desk@jiangcheng.localhost",
                        "emailConfirmed",
                        true,
                        "active",
                        true);
        if (withTokens) {
            session.put("accessJwt", token(account, ACCESS_SCOPE, ACCESS));
            session.put("refreshJwt", token(account, REFRESH_SCOPE, REFRESH));
        }
        return session;
    }

    private String token(Account account, String scope, Duration life) {
        Instant ends = world.now().plus(world.limits().scaled(life));
        String head =
                encoded(Json.of("typ", "at+jwt", "alg", "HS256"))
                        + "."
                        + encoded(
                                Json.of(
                                        "scope", scope,
                                        "sub", account.id(),
                                        "iat", world.now().getEpochSecond(),
                                        "exp", ends.getEpochSecond()));
        return head + "." + sign(account, head);
    }

    private static String encoded(Object value) {
        return BASE64.encodeToString(Json.bytes(value));
    }

    private static @Nullable ObjectNode claims(String part) {
        try {
            return Json.object(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static String sign(Account account, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            account.token().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
