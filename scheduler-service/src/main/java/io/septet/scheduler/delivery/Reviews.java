package io.septet.scheduler.delivery;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.Publication;
import io.septet.scheduler.accounts.PublicationAnswer;
import io.septet.scheduler.delivery.Deliveries.Update;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a member decides about a delivery of which nobody else knows whether it is public. */
@Component
public class Reviews {
    private static final Set<String> SENDING = Set.of("WAITING", "ARMED", "PUBLISHED", "UNKNOWN");

    private final Deliveries deliveries;
    private final AccountsClient accounts;
    private final HandOver handOver;
    private final Closing closing;
    private final WakeUps wakeUps;
    private final Partitions partitions;
    private final ContractTimings timings;
    private final Clock clock;

    Reviews(
            Deliveries deliveries,
            AccountsClient accounts,
            HandOver handOver,
            Closing closing,
            WakeUps wakeUps,
            Partitions partitions,
            ContractTimings timings,
            Clock clock) {
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.handOver = handOver;
        this.closing = closing;
        this.wakeUps = wakeUps;
        this.partitions = partitions;
        this.timings = timings;
        this.clock = clock;
    }

    /** What a member may say of it. */
    public enum Choice {
        /** It is public. */
        live,
        /** It is not: it shall be sent once more. */
        again,
        /** It is closed without knowing. */
        drop
    }

    /**
     * @param link for {@link Choice#live}: where it is, or the platform's id of it
     * @param notAfter for {@link Choice#again}: when it is too late to send it; null = the usual
     *     time from now
     * @param by the member
     */
    public record Verdict(
            Choice choice, @Nullable String link, @Nullable Instant notAfter, String by) {}

    /**
     * Carries a decision out.
     *
     * @throws Problem 409 if there is nothing to decide, or somebody else has decided otherwise;
     *     422 if the decision lacks something; 503 if accounts-service does not answer
     */
    public void decide(Delivery delivery, Verdict verdict) {
        check(verdict);
        switch (accounts.resolve(delivery.id(), asked(delivery, verdict))) {
            case PublicationAnswer.Done(var publication) -> {
                handOver.take(tag(delivery), delivery, publication);
                deliveries.note(
                        delivery,
                        publication.version(),
                        LogEntry.by(
                                clock.instant(), "decided", verdict.choice().name(), verdict.by()));
            }
            case PublicationAnswer.Conflict(var publication) -> {
                handOver.take(tag(delivery), delivery, publication);
                if (!isAsDecided(publication, verdict)) {
                    throw nothingToDecide(publication.state());
                }
            }
            case PublicationAnswer.Refused(var reason) ->
                    throw Problem.unprocessable(
                            "post-belongs-to-another",
                            "That post belongs to another delivery",
                            reason);
            case PublicationAnswer.Absent() -> decideAlone(delivery, verdict);
            case PublicationAnswer.NoAnswer(var seen) ->
                    throw Problem.unavailable(
                            "accounts-unavailable",
                            "That cannot be decided right now",
                            "accounts-service does not answer; nothing was changed, try again in a moment",
                            Duration.ofSeconds(5));
        }
    }

    /** accounts-service has lost its record, or never had one: what we say is all there is. */
    private void decideAlone(Delivery delivery, Verdict verdict) {
        if (delivery.state() != DeliveryState.REVIEW) {
            throw nothingToDecide(delivery.state().name());
        }
        var entry = LogEntry.by(clock.instant(), "decided", verdict.choice().name(), verdict.by());
        deliveries
                .update(
                        tag(delivery),
                        delivery.id(),
                        closing,
                        now ->
                                now.version() == delivery.version()
                                        ? Optional.of(new Update(after(now, verdict), entry))
                                        : Optional.empty())
                .ifPresent(wakeUps::plant);
    }

    private Delivery after(Delivery now, Verdict verdict) {
        return switch (verdict.choice()) {
            case live -> now.live(String.valueOf(verdict.link()));
            case again ->
                    now.onceMore(
                            verdict.notAfter() == null
                                    ? clock.instant().plus(timings.lateWindow())
                                    : verdict.notAfter());
            case drop -> now.dropped();
        };
    }

    private void check(Verdict verdict) {
        if (verdict.choice() == Choice.live
                && (verdict.link() == null || verdict.link().isBlank())) {
            throw Problem.unprocessable(
                    "link-missing",
                    "Where is it?",
                    "Give the link of the post, or the platform's id of it");
        }
        var now = clock.instant();
        var notAfter = verdict.notAfter();
        if (verdict.choice() == Choice.again
                && notAfter != null
                && (!notAfter.isAfter(now)
                        || notAfter.isAfter(now.plus(timings.longestLateWindow())))) {
            throw Problem.unprocessable(
                            "not-after-out-of-range",
                            "The time window is too short or too long",
                            "notAfter must be within the next "
                                    + timings.longestLateWindow().toHours()
                                    + " hours")
                    .with("latest", now.plus(timings.longestLateWindow()));
        }
    }

    private static AccountsClient.Decision asked(Delivery delivery, Verdict verdict) {
        return new AccountsClient.Decision(
                delivery.workspace(),
                verdict.choice().name(),
                verdict.link(),
                verdict.notAfter() == null ? null : verdict.notAfter().toString(),
                verdict.by());
    }

    /** The same decision twice is one. */
    private static boolean isAsDecided(Publication present, Verdict verdict) {
        return present.decidedBy() != null
                && switch (verdict.choice()) {
                    case live -> present.state().equals("PUBLISHED");
                    case again -> SENDING.contains(present.state());
                    case drop -> present.state().equals("DROPPED");
                };
    }

    private static Problem nothingToDecide(String state) {
        return Problem.conflict(
                        "nothing-to-decide",
                        "There is nothing to decide",
                        "What became of it is known, or somebody else has decided")
                .with("state", state);
    }

    private String tag(Delivery delivery) {
        return partitions.tag(delivery.workspace());
    }
}
