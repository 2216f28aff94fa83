package io.septet.scheduler.delivery;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Partitions;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.AccountsClient.Deletion;
import io.septet.scheduler.delivery.Deliveries.Update;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes public posts back: deletes them on their platform and says so. A delivery that was taken
 * back stays published, which it was, and tells when it was deleted.
 */
@Component
public class Retractions {
    private final Deliveries deliveries;
    private final AccountsClient accounts;
    private final Closing closing;
    private final Partitions partitions;
    private final Clock clock;

    Retractions(
            Deliveries deliveries,
            AccountsClient accounts,
            Closing closing,
            Partitions partitions,
            Clock clock) {
        this.deliveries = deliveries;
        this.accounts = accounts;
        this.closing = closing;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * Deletes what a delivery has made public. Once it is deleted, doing it again changes nothing.
     *
     * @param by the member
     * @throws Problem 409 if it is not public or cannot be deleted from here, with {@code why}; 503
     *     if it is not known to be deleted: then the same may be asked again
     */
    public void retract(Delivery delivery, String by) {
        if (delivery.state() != DeliveryState.PUBLISHED) {
            throw not("state", "Only what is public can be deleted")
                    .with("state", delivery.state());
        }
        if (delivery.retractedAt() != null) {
            return;
        }
        var id = delivery.platformId();
        if (id == null) {
            throw not("unknown-id", "What the platform calls it is not known: delete it there");
        }
        var deletion = accounts.delete(delivery.workspace(), delivery.feed(), id);
        switch (deletion.outcome()) {
            case "deleted", "gone" -> note(delivery, deletion, by);
            case "unsupported", "refused", "reconnect" ->
                    throw not(deletion.outcome(), deletion.reason());
            case "later" ->
                    throw Problem.unavailable(
                            "retract-later",
                            "It is still there",
                            String.valueOf(deletion.reason()),
                            Duration.ofSeconds(
                                    Objects.requireNonNullElse(deletion.retryAfterSeconds(), 30L)));
            default ->
                    throw Problem.unavailable(
                            "retract-unclear",
                            "It is not clear whether it is gone",
                            "Ask again; deleting what is gone does no harm. " + deletion.reason(),
                            Duration.ofSeconds(10));
        }
    }

    private void note(Delivery delivery, Deletion deletion, String by) {
        var now = clock.instant();
        deliveries.update(
                partitions.tag(delivery.workspace()),
                delivery.id(),
                closing,
                present ->
                        present.state() == DeliveryState.PUBLISHED && present.retractedAt() == null
                                ? Optional.of(
                                        new Update(
                                                present.retracted(now),
                                                LogEntry.by(
                                                        now, "retracted", deletion.outcome(), by)))
                                : Optional.empty());
    }

    private static Problem not(String why, @Nullable String detail) {
        return Problem.conflict(
                        "not-retractable", "It cannot be deleted from here", String.valueOf(detail))
                .with("why", why);
    }
}
