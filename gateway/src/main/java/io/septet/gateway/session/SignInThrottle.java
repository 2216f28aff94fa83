package io.septet.gateway.session;

import io.septet.gateway.GatewayProperties;
import io.septet.gateway.rate.AddressRateFilter;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Slows down guessing, without letting a stranger keep a member out.
 *
 * <pre>
 * INCR gateway:attempts:9c1185a5...  (SHA-256 of where, email; expires with the window)
 * SET  gateway:known:77ab...   ""    (SHA-256 of device or address, email; 90 days)
 * </pre>
 *
 * Attempts are counted by address and email together, or by device and email where the member has
 * signed in with that device before: nobody else's attempts are in that count. Those from elsewhere
 * than the member has been are also counted by email alone, so that many addresses guess no more
 * than few. An attempt is counted before the password is checked, so that many at once do not slip
 * through; signing in forgets them.
 */
@Component
class SignInThrottle {
    private static final RedisScript<Long> SCRIPT =
            Changes.script(SignInThrottle.class, "sign-in-throttle.lua", Long.class);

    private static final String DEVICE = "SEPTET_DEVICE";
    private static final int DEVICE_BYTES = 16;
    private static final int LONGEST_DEVICE = 40;
    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final StringRedisTemplate redis;
    private final GatewayProperties gateway;
    private final SecureRandom random = new SecureRandom();

    SignInThrottle(StringRedisTemplate redis, GatewayProperties gateway) {
        this.redis = redis;
        this.gateway = gateway;
    }

    /**
     * Counts an attempt to sign in.
     *
     * @throws Problem 429 {@code too-many-attempts} with Retry-After if there were too many
     */
    void attempt(HttpServletRequest request, String email) {
        var who = normal(email);
        var device = device(request);
        boolean knownDevice = device != null && isKnown(device, who);
        count(
                place(request, device, knownDevice) + "|" + who,
                gateway.signInAttempts(),
                gateway.signInWindow());
        if (!knownDevice && !isKnown(address(request), who)) {
            count("anywhere|" + who, gateway.memberAttempts(), gateway.memberWindow());
        }
    }

    /** The member got in: the device and the address are known from now on. */
    void succeeded(HttpServletRequest request, HttpServletResponse response, String email) {
        var who = normal(email);
        var device = device(request);
        boolean knownDevice = device != null && isKnown(device, who);
        redis.delete(counter(place(request, device, knownDevice) + "|" + who));
        if (device == null) {
            var bytes = new byte[DEVICE_BYTES];
            random.nextBytes(bytes);
            device = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(DEVICE, device)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .path("/api/v1/session")
                        .maxAge(REMEMBERED)
                        .build()
                        .toString());
        Stream.of(device, address(request))
                .forEach(where -> redis.opsForValue().set(known(where, who), "", REMEMBERED));
    }

    /** Counts an attempt of somebody who is signed in to show their password again. */
    void again(String member) {
        count("member|" + member, gateway.signInAttempts(), gateway.signInWindow());
    }

    /** Counts that somebody who has nothing but a link opens it, or asks for one. */
    void link(HttpServletRequest request) {
        count("link|" + address(request), gateway.linkAttempts(), gateway.signInWindow());
    }

    private void count(String what, int attempts, Duration window) {
        long wait =
                Objects.requireNonNull(
                        redis.execute(
                                SCRIPT,
                                List.of(counter(what)),
                                "" + attempts,
                                "" + window.toMillis()));
        if (wait > 0) {
            long seconds = Math.ceilDiv(wait, 1000L);
            var problem =
                    new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-attempts",
                            "Too many attempts",
                            "Try again in " + seconds + " seconds");
            problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "" + seconds);
            throw problem;
        }
    }

    private boolean isKnown(String where, String who) {
        return Boolean.TRUE.equals(redis.hasKey(known(where, who)));
    }

    private static String place(
            HttpServletRequest request, @Nullable String device, boolean knownDevice) {
        return knownDevice && device != null ? device : address(request);
    }

    private static String address(HttpServletRequest request) {
        return AddressRateFilter.network(request.getRemoteAddr());
    }

    private static @Nullable String device(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, DEVICE);
        return cookie == null || cookie.getValue().length() > LONGEST_DEVICE
                ? null
                : cookie.getValue();
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static String counter(String what) {
        return "gateway:attempts:" + digest(what);
    }

    private static String known(String where, String who) {
        return "gateway:known:" + digest(where + "|" + who);
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
