package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a request be repeated safely under an {@code Idempotency-Key}.
 *
 * <pre>
 * HSET scheduler:{p00}:once:WORKSPACE:MEMBER:SHA256  body SHA256  answer 51aa...
 * PEXPIRE ... 86400000
 * </pre>
 *
 * <p>The answer kept is the post's id: a repetition is answered with the post as it is then.
 */
@Component
class Once {
    private static final Duration KEEP = Duration.ofHours(24);
    private static final int LONGEST = 255;

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final JsonMapper json;

    Once(StringRedisTemplate redis, Changes changes, Partitions partitions, JsonMapper json) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.json = json;
    }

    /** One request that is carried out at most once. */
    record Request(String key, String body) {
        void add(Change change, String answer) {
            change.once(key, body, answer, KEEP);
        }
    }

    /**
     * The request as it is remembered; null if the caller gave no key.
     *
     * @param what the action, and whom it concerns
     * @throws Problem 400 if the key is empty or too long
     */
    @Nullable Request request(
            @Nullable String key, Caller caller, String what, @Nullable Object body) {
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw Problem.badRequest(
                    "malformed-idempotency-key",
                    "The Idempotency-Key cannot be used",
                    "It must have 1 to " + LONGEST + " characters");
        }
        return new Request(
                "scheduler:"
                        + partitions.tag(caller.workspace())
                        + ":once:"
                        + caller.workspace()
                        + ":"
                        + caller.member()
                        + ":"
                        + digest(key),
                digest(what + "\n" + json.writeValueAsString(body)));
    }

    /**
     * The answer to the same request before.
     *
     * @throws Problem 422 if the key was used for another one
     */
    Optional<String> earlier(@Nullable Request request) {
        if (request == null) {
            return Optional.empty();
        }
        var kept = redis.<String, String>opsForHash().entries(request.key());
        var body = kept.get("body");
        if (body == null) {
            return Optional.empty();
        }
        if (!body.equals(request.body())) {
            throw otherBody();
        }
        return Optional.of(Objects.requireNonNull(kept.get("answer")));
    }

    /** Remembers a request that was carried out without a change of its own. */
    void remember(@Nullable Request request, String answer) {
        if (request != null) {
            var change = Change.of();
            request.add(change, answer);
            changes.apply(change);
        }
    }

    static Problem otherBody() {
        return Problem.unprocessable(
                "idempotency-key-reused",
                "This Idempotency-Key was used for another request",
                "Use a new key for a new request");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
