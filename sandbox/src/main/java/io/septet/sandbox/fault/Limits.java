package io.septet.sandbox.fault;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The platforms' rate limits, counted in fixed windows from the first call; lost at a restart, as
 * that is simplest.
 */
public final class Limits {
    private final Clock clock;
    private final double factor;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private final Set<Platform> off = ConcurrentHashMap.newKeySet();

    /**
     * @param factor by which every window is shorter than on the real platform
     */
    public Limits(Clock clock, double factor) {
        this.clock = clock;
        this.factor = factor;
    }

    private record Window(Instant reset, int used) {}

    /**
     * Where a caller stands.
     *
     * @param allowed whether this call is within the limit
     * @param remaining calls left in the window, not below 0
     * @param reset when the window ends
     */
    public record Standing(boolean allowed, int limit, int remaining, Instant reset) {}

    /** Counts one call. */
    public Standing take(Platform platform, String who, String family, int limit, Duration window) {
        Instant now = clock.instant();
        if (off.contains(platform)) {
            return new Standing(true, limit, limit, now.plus(scaled(window)));
        }
        Window counted =
                windows.compute(
                        platform + " " + who + " " + family,
                        (key, before) ->
                                before == null || !now.isBefore(before.reset())
                                        ? new Window(now.plus(scaled(window)), 1)
                                        : new Window(before.reset(), before.used() + 1));
        return new Standing(
                counted.used() <= limit,
                limit,
                Math.max(0, limit - counted.used()),
                counted.reset());
    }

    /** A real platform's duration on the sandbox's clock. */
    public Duration scaled(Duration real) {
        return Duration.ofMillis(Math.max(1, (long) (real.toMillis() / factor)));
    }

    /** An age on the sandbox's clock as a real platform's. */
    public Duration unscaled(Duration age) {
        return Duration.ofMillis((long) (age.toMillis() * factor));
    }

    public boolean isOn(Platform platform) {
        return !off.contains(platform);
    }

    /** {@code PUT /sandbox/limits {platform, on}}. */
    public Reply set(@Nullable ObjectNode wanted) {
        String name = wanted == null ? "" : wanted.path("platform").asString("");
        Platform platform = Platform.of(name);
        if (wanted == null
                || (platform == null && !name.equals("*"))
                || !wanted.path("on").isBoolean()) {
            return Reply.problem(
                    422,
                    "limit-invalid",
                    "That limit cannot be set",
                    "Expected {\"platform\":\"x|facebook|mastodon|bluesky|linkedin|instagram|threads|telegram|*\",\"on\":true|false}");
        }
        var platforms = platform == null ? List.of(Platform.values()) : List.of(platform);
        if (wanted.path("on").asBoolean()) {
            platforms.forEach(off::remove);
        } else {
            off.addAll(platforms);
        }
        windows.clear();
        return list();
    }

    /** {@code GET /sandbox/limits}: each platform with whether its limits are on. */
    public Reply list() {
        return Reply.json(
                200,
                Stream.of(Platform.values())
                        .map(platform -> Json.of("platform", platform.id(), "on", isOn(platform)))
                        .toList());
    }
}
