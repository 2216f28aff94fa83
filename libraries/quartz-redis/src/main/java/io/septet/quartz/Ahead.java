package io.septet.quartz;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quartz.spi.OperableTrigger;

/**
 * Triggers that were due when others were fired and acquired by the same call, so that a scheduler
 * with a backlog asks Redis once for each batch. They are under the lease like all that is
 * acquired; those that no thread came free for in time are given back, for others to run.
 */
final class Ahead {
    /** How long others may have to wait for a trigger because of this. */
    private static final Duration KEPT = Duration.ofMillis(100);

    private final int threads;
    private final ScheduledExecutorService executor;
    private final Consumer<List<OperableTrigger>> giveBack;
    private final Deque<OperableTrigger> waiting = new ArrayDeque<>();
    private long put;
    private boolean watched;
    private long asked = System.nanoTime();
    private Duration cycle = Duration.ofDays(1);

    Ahead(
            int threads,
            ScheduledExecutorService executor,
            Consumer<List<OperableTrigger>> giveBack) {
        this.threads = threads;
        this.executor = executor;
        this.giveBack = giveBack;
    }

    /** At most so many of those that wait, in their order. Called each time Quartz asks. */
    synchronized List<OperableTrigger> take(int most) {
        long now = System.nanoTime();
        cycle = Duration.ofNanos(now - asked);
        asked = now;
        var taken = new ArrayList<OperableTrigger>();
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.poll());
        }
        return taken;
    }

    /**
     * How many should be acquired with a batch of this size: what will be asked for, at the present
     * pace, in half the time they are kept. None while any wait: Redis takes what else this run has
     * acquired for lost.
     */
    synchronized int wanted(int batch) {
        if (!waiting.isEmpty()) {
            return 0;
        }
        return wanted(threads, batch, cycle);
    }

    /**
     * @param cycle how long threads took to take the batch before
     */
    static int wanted(int threads, int batch, Duration cycle) {
        long soon = KEPT.toNanos() / 2 * batch / Math.max(1, cycle.toNanos());
        return (int) Math.min(2L * threads, soon);
    }

    synchronized void put(List<OperableTrigger> acquired) {
        if (acquired.isEmpty()) {
            return;
        }
        waiting.addAll(acquired);
        put = System.nanoTime();
        if (!watched) {
            watched = watchAfter(KEPT.toNanos());
        }
    }

    private boolean watchAfter(long nanos) {
        try {
            executor.schedule(this::watch, nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            // The store is being shut down, and gives back all it has acquired.
            return false;
        }
    }

    private void watch() {
        var late = new ArrayList<OperableTrigger>();
        synchronized (this) {
            long left = put + KEPT.toNanos() - System.nanoTime();
            if (waiting.isEmpty()) {
                watched = false;
            } else if (left > 0) {
                watched = watchAfter(left);
            } else {
                late.addAll(waiting);
                waiting.clear();
                watched = false;
            }
        }
        if (!late.isEmpty()) {
            giveBack.accept(late);
        }
    }
}
