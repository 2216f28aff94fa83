package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The header in which Meta's APIs tell how much of a limit is used. */
public final class GraphUsage {
    private GraphUsage() {}

    /** When calls are taken again; the header names minutes per business. Null if it names none. */
    public static @Nullable Instant until(Answered answer, Clock clock) {
        var header = answer.headers().getFirst("X-Business-Use-Case-Usage");
        if (header == null) {
            return null;
        }
        try {
            long minutes = 0;
            for (var uses : Outbound.JSON.readTree(header)) {
                for (var use : uses) {
                    minutes =
                            Math.max(
                                    minutes, use.path("estimated_time_to_regain_access").asLong(0));
                }
            }
            return minutes > 0 ? clock.instant().plus(Duration.ofMinutes(minutes)) : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
