package io.septet.scheduler.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a delivery's story.
 *
 * @param step {@code scheduled}, {@code handed}, {@code prepared}, {@code armed}, {@code
 *     published}, {@code waiting}, {@code failed}, {@code unclear}, {@code recalled}, {@code
 *     cancelled}, {@code missed} or {@code moved}
 * @param detail in words; null if the step says it all
 * @param attempt which attempt to send; null before the first
 */
public record LogEntry(
        Instant at, String step, @Nullable String detail, @Nullable Integer attempt) {

    /** A step of our own. */
    public static LogEntry of(Instant at, String step, @Nullable String detail) {
        return new LogEntry(at, step, detail, null);
    }
}
