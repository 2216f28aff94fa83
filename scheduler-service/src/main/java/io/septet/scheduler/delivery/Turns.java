package io.septet.scheduler.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs what is waiting, a few at a time, and lets those who wait take turns: however much one of
 * them has waiting, another's first is next but as many as there are others. Nobody takes all
 * places, so that even slow work of one leaves room for another's to begin at once.
 */
final class Turns {
    private final Executor threads;
    private final int most;
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> atWork = new HashMap<>();
    private int free;

    /**
     * @param threads on which everything runs
     * @param atOnce how many at a time
     * @param most how many of one at a time
     */
    Turns(Executor threads, int atOnce, int most) {
        this.threads = threads;
        this.free = atOnce;
        this.most = most;
    }

    /**
     * Runs something when it is its turn.
     *
     * @param whose who takes turns with the others
     */
    synchronized void add(String whose, Runnable work) {
        waiting.computeIfAbsent(whose, any -> new ArrayDeque<>()).add(work);
        begin();
    }

    private synchronized void ended(String whose) {
        free++;
        atWork.merge(whose, -1, (many, one) -> many + one == 0 ? null : many + one);
        begin();
    }

    /** Begins whatever has a place, first of those who have waited longest for a turn. */
    private void begin() {
        while (free > 0) {
            var turn =
                    waiting.keySet().stream()
                            .filter(whose -> atWork.getOrDefault(whose, 0) < most)
                            .findFirst();
            if (turn.isEmpty()) {
                return;
            }
            var whose = turn.get();
            var left = Objects.requireNonNull(waiting.remove(whose));
            var work = left.remove();
            if (!left.isEmpty()) {
                waiting.put(whose, left);
            }
            free--;
            atWork.merge(whose, 1, Integer::sum);
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    ended(whose);
                }
            });
        }
    }
}
