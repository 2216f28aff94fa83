package io.septet.scheduler.delivery;

import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.Rounds;
import io.septet.scheduler.SchedulerProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Reads the due list every two seconds: hands over what its trigger left, and plants the triggers
 * that are missing among what falls due next: of a replica that died before it had planted them, or
 * that Redis lost.
 */
@Component
class Sweep extends Rounds {
    private static final int MOST_SOON = 5_000;

    /** More than can be handed over until the next sweep. */
    private static final int MOST_DUE = 500;

    /** Of one workspace, when more is due than can be handed over: more than go out at once. */
    private static final int FIRST = 32;

    /** Triggers later than this have many others before them. */
    private static final Duration LATE = Duration.ofMillis(50);

    private final Deliveries deliveries;
    private final Visits visits;
    private final HandOver handOver;
    private final WakeUps wakeUps;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Duration ahead;
    private final Duration behindFor;
    private final Clock clock;
    private final AtomicLong behindAt = new AtomicLong();

    Sweep(
            Deliveries deliveries,
            Visits visits,
            HandOver handOver,
            WakeUps wakeUps,
            Partitions partitions,
            ContractTimings timings,
            Clock clock,
            SchedulerProperties properties) {
        super("sweep", timings.sweep(), properties.sweeping());
        this.deliveries = deliveries;
        this.visits = visits;
        this.handOver = handOver;
        this.wakeUps = wakeUps;
        this.partitions = partitions;
        this.timings = timings;
        // Several sweeps, so that a missed one does not matter; and less than what is being handed
        // over is hidden for, which needs no trigger.
        this.ahead = timings.handRetry().dividedBy(2);
        this.behindFor = timings.sweep().multipliedBy(2);
        this.clock = clock;
    }

    /**
     * One sweep.
     *
     * @return done when everything that it woke is done
     */
    CompletableFuture<Void> sweep() {
        boolean late = behindAt.get() + behindFor.toMillis() > clock.millis();
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        for (String tag : partitions.all()) {
            var due = visits.due(tag, timings.triggerGrace(), MOST_DUE);
            if (due.size() == MOST_DUE) {
                woken.addAll(visitFirst(tag));
            }
            woken.addAll(visit(tag, due, !late));
            plantMissing(tag);
        }
        return CompletableFuture.allOf(woken.toArray(CompletableFuture[]::new));
    }

    /**
     * A trigger has fired. Triggers come in the order of their times, however many of one workspace
     * stand before another's; when they are late, the first due ones of each workspace are taken
     * without them.
     *
     * @param planned when it should have
     */
    void fired(Instant planned) {
        long now = clock.millis();
        long last = behindAt.get();
        if (now - planned.toEpochMilli() > LATE.toMillis()
                && now - last > LATE.toMillis()
                && behindAt.compareAndSet(last, now)) {
            besides(this::catchUp);
        }
    }

    /**
     * Visits the first due deliveries of each workspace.
     *
     * @return done when all of it is done
     */
    CompletableFuture<Void> catchUp() {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        for (String tag : partitions.all()) {
            woken.addAll(visitFirst(tag));
        }
        return CompletableFuture.allOf(woken.toArray(CompletableFuture[]::new));
    }

    private List<CompletableFuture<Void>> visitFirst(String tag) {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        visits.firstDue(tag, FIRST)
                .forEach((id, owner) -> woken.add(handOver.visitSoon(tag, owner, id)));
        return woken;
    }

    /**
     * @param left whether this means that triggers did not come
     */
    private List<CompletableFuture<Void>> visit(String tag, Set<String> due, boolean left) {
        due.removeIf(handOver::isUnderWay);
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        deliveries
                .owners(tag, due)
                .forEach((id, owner) ->
                        woken.add(
                                left
                                        ? handOver.visitLeft(tag, owner, id)
                                        : handOver.visitSoon(tag, owner, id)));
        return woken;
    }

    private void plantMissing(String tag) {
        var soon = visits.soon(tag, ahead, MOST_SOON);
        soon.keySet().removeIf(handOver::isUnderWay);
        var missing = wakeUps.missing(soon);
        List<WakeUps.WakeUp> planted = new ArrayList<>();
        deliveries
                .owners(tag, missing.keySet())
                .forEach((id, owner) -> {
                    if (!owner.isEmpty()) {
                        var at = Objects.requireNonNull(missing.get(id));
                        planted.add(new WakeUps.WakeUp(owner, id, at));
                    }
                });
        wakeUps.plantAll(planted);
    }

    @Override
    protected void round() {
        sweep();
    }

    @Override
    protected String failed() {
        return "The due list cannot be read";
    }
}
