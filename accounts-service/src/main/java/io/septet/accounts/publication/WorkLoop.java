package io.septet.accounts.publication;

import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes due steps from every partition's {@code work}, each on a thread of its own. Looks again at
 * the second the next step is due, at once when something was handed over here, and in any case
 * after {@link #LONGEST}, because another replica may have put something in.
 */
@Component
class WorkLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final int BATCH = 100;
    private static final int MOST_STEPS = 400;

    private final Publications publications;
    private final Publisher publisher;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_STEPS);
    private final ConcurrentHashMap<String, Semaphore> wakes = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;
    private @Nullable ExecutorService steps;

    WorkLoop(
            Publications publications,
            Publisher publisher,
            Partitions partitions,
            ContractTimings timings,
            Clock clock) {
        this.publications = publications;
        this.publisher = publisher;
        this.partitions = partitions;
        this.timings = timings;
        this.clock = clock;
    }

    /** Something of this workspace may be due now. */
    void wake(String workspace) {
        wakeOf(partitions.tag(workspace)).release();
    }

    @Override
    public synchronized void start() {
        running = true;
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        steps = executor;
        for (String tag : partitions.all()) {
            threads.add(Thread.ofVirtual().name("work-" + tag).start(() -> follow(tag, executor)));
        }
    }

    /** Ends when the steps under way have ended: an answer on its way is still recorded. */
    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
        var executor = steps;
        if (executor != null) {
            executor.shutdown();
            try {
                executor.awaitTermination(timings.call().toMillis() + 1_000, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow(String tag, ExecutorService executor) {
        while (running) {
            Duration pause;
            try {
                pause = round(tag, executor);
            } catch (DataAccessException | IllegalStateException e) {
                if (!running) {
                    return;
                }
                log.warn("Publications of {} are waiting: {}", tag, e.getMessage());
                pause = AFTER_FAULT;
            }
            try {
                var wake = wakeOf(tag);
                if (wake.tryAcquire(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Starts every step that is due and for which there is a place; answers how long to wait. */
    private Duration round(String tag, ExecutorService executor) {
        int free = Math.min(BATCH, places.availablePermits());
        if (free == 0) {
            return Duration.ofMillis(20);
        }
        var hidden = clock.instant().plus(timings.armStale());
        var claimed = publications.claim(tag, free, hidden);
        for (String id : claimed.ids()) {
            places.acquireUninterruptibly();
            executor.execute(() -> {
                try {
                    publisher.step(tag, id);
                } catch (RuntimeException e) {
                    log.warn("The step of {} will be taken again: {}", id, e.toString());
                } finally {
                    places.release();
                }
            });
        }
        return claimed.ids().size() == free ? Duration.ZERO : until(claimed.next());
    }

    private Duration until(@Nullable Instant next) {
        if (next == null) {
            return LONGEST;
        }
        var left = Duration.between(clock.instant(), next);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    private Semaphore wakeOf(String tag) {
        return wakes.computeIfAbsent(tag, any -> new Semaphore(0));
    }
}
