package io.septet.analytics.tracked;

import io.septet.kit.SeptetProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * At which ages a publication is read: often while it is new, rarely later. The first age leaves
 * room for a reading within 60 s of publication. Ages and waits are divided by {@code
 * septet.time-factor}; waits that a platform asks for are not.
 */
@Component
public class Cadence {
    private static final List<Duration> AGES =
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(3),
                    Duration.ofDays(7),
                    Duration.ofDays(14),
                    Duration.ofDays(30));

    /** After this age a reading that did not succeed is not tried again. */
    private static final Duration END = Duration.ofDays(37);

    /** A reading that did not succeed is tried again after this part of the publication's age. */
    private static final int RETRY_PART_OF_AGE = 20;

    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(30);

    private final double factor;

    @Autowired
    Cadence(SeptetProperties septet) {
        this(septet.timeFactor());
    }

    Cadence(double factor) {
        this.factor = factor;
    }

    /** When a publication is read for the first time. */
    public Instant first(Instant publishedAt) {
        return publishedAt.plus(scaled(AGES.getFirst()));
    }

    /** The next reading after one was taken; ages missed meanwhile are skipped. */
    public Optional<Instant> next(Instant publishedAt, Instant now) {
        return AGES.stream()
                .map(age -> publishedAt.plus(scaled(age)))
                .filter(now::isBefore)
                .findFirst();
    }

    /** When to try again after a reading that did not succeed; empty if it is too old for that. */
    public Optional<Instant> retry(Instant publishedAt, Instant now) {
        var age = Duration.between(publishedAt, now);
        var share = age.dividedBy(RETRY_PART_OF_AGE);
        var shortest = scaled(SHORTEST_RETRY);
        return untilEnd(publishedAt, now.plus(share.compareTo(shortest) > 0 ? share : shortest));
    }

    /** The same when the platform itself named the time. */
    public Optional<Instant> untilEnd(Instant publishedAt, Instant at) {
        return at.isAfter(publishedAt.plus(scaled(END))) ? Optional.empty() : Optional.of(at);
    }

    private Duration scaled(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() / factor));
    }
}
