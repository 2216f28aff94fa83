package io.septet.sandbox.fault;

import io.septet.sandbox.http.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault that is switched on.
 *
 * @param platform id of a platform, or {@code *} for every one
 * @param rate of the calls that it strikes, above 0 and at most 1
 * @param lasting how late {@code slow} and {@code late} answer, how long {@code processing} takes,
 *     how long {@code 429} asks to wait, how old a post must be for {@code readback-lag}
 */
public record Rule(String platform, Kind kind, double rate, Calls calls, Duration lasting) {

    public Map<String, @Nullable Object> json() {
        return Json.of(
                "platform",
                platform,
                "kind",
                kind.id(),
                "rate",
                rate,
                "calls",
                calls.id(),
                "millis",
                lasting.toMillis());
    }
}
