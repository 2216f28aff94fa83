package io.septet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Backoff backoff = new Backoff();

    @Test
    void waitsTwiceAsLongAfterEachDeath() {
        assertThat(backoff.after(AT_ONCE)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.after(AT_ONCE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(AT_ONCE)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void neverWaitsLongerThanHalfAMinute() {
        for (int i = 0; i < 20; i++) {
            backoff.after(AT_ONCE);
        }

        assertThat(backoff.after(AT_ONCE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void startsAfreshAfterAGoodRun() {
        backoff.after(AT_ONCE);
        backoff.after(AT_ONCE);

        assertThat(backoff.after(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(500));
    }
}
