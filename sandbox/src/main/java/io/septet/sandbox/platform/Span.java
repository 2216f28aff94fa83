package io.septet.sandbox.platform;

import io.septet.sandbox.http.Call;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time that a question for an account's numbers is about. */
public record Span(Instant since, Instant until) {
    private static final Duration MOST = Duration.ofDays(90);

    /**
     * From {@code since} and {@code until} in unix seconds.
     *
     * @param usual how far back it goes if {@code since} is not given
     * @return null if they cannot be read, or are more than 90 days apart
     */
    public static @Nullable Span of(Call call, Instant now, Duration usual) {
        try {
            String end = call.query("until");
            Instant until = end == null ? now : Instant.ofEpochSecond(Long.parseLong(end));
            String start = call.query("since");
            Instant since =
                    start == null
                            ? until.minus(usual)
                            : Instant.ofEpochSecond(Long.parseLong(start));
            return since.isBefore(until) && Duration.between(since, until).compareTo(MOST) <= 0
                    ? new Span(since, until)
                    : null;
        } catch (NumberFormatException wrong) {
            return null;
        }
    }
}
