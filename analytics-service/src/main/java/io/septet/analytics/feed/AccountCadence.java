package io.septet.analytics.feed;

import io.septet.kit.SeptetProperties;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * When a feed's account is read: at once, so that there is something to compare with; some hours
 * later, when platforms that count slowly have begun; then every day at the same time. Ages and
 * waits are divided by {@code septet.time-factor}.
 */
@Component
public class AccountCadence {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofHours(3);
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofMinutes(15);

    private final double factor;

    @Autowired
    AccountCadence(SeptetProperties septet) {
        this(septet.timeFactor());
    }

    AccountCadence(double factor) {
        this.factor = factor;
    }

    /** When an account is read for the first time. */
    public Instant first(Instant since) {
        return since.plus(scaled(FIRST));
    }

    /** The next reading after one was taken; those missed meanwhile are skipped. */
    public Instant next(Instant since, Instant now) {
        var second = since.plus(scaled(SECOND));
        if (now.isBefore(second)) {
            return second;
        }
        var every = scaled(EVERY);
        long days = Duration.between(since, now).dividedBy(every) + 1;
        return since.plus(every.multipliedBy(days));
    }

    /** When to try again after a reading that did not succeed. */
    public Instant retry(Instant now) {
        return now.plus(scaled(RETRY));
    }

    private Duration scaled(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() / factor));
    }
}
