package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;

/** What waits for a thread, for how long, and how much of it. */
class AheadTests {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<OperableTrigger> givenBack = new CopyOnWriteArrayList<>();
    private final Ahead ahead = new Ahead(10, executor, givenBack::addAll);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void comesInItsOrderAndOnce() {
        var triggers = triggers(3);
        ahead.put(triggers);

        assertThat(ahead.take(2)).containsExactly(triggers.get(0), triggers.get(1));
        assertThat(ahead.take(2)).containsExactly(triggers.get(2));
        assertThat(ahead.take(2)).isEmpty();
    }

    @Test
    void whatNobodyTakesInTimeIsGivenBack() {
        var triggers = triggers(3);
        ahead.put(triggers);
        assertThat(ahead.take(1)).hasSize(1);

        await().atMost(Duration.ofSeconds(10)).until(() -> givenBack.size() == 2);
        assertThat(givenBack).containsExactly(triggers.get(1), triggers.get(2));
        assertThat(ahead.take(9)).isEmpty();

        // And again after that.
        ahead.put(triggers);
        await().atMost(Duration.ofSeconds(10)).until(() -> givenBack.size() == 5);
    }

    @Test
    void nothingIsWantedWhileAnyWaitOrBeforeThePaceIsKnown() {
        assertThat(ahead.wanted(10)).isZero();
        ahead.take(10);
        ahead.put(triggers(1));
        assertThat(ahead.wanted(1_000_000)).isZero();
    }

    @Test
    void noMoreIsWantedThanIsSoonRunNorThanTwiceTheThreads() {
        assertThat(Ahead.wanted(10, 5, Duration.ofMillis(1))).isEqualTo(20);
        assertThat(Ahead.wanted(10, 1, Duration.ofMillis(20))).isEqualTo(2);
        assertThat(Ahead.wanted(10, 1, Duration.ofMillis(120))).isZero();
    }

    private static List<OperableTrigger> triggers(int many) {
        var triggers = new ArrayList<OperableTrigger>();
        for (int i = 0; i < many; i++) {
            triggers.add(
                    (OperableTrigger) TriggerBuilder.newTrigger().withIdentity("t" + i).build());
        }
        return triggers;
    }
}
