package io.septet.sandbox.bluesky;

import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The error bodies of the AT Protocol, and the times as it writes them. */
final class BlueskyWords implements Words {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static String time(Instant at) {
        return MILLIS.format(at);
    }

    static Map<String, String> headers(Standing standing, long seconds) {
        return Map.of(
                "RateLimit-Limit",
                Integer.toString(standing.limit()),
                "RateLimit-Remaining",
                Integer.toString(standing.remaining()),
                "RateLimit-Reset",
                Long.toString(standing.reset().getEpochSecond()),
                "RateLimit-Policy",
                standing.limit() + ";w=" + seconds);
    }

    @Override
    public Reply tooMany(Instant until) {
        return error(429, "RateLimitExceeded", "Rate Limit Exceeded")
                .withAll(
                        Map.of(
                                "RateLimit-Limit",
                                "5000",
                                "RateLimit-Remaining",
                                "0",
                                // Whole seconds, and never too early.
                                "RateLimit-Reset",
                                Long.toString(until.plusMillis(999).getEpochSecond()),
                                "RateLimit-Policy",
                                "5000;w=3600"));
    }

    @Override
    public Reply broken() {
        return error(500, "InternalServerError", "Internal Server Error");
    }

    @Override
    public Reply revoked() {
        return error(400, "ExpiredToken", "Token has been revoked");
    }

    @Override
    public @Nullable Reply duplicate() {
        return null;
    }

    static Reply invalid(String message) {
        return error(400, "InvalidRequest", message);
    }

    static Reply error(int status, String name, String message) {
        return Reply.json(status, Json.of("error", name, "message", message));
    }
}
