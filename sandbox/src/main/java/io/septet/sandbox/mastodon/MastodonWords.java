package io.septet.sandbox.mastodon;

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

/** Mastodon's error bodies, and the times as it writes them. */
final class MastodonWords implements Words {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static String time(Instant at) {
        return MILLIS.format(at);
    }

    static Map<String, String> headers(int limit, int remaining, Instant reset) {
        return Map.of(
                "X-RateLimit-Limit",
                Integer.toString(limit),
                "X-RateLimit-Remaining",
                Integer.toString(remaining),
                "X-RateLimit-Reset",
                MICROS.format(reset));
    }

    static Map<String, String> headers(Standing standing) {
        return headers(standing.limit(), standing.remaining(), standing.reset());
    }

    @Override
    public Reply tooMany(Instant until) {
        return error(429, "Too many requests").withAll(headers(300, 0, until));
    }

    @Override
    public Reply broken() {
        return Reply.html(
                500,
                "<!DOCTYPE html><html lang=\"en\"><head><title>We're sorry, but something went wrong</title></head>"
                        + "<body><h1>We're sorry, but something went wrong on our end.</h1></body></html>");
    }

    @Override
    public Reply revoked() {
        return error(401, "The access token was revoked");
    }

    @Override
    public @Nullable Reply duplicate() {
        return null;
    }

    static Reply tokenUnknown() {
        return error(401, "The access token is invalid");
    }

    static Reply notFound() {
        return error(404, "Record not found");
    }

    static Reply invalid(String what) {
        return error(422, "Validation failed: " + what);
    }

    static Reply busy() {
        return error(503, "There was a temporary problem serving your request, please try again");
    }

    static Reply error(int status, String text) {
        return Reply.json(status, Json.of("error", text));
    }
}
