package io.septet.accounts.publication;

import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Places;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Takes due steps of every partition, workspaces in turn, each on a thread of its own, and keeps
 * them from other replicas while they last. Looks again at the second the next step is due, at once
 * when something was handed over here, and in any case after {@link #LONGEST}, because another
 * replica may have put something in.
 */
@Component
class WorkLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration LONGEST = Duration.ofMillis(250);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration FULL = Duration.ofMillis(20);
    private static final Duration LONGEST_BEHIND = Duration.ofSeconds(1);

    /** Those that wait for platforms included. */
    private static final int MOST_STEPS = 4_000;

    private final Steps due;
    private final Publisher publisher;
    private final Holds holds;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Clock clock;
    private final Places places;
    private final Semaphore all = new Semaphore(MOST_STEPS);
    private final ConcurrentHashMap<String, Working> claims = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Semaphore> wakes = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;
    private @Nullable ExecutorService steps;

    WorkLoop(
            Steps due,
            Publisher publisher,
            Holds holds,
            Partitions partitions,
            Places places,
            ContractTimings timings,
            Clock clock) {
        this.due = due;
        this.publisher = publisher;
        this.holds = holds;
        this.partitions = partitions;
        this.places = places;
        this.timings = timings;
        this.clock = clock;
    }

    /** A step that is being taken here. */
    private static final class Claim {
        final Steps.Step step;
        final Instant since;
        volatile long score;

        Claim(Steps.Step step, Instant since, long score) {
            this.step = step;
            this.since = since;
            this.score = score;
        }
    }

    /** The steps that are being taken here of one partition. */
    private static final class Working {
        final Set<Claim> claims = ConcurrentHashMap.newKeySet();
        volatile Instant renewed = Instant.EPOCH;

        /** The workspaces of which more was due when we looked last than there were places for. */
        volatile Set<String> behind = Set.of();
    }

    /** Something of this workspace may be due now. */
    void wake(String workspace) {
        wakeOf(partitions.tag(workspace)).release();
    }

    /**
     * Waits a little if more of this workspace is due here than can be done: then what comes is
     * better kept by whoever hands it over than sent through here at the cost of what is under way.
     */
    void keepUp(String workspace) {
        var working = working(partitions.tag(workspace));
        long until = System.nanoTime() + LONGEST_BEHIND.toNanos();
        while (running && working.behind.contains(workspace) && System.nanoTime() < until) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Working working(String tag) {
        return claims.computeIfAbsent(tag, any -> new Working());
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
            } catch (InterruptedException e) {
                return;
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
    private Duration round(String tag, ExecutorService executor) throws InterruptedException {
        var working = working(tag);
        renew(tag, working);
        int free = Math.min(places.free(), all.availablePermits());
        if (free == 0) {
            places.await(FULL);
            return Duration.ZERO;
        }
        return switch (due.claim(tag, free)) {
            case Steps.Claimed.ClocksDiffer(var ahead) -> {
                log.error(
                        "This machine takes no step: its clock and Redis' differ by {} ms; set them right",
                        ahead.toMillis());
                yield AFTER_FAULT;
            }
            case Steps.Claimed.Lost lost -> {
                stop(lost);
                due.believe(tag, lost);
                yield Duration.ZERO;
            }
            case Steps.Claimed.Taken(var taken, var score, var next, var behind) -> {
                working.behind = behind;
                for (var step : taken) {
                    places.take();
                    all.acquireUninterruptibly();
                    var claim = new Claim(step, clock.instant(), score);
                    working.claims.add(claim);
                    executor.execute(() -> take(tag, claim, working));
                }
                yield taken.size() == free ? Duration.ZERO : pause(next, working);
            }
        };
    }

    /** What was due since then may be public, and what was cancelled is not known any more. */
    private void stop(Steps.Claimed.Lost lost) {
        var reason =
                "Redis has lost what was written between "
                        + lost.since()
                        + " and "
                        + lost.until()
                        + ". What was due since may be public: see what waits, then lift this hold";
        log.error("Everything is stopped. {}", reason);
        // What went out late was due before.
        holds.stopEverything(
                reason, lost.since().minus(timings.longestLateWindow()), clock.instant());
    }

    private void take(String tag, Claim claim, Working working) {
        places.sit();
        try {
            publisher.step(tag, claim.step.id());
        } catch (DataAccessException e) {
            log.warn("The step of {} will be taken again: {}", claim.step.id(), e.toString());
        } catch (RuntimeException e) {
            log.warn("The step of {} will be taken again later: {}", claim.step.id(), e.toString());
            // Taking it again at once would hardly go better.
            due.renew(tag, Map.of(claim.step, claim.score), timings.armStale());
        } finally {
            working.claims.remove(claim);
            places.leave();
            all.release();
        }
    }

    /**
     * Keeps what is being worked on from others. A step that lasts longer than any can is not kept
     * any more: it hangs, and another replica may do better.
     */
    private void renew(String tag, Working working) {
        var now = clock.instant();
        if (working.claims.isEmpty() || now.isBefore(working.renewed.plus(third()))) {
            return;
        }
        working.renewed = now;
        var eldest = now.minus(timings.armStale());
        working.claims.removeIf(claim -> claim.since.isBefore(eldest));
        var kept = new HashMap<Steps.Step, Long>();
        working.claims.forEach(claim -> kept.merge(claim.step, claim.score, Math::max));
        if (kept.isEmpty()) {
            return;
        }
        var renewed = due.renew(tag, kept, timings.claim());
        for (var claim : working.claims) {
            if (renewed.ids().contains(claim.step.id())) {
                claim.score = renewed.score();
            } else if (kept.containsKey(claim.step)) {
                working.claims.remove(claim);
            }
        }
    }

    private Duration third() {
        return timings.claim().dividedBy(3);
    }

    private Duration pause(@Nullable Duration next, Working working) {
        var longest = working.claims.isEmpty() ? LONGEST : shorter(LONGEST, third());
        return next == null ? longest : shorter(longest, next);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Semaphore wakeOf(String tag) {
        return wakes.computeIfAbsent(tag, any -> new Semaphore(0));
    }
}
