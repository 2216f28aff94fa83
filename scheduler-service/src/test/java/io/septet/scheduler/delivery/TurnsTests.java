package io.septet.scheduler.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTests {
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void oneWithMuchToDoDoesNotKeepOthersWaiting() {
        var turns = new Turns(threads::add, 1, 1);
        for (int i = 0; i < 100; i++) {
            add(turns, "large");
        }
        add(turns, "small");
        add(turns, "small");
        add(turns, "other");

        run();

        assertThat(done.subList(0, 6))
                .containsExactly("large", "large", "small", "other", "large", "small");
        assertThat(done).hasSize(103);
    }

    @Test
    void noMoreAreAtWorkThanThereArePlacesAndAllOfThemComeBack() {
        var turns = new Turns(threads::add, 2, 2);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                add(turns, "any");
            }
            assertThat(threads).hasSize(2);
            run();
        }
        assertThat(done).hasSize(15);
    }

    @Test
    void oneLeavesRoomForAnotherToBeginAtOnce() {
        var turns = new Turns(threads::add, 4, 3);
        for (int i = 0; i < 100; i++) {
            add(turns, "large");
        }
        assertThat(threads).hasSize(3);

        add(turns, "small");

        assertThat(threads).hasSize(4);
        threads.removeLast().run();
        assertThat(done).containsExactly("small");
        assertThat(threads).hasSize(3);
        run();
        assertThat(done).hasSize(101);
    }

    @Test
    void placesThatOneMustLeaveAreTakenAgainWhenAnotherIsDone() {
        var turns = new Turns(threads::add, 4, 2);
        for (int i = 0; i < 10; i++) {
            add(turns, "one");
            add(turns, "other");
        }
        assertThat(threads).hasSize(4);
        threads.removeFirst().run();
        threads.removeFirst().run();
        assertThat(threads).hasSize(4);
        run();
        assertThat(done).hasSize(20);
    }

    private void add(Turns turns, String whose) {
        turns.add(whose, () -> done.add(whose));
    }

    private void run() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
