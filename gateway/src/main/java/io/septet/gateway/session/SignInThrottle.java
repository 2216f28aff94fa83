package io.septet.gateway.session;

import io.septet.gateway.GatewayProperties;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing of passwords.
 *
 * <pre>
 * INCR gateway:sign-in:9c1185a5c5e9fc54...   (SHA-256 of address and email; expires with the window)
 * </pre>
 *
 * An attempt is counted before the password is checked, so that many at once do not slip through;
 * signing in forgets them.
 */
@Component
class SignInThrottle {
    private static final RedisScript<Long> SCRIPT =
            Changes.script(SignInThrottle.class, "sign-in-throttle.lua", Long.class);

    private final StringRedisTemplate redis;
    private final int attempts;
    private final Duration window;

    SignInThrottle(StringRedisTemplate redis, GatewayProperties gateway) {
        this.redis = redis;
        this.attempts = gateway.signInAttempts();
        this.window = gateway.signInWindow();
    }

    /**
     * Counts an attempt.
     *
     * @throws Problem 429 {@code too-many-attempts} with Retry-After if there were too many
     */
    void attempt(String address, String email) {
        long wait =
                Objects.requireNonNull(
                        redis.execute(
                                SCRIPT,
                                List.of(key(address, email)),
                                "" + attempts,
                                "" + window.toMillis()));
        if (wait > 0) {
            long seconds = Math.ceilDiv(wait, 1000L);
            var problem =
                    new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-attempts",
                            "Too many attempts to sign in",
                            "Try again in " + seconds + " seconds");
            problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "" + seconds);
            throw problem;
        }
    }

    /** The member got in. */
    void succeeded(String address, String email) {
        redis.delete(key(address, email));
    }

    private static String key(String address, String email) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (address + "|" + email.strip().toLowerCase(Locale.ROOT))
                                            .getBytes(StandardCharsets.UTF_8));
            return "gateway:sign-in:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
