package io.septet.accounts.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a message that nobody took is tried again. */
final class Retries {
    /** From the first try on; what a receiver asks for cannot put the end off. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Set<Integer> BUSY = Set.of(429, 503);

    /** A longer number of seconds would be past every end. */
    private static final int DIGITS = 9;

    private Retries() {}

    /**
     * The later of what is planned and what the receiver asked for.
     *
     * @param message before this try
     * @param spread what the pause is multiplied by, so that what failed together comes apart
     * @return null = it is given up
     */
    static @Nullable Instant next(
            List<Duration> pauses, Message message, Posting.Sent sent, Instant now, double spread) {
        if (message.once() || message.failed() >= pauses.size()) {
            return null;
        }
        var planned = now.plusMillis((long) (pauses.get(message.failed()).toMillis() * spread));
        if (sent.notBefore() == null || !sent.notBefore().isAfter(planned)) {
            return planned;
        }
        var first = message.tries().isEmpty() ? sent.made().at() : message.tries().getFirst().at();
        var end = first.plus(LONGEST);
        if (!now.isBefore(end)) {
            return null;
        }
        var asked = sent.notBefore().isAfter(end) ? end : sent.notBefore();
        return asked.isAfter(planned) ? asked : planned;
    }

    /** What {@code Retry-After} says, in seconds or as a date, where the status is of one busy. */
    static @Nullable Instant asked(int status, @Nullable String retryAfter, Instant now) {
        if (retryAfter == null || !BUSY.contains(status)) {
            return null;
        }
        var text = retryAfter.strip();
        if (text.matches("[0-9]+")) {
            return text.length() > DIGITS
                    ? now.plus(LONGEST)
                    : now.plusSeconds(Integer.parseInt(text));
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
