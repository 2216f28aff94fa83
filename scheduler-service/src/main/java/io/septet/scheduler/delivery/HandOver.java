package io.septet.scheduler.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.septet.kit.fault.CrashPoint;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.SchedulerProperties;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.Publication;
import io.septet.scheduler.accounts.PublicationAnswer;
import io.septet.scheduler.delivery.Deliveries.Update;
import io.septet.scheduler.delivery.Visits.Visit;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Gives due deliveries to accounts-service, and asks after those of which nothing was heard. A
 * visit is harmless at any time: whether there is something to do is decided by the due list. What
 * gets no answer stays in the list and comes up again.
 */
@Component
class HandOver implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(HandOver.class);

    /** How long to wait for Redis' clock. */
    private static final Duration BEHIND = Duration.ofMillis(20);

    private final Deliveries deliveries;
    private final Visits visits;
    private final AccountsClient accounts;
    private final Closing closing;
    private final Counter left;
    private final ContractTimings timings;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Turns turns;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    HandOver(
            Deliveries deliveries,
            Visits visits,
            AccountsClient accounts,
            Closing closing,
            MeterRegistry meters,
            ContractTimings timings,
            Clock clock,
            SchedulerProperties properties) {
        this.deliveries = deliveries;
        this.visits = visits;
        this.accounts = accounts;
        this.closing = closing;
        this.left =
                Counter.builder("septet.deliveries.left")
                        .description("Deliveries that the sweep came to before their trigger")
                        .register(meters);
        this.timings = timings;
        this.clock = clock;
        int places = properties.handOvers();
        this.turns = new Turns(threads, places, Math.max(1, places * 3 / 4));
    }

    /**
     * Visits a delivery as soon as it is its workspace's turn, unless a visit of it waits or is
     * under way here.
     */
    CompletableFuture<Void> visitSoon(String tag, String workspace, String id) {
        return visitSoon(tag, workspace, id, () -> {});
    }

    /** Visits a delivery to which its trigger has not led in time; it is counted. */
    CompletableFuture<Void> visitLeft(String tag, String workspace, String id) {
        return visitSoon(
                tag,
                workspace,
                id,
                () -> {
                    log.info("The trigger of delivery {} has not come in time", id);
                    left.increment();
                });
    }

    private CompletableFuture<Void> visitSoon(
            String tag, String workspace, String id, Runnable firstHandOver) {
        if (!underWay.add(id)) {
            return CompletableFuture.completedFuture(null);
        }
        var visited = new CompletableFuture<Void>();
        turns.add(
                workspace,
                () -> {
                    try {
                        visit(tag, workspace, id, firstHandOver);
                    } catch (RuntimeException e) {
                        // Stays in the due list.
                        log.warn("Delivery {} will be looked at again: {}", id, e.toString());
                    } finally {
                        underWay.remove(id);
                        visited.complete(null);
                    }
                });
        return visited;
    }

    /** Whether a visit of a delivery waits or is under way here. */
    boolean isUnderWay(String id) {
        return underWay.contains(id);
    }

    /** Does for one delivery what is due now. */
    void visit(String tag, String workspace, String id) {
        visit(tag, workspace, id, () -> {});
    }

    private void visit(String tag, String workspace, String id, Runnable firstHandOver) {
        switch (visits.begin(tag, id)) {
            case Visit.Nothing() -> {}
            // Quartz comes a little early, or Redis' clock is a little behind ours; a stale trigger
            // is left alone.
            case Visit.Early(var due) -> {
                var wait = Duration.between(clock.instant(), due);
                if (wait.compareTo(timings.clockTolerance()) <= 0) {
                    visitAfter(wait.isPositive() ? wait.plusMillis(1) : BEHIND, tag, workspace, id);
                }
            }
            case Visit.Begun(var delivery, var begunBefore) -> {
                switch (delivery.state()) {
                    case SCHEDULED -> {
                        if (!begunBefore) {
                            firstHandOver.run();
                        }
                        if (!late(delivery)) {
                            handUnlessHeld(tag, delivery, begunBefore);
                        } else if (begunBefore) {
                            ask(tag, delivery);
                        } else {
                            miss(tag, delivery);
                        }
                    }
                    case HANDED -> ask(tag, delivery);
                    default -> deliveries.lookNoMore(tag, id);
                }
            }
        }
    }

    private void visitAfter(Duration wait, String tag, String workspace, String id) {
        threads.execute(() -> {
            try {
                Thread.sleep(wait);
                visitSoon(tag, workspace, id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Late by any clock that accounts-service may have. */
    private boolean late(Delivery delivery) {
        return clock.instant().isAfter(delivery.notAfter().plus(timings.clockTolerance()));
    }

    /**
     * What a hold stops stays here, unless a hand-over of it may be on its way: then
     * accounts-service holds it.
     */
    private void handUnlessHeld(String tag, Delivery delivery, boolean begunBefore) {
        var hold =
                begunBefore
                        ? Optional.<String>empty()
                        : accounts.hold(delivery.workspace(), delivery.feed(), delivery.labels());
        if (hold.isPresent()) {
            whileUnchanged(tag, delivery, now -> now.held(hold.get()), "held", hold.get());
        } else {
            CrashPoint.BEFORE_HAND.pass();
            hand(tag, delivery);
        }
    }

    private void hand(String tag, Delivery delivery) {
        var what =
                new AccountsClient.HandOver(
                        delivery.workspace(),
                        delivery.feed(),
                        delivery.revision(),
                        delivery.contentHash(),
                        delivery.content(),
                        delivery.labels(),
                        delivery.due().toString(),
                        delivery.notAfter().toString());
        var answer = accounts.handOver(delivery.id(), what);
        CrashPoint.AFTER_HAND.pass();
        switch (answer) {
            case PublicationAnswer.Done(var publication) -> take(tag, delivery, publication);
            case PublicationAnswer.Conflict(var publication) -> {
                if (publication.revision() < delivery.revision()) {
                    // It acts on an older revision and will not let go: what it says is what
                    // counts.
                    log.error(
                            "Delivery {} is bound to revision {}, not {}",
                            delivery.id(),
                            publication.revision(),
                            delivery.revision());
                    take(tag, delivery, publication.as(delivery.revision()));
                } else {
                    take(tag, delivery, publication);
                }
            }
            case PublicationAnswer.Refused(var reason) ->
                    whileUnchanged(tag, delivery, now -> now.failed(reason), "failed", reason);
            case PublicationAnswer.Absent() -> log.warn("No answer to {}", delivery.id());
            case PublicationAnswer.NoAnswer(var seen) -> {
                log.warn("Delivery {} is handed over again: {}", delivery.id(), seen);
                deliveries.lookAt(delivery, clock.instant().plus(timings.sweep()));
            }
        }
    }

    private void ask(String tag, Delivery delivery) {
        switch (accounts.find(delivery.id(), delivery.workspace())) {
            case PublicationAnswer.Done(var publication)
                    when delivery.state() == DeliveryState.SCHEDULED
                            && publication.revision() < delivery.revision() ->
                    // Ours never arrived, and what still does comes too late.
                    miss(tag, delivery);
            case PublicationAnswer.Done(var publication) -> {
                var now = take(tag, delivery, publication);
                if (now.isPresent() && now.get().state() == DeliveryState.HANDED) {
                    deliveries.lookAt(now.get(), clock.instant().plus(timings.overdue()));
                }
            }
            case PublicationAnswer.Absent() -> {
                if (delivery.state() == DeliveryState.SCHEDULED) {
                    miss(tag, delivery);
                } else {
                    // It was taken, so it may have gone out: its record is lost, not its post.
                    var reason = "accounts-service has lost its record of this delivery";
                    whileUnchanged(tag, delivery, now -> now.unclear(reason), "unclear", reason);
                }
            }
            case PublicationAnswer.Conflict(var publication) -> take(tag, delivery, publication);
            case PublicationAnswer.Refused(var reason) -> log.warn("{}: {}", delivery.id(), reason);
            case PublicationAnswer.NoAnswer(var seen) ->
                    log.warn("Delivery {} is asked after again: {}", delivery.id(), seen);
        }
    }

    private void miss(String tag, Delivery delivery) {
        var reason = "Its time window was over before it could be handed over";
        whileUnchanged(tag, delivery, now -> now.missed(reason), "missed", reason);
    }

    /** Takes in the answer about a delivery, whatever has been heard of it meanwhile. */
    Optional<Delivery> take(String tag, Delivery sent, Publication publication) {
        var at = clock.instant();
        var now =
                deliveries.update(
                        tag,
                        sent.id(),
                        closing,
                        present -> {
                            if (present.state().isOpen()
                                    && publication.state().equals("RECALLED")
                                    && publication.revision() == present.revision()) {
                                // Whoever took it back did not live to say what becomes of it.
                                return Optional.of(
                                        new Update(
                                                present.again(),
                                                LogEntry.of(
                                                        at, "scheduled", "Taken back, then kept")));
                            }
                            return Results.after(present, publication, at);
                        });
        if (now.isPresent() && now.get().heard() == publication.version()) {
            deliveries.tell(sent.workspace(), publication, at);
        }
        return now;
    }

    private void whileUnchanged(
            String tag,
            Delivery read,
            java.util.function.UnaryOperator<Delivery> step,
            String word,
            String detail) {
        deliveries.update(
                tag,
                read.id(),
                closing,
                now ->
                        now.version() == read.version()
                                ? Optional.of(
                                        new Update(
                                                step.apply(now),
                                                LogEntry.of(clock.instant(), word, detail)))
                                : Optional.empty());
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
