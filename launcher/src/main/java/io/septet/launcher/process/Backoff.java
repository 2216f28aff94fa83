package io.septet.launcher.process;

import java.time.Duration;

/**
 * How long to wait before a program that died is started again: half a second after the first
 * death, twice as long after each further one, 30 seconds at most. A program that has run well for
 * a minute starts afresh.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /**
     * @param ran how long the program ran until it died
     */
    Duration after(Duration ran) {
        if (ran.compareTo(GOOD_RUN) >= 0) {
            next = FIRST;
        }
        var wait = next;
        next = next.multipliedBy(2).compareTo(MOST) > 0 ? MOST : next.multipliedBy(2);
        return wait;
    }
}
