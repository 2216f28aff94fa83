package io.septet.sandbox.telegram;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The Bot API's answers; errors carry the HTTP status once more. */
final class TelegramWords implements Words {
    private final Clock clock;

    TelegramWords(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reply tooMany(Instant until) {
        long seconds =
                Math.max(1, Duration.between(clock.instant(), until).plusMillis(999).toSeconds());
        return Reply.json(
                        429,
                        Json.of(
                                "ok",
                                false,
                                "error_code",
                                429,
                                "description",
                                "Too Many Requests: retry after " + seconds,
                                "parameters",
                                Json.of("retry_after", seconds)))
                .with("Retry-After", Long.toString(seconds));
    }

    @Override
    public Reply broken() {
        return error(500, "Internal Server Error");
    }

    @Override
    public Reply revoked() {
        return error(401, "Unauthorized");
    }

    @Override
    public @Nullable Reply duplicate() {
        return null;
    }

    static Reply bad(String what) {
        return error(400, "Bad Request: " + what);
    }

    static Reply error(int status, String description) {
        return Reply.json(
                status, Json.of("ok", false, "error_code", status, "description", description));
    }

    static Reply good(Object result) {
        return Reply.json(200, Json.of("ok", true, "result", result));
    }
}
