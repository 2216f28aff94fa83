package io.septet.scheduler.delivery;

import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.Publication;
import io.septet.scheduler.accounts.PublicationAnswer;
import io.septet.scheduler.delivery.Deliveries.Update;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Takes deliveries back from accounts-service before they are moved, edited or cancelled. */
@Component
public class Recalls {
    private static final Set<String> CERTAINLY_NOT_SENT = Set.of("FAILED", "MISSED");

    private final Deliveries deliveries;
    private final AccountsClient accounts;
    private final HandOver handOver;
    private final WakeUps wakeUps;
    private final Closing closing;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Clock clock;

    Recalls(
            Deliveries deliveries,
            AccountsClient accounts,
            HandOver handOver,
            WakeUps wakeUps,
            Closing closing,
            Partitions partitions,
            ContractTimings timings,
            Clock clock) {
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.handOver = handOver;
        this.wakeUps = wakeUps;
        this.closing = closing;
        this.partitions = partitions;
        this.timings = timings;
        this.clock = clock;
    }

    /**
     * What came of taking deliveries back.
     *
     * @param back certainly not sent, and not going to be
     * @param ended turned out to have failed or to have been missed
     * @param tooLate being sent, sent, or nobody knows; with its state at accounts-service
     * @param unanswered nobody knows yet
     */
    public record Outcome(
            List<Delivery> back,
            List<Delivery> ended,
            Map<Delivery, String> tooLate,
            List<Delivery> unanswered) {}

    /** Which of these may be with accounts-service, so that they have to be taken back first. */
    public List<Delivery> away(List<Delivery> open) {
        var scheduled =
                open.stream().filter(one -> one.state() == DeliveryState.SCHEDULED).toList();
        var begun = deliveries.handing(scheduled);
        var away = new ArrayList<Delivery>();
        for (int i = 0; i < scheduled.size(); i++) {
            if (begun.get(i) > 0) {
                away.add(scheduled.get(i));
            }
        }
        open.stream().filter(one -> one.state() == DeliveryState.HANDED).forEach(away::add);
        return away;
    }

    /** Takes all of them back, at the same time. */
    public Outcome recall(List<Delivery> away) {
        // Should we die before saying what becomes of them, the sweep finds them soon.
        away.forEach(one -> deliveries.lookAt(one, clock.instant().plus(timings.handRetry())));
        Map<Delivery, Future<PublicationAnswer>> calls = new LinkedHashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : away) {
                Callable<PublicationAnswer> call =
                        () -> accounts.recall(one.id(), one.workspace(), one.revision());
                calls.put(one, threads.submit(call));
            }
        }
        var outcome =
                new Outcome(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new LinkedHashMap<>(),
                        new ArrayList<>());
        calls.forEach((one, call) -> sort(one, call, outcome));
        return outcome;
    }

    private void sort(Delivery one, Future<PublicationAnswer> call, Outcome outcome) {
        switch (answer(call)) {
            case PublicationAnswer.Done(var publication) -> outcome.back().add(one);
            case PublicationAnswer.Conflict(var present) -> {
                if (isBack(one, present)) {
                    outcome.back().add(one);
                } else {
                    handOver.take(partitions.tag(one.workspace()), one, present);
                    if (CERTAINLY_NOT_SENT.contains(present.state())) {
                        outcome.ended().add(one);
                    } else {
                        outcome.tooLate().put(one, present.state());
                    }
                }
            }
            case PublicationAnswer.Absent() -> outcome.unanswered().add(one);
            case PublicationAnswer.Refused(var reason) -> outcome.unanswered().add(one);
            case PublicationAnswer.NoAnswer(var seen) -> outcome.unanswered().add(one);
        }
    }

    /** Whether it was taken back before, by this revision or a later one. */
    private static boolean isBack(Delivery one, Publication present) {
        return present.state().equals("RECALLED") && present.revision() >= one.revision();
    }

    /** Lets deliveries go out after all, as they were planned; unless somebody changed them. */
    public void letGo(List<Delivery> back) {
        for (var one : back) {
            deliveries
                    .update(
                            partitions.tag(one.workspace()),
                            one.id(),
                            closing,
                            now ->
                                    now.state().isOpen() && now.revision() == one.revision()
                                            ? Optional.of(
                                                    new Update(
                                                            now.again(),
                                                            LogEntry.of(
                                                                    clock.instant(),
                                                                    "scheduled",
                                                                    "Taken back, then kept: another feed was too late")))
                                            : Optional.empty())
                    .ifPresent(wakeUps::plant);
        }
    }

    private static PublicationAnswer answer(Future<PublicationAnswer> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PublicationAnswer.NoAnswer("interrupted");
        } catch (ExecutionException e) {
            return new PublicationAnswer.NoAnswer(String.valueOf(e.getCause()));
        }
    }
}
