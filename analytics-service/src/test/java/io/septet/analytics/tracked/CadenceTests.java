package io.septet.analytics.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CadenceTests {
    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");

    private final Cadence cadence = new Cadence(1);

    @Test
    void readsOftenWhileNewAndRarelyLater() {
        var ages = new ArrayList<Duration>();
        var next = Optional.of(cadence.first(NINE));
        while (next.isPresent()) {
            ages.add(Duration.between(NINE, next.get()));
            next = cadence.next(NINE, next.get());
        }

        assertThat(ages)
                .containsExactly(
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
    }

    @Test
    void skipsAgesThatPassedUnread() {
        assertThat(cadence.next(NINE, NINE.plus(Duration.ofHours(4))))
                .contains(NINE.plus(Duration.ofHours(6)));
    }

    @Test
    void triesAgainSoonWhileNewAndLaterWhenOld() {
        assertThat(cadence.retry(NINE, NINE.plusSeconds(30))).contains(NINE.plusSeconds(60));
        assertThat(cadence.retry(NINE, NINE.plus(Duration.ofDays(1))))
                .contains(NINE.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(72)));
    }

    @Test
    void givesUpTryingWhenTooOld() {
        assertThat(cadence.retry(NINE, NINE.plus(Duration.ofDays(36)))).isEmpty();
    }

    @Test
    void runsFasterByTheTimeFactor() {
        var fast = new Cadence(10);

        assertThat(fast.first(NINE)).isEqualTo(NINE.plusSeconds(3));
        assertThat(fast.next(NINE, NINE.plusSeconds(6))).contains(NINE.plusSeconds(90));
        assertThat(fast.next(NINE, NINE.plus(Duration.ofDays(3)))).isEmpty();
    }
}
