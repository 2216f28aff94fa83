package io.septet.kit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchdogTests {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Watchdog watchdog = new Watchdog(waiting::add);

    @Test
    void whatRunsBetweenLooksMoves() {
        assertThat(IntStream.range(0, 100))
                .allSatisfy(look -> {
                    assertThat(watchdog.standsStill()).isFalse();
                    waiting.remove().run();
                });
    }

    @Test
    void whatNeverRunsStandsStillAfterSixLooks() {
        watchdog.standsStill();

        assertThat(IntStream.range(0, 6).mapToObj(look -> watchdog.standsStill()))
                .containsExactly(false, false, false, false, false, true);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void whatRunsLateStartsTheCountAnew() {
        IntStream.range(0, 6).forEach(look -> watchdog.standsStill());
        waiting.remove().run();

        assertThat(IntStream.range(0, 6).mapToObj(look -> watchdog.standsStill()))
                .containsOnly(false);
    }
}
