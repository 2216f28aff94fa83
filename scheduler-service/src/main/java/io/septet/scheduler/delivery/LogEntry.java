package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.scheduler.accounts.Publication;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a delivery's story.
 *
 * @param step {@code approved}, {@code scheduled}, {@code handed}, {@code prepared}, {@code armed},
 *     {@code published}, {@code waiting}, {@code held}, {@code failed}, {@code unclear}, {@code
 *     processing}, {@code review}, {@code decided}, {@code dropped}, {@code recalled}, {@code
 *     cancelled}, {@code missed}, {@code moved} or {@code retracted}
 * @param detail in words; null if the step says it all
 * @param attempt which attempt to send; null before the first
 * @param by the member who did it; null if nobody did
 * @param seen what was found on the platform
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogEntry(
        Instant at,
        String step,
        @Nullable String detail,
        @Nullable Integer attempt,
        @Nullable String by,
        @Nullable List<Publication.Seen> seen) {

    /** A step of our own. */
    public static LogEntry of(Instant at, String step, @Nullable String detail) {
        return new LogEntry(at, step, detail, null, null, null);
    }

    /** A step of a member. */
    public static LogEntry by(Instant at, String step, @Nullable String detail, String member) {
        return new LogEntry(at, step, detail, null, member, null);
    }
}
