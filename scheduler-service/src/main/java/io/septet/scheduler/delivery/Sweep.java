package io.septet.scheduler.delivery;

import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.Rounds;
import io.septet.scheduler.SchedulerProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Reads the due list every two seconds: hands over what its trigger left, and plants the triggers
 * that are missing among what falls due next: of a replica that died before it had planted them, or
 * that Redis lost.
 */
@Component
class Sweep extends Rounds {
    private static final int MOST = 5_000;

    private final Deliveries deliveries;
    private final Visits visits;
    private final HandOver handOver;
    private final WakeUps wakeUps;
    private final Partitions partitions;
    private final Duration ahead;

    Sweep(
            Deliveries deliveries,
            Visits visits,
            HandOver handOver,
            WakeUps wakeUps,
            Partitions partitions,
            ContractTimings timings,
            SchedulerProperties properties) {
        super("sweep", timings.sweep(), properties.sweeping());
        this.deliveries = deliveries;
        this.visits = visits;
        this.handOver = handOver;
        this.wakeUps = wakeUps;
        this.partitions = partitions;
        // Several sweeps, so that a missed one does not matter; and less than what is being handed
        // over is hidden for, which needs no trigger.
        this.ahead = timings.handRetry().dividedBy(2);
    }

    /**
     * One sweep.
     *
     * @return done when everything that it woke is done
     */
    CompletableFuture<Void> sweep() {
        List<CompletableFuture<Void>> woken = new ArrayList<>();
        for (String tag : partitions.all()) {
            var overdue = visits.overdue(tag, MOST);
            overdue.removeIf(handOver::isUnderWay);
            deliveries
                    .owners(tag, overdue)
                    .forEach((id, owner) -> woken.add(handOver.visitLeft(tag, owner, id)));
            plantMissing(tag);
        }
        return CompletableFuture.allOf(woken.toArray(CompletableFuture[]::new));
    }

    private void plantMissing(String tag) {
        var soon = visits.soon(tag, ahead, MOST);
        soon.keySet().removeIf(handOver::isUnderWay);
        if (soon.isEmpty()) {
            return;
        }
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
