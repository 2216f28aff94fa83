package io.septet.scheduler.delivery;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is waiting, a few at a time, and lets those who wait take turns: however much one of
 * them has waiting, another's first is next but as many as there are others.
 */
final class Turns {
    private final Executor threads;
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();
    private int free;

    /**
     * @param threads on which everything runs
     * @param atOnce how many at a time
     */
    Turns(Executor threads, int atOnce) {
        this.threads = threads;
        this.free = atOnce;
    }

    /**
     * Runs something when it is its turn.
     *
     * @param whose who takes turns with the others
     */
    synchronized void add(String whose, Runnable work) {
        waiting.computeIfAbsent(whose, any -> new ArrayDeque<>()).add(work);
        if (free > 0) {
            free--;
            threads.execute(this::work);
        }
    }

    private void work() {
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    /** The first of whoever has waited longest for a turn; null ends one of those who work. */
    private synchronized @Nullable Runnable next() {
        var turns = waiting.entrySet().iterator();
        if (!turns.hasNext()) {
            free++;
            return null;
        }
        var turn = turns.next();
        turns.remove();
        var next = turn.getValue().remove();
        if (!turn.getValue().isEmpty()) {
            waiting.put(turn.getKey(), turn.getValue());
        }
        return next;
    }
}
