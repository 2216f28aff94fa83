package io.septet.analytics.tracked;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps {@link TrackedPublication}s; {@link AnalyticsKeys} shows how. */
@Component
public class TrackedPublications {
    private final Changes changes;
    private final AnalyticsKeys keys;
    private final Cadence cadence;
    private final RollUps rollUps;

    TrackedPublications(Changes changes, AnalyticsKeys keys, Cadence cadence, RollUps rollUps) {
        this.changes = changes;
        this.keys = keys;
        this.cadence = cadence;
        this.rollUps = rollUps;
    }

    /** A publication of a workspace; one of another workspace is not found. */
    public Optional<TrackedPublication> find(String workspace, String delivery) {
        return findIn(keys.tag(workspace), delivery)
                .filter(publication -> publication.workspace().equals(workspace));
    }

    /** A publication of a partition. */
    public Optional<TrackedPublication> findIn(String tag, String delivery) {
        return changes.find(keys.publication(tag, delivery), TrackedPublication.class);
    }

    /** Publications of a partition in the order of their ids; unknown ones are left out. */
    public List<TrackedPublication> findAllIn(String tag, List<String> deliveries) {
        return changes.findAll(
                deliveries.stream().map(delivery -> keys.publication(tag, delivery)).toList(),
                TrackedPublication.class);
    }

    /**
     * Begins to measure a delivery, or takes in what is new about it. Hearing the same again
     * changes nothing.
     *
     * @param version of the delivery, to tell news from repetitions
     * @param at when it was told; stands in for a time of publication that nobody knows
     */
    void hear(String workspace, long version, PublishedDelivery delivery, Instant at) {
        boolean settled = false;
        while (!settled) {
            var known = findIn(keys.tag(workspace), delivery.id());
            settled =
                    known.isEmpty()
                            ? begin(workspace, version, delivery, at)
                            : known.get().deliveryVersion() >= version
                                    || update(known.get(), known.get().told(version, delivery));
        }
    }

    private boolean begin(String workspace, long version, PublishedDelivery delivery, Instant at) {
        var sentAt = Objects.requireNonNullElse(delivery.sentAt(), at);
        var publication = TrackedPublication.heardOf(workspace, version, delivery, sentAt);
        var change =
                written(publication, 0)
                        .zadd(
                                keys.published(workspace),
                                sentAt.toEpochMilli(),
                                publication.delivery())
                        .zadd(
                                keys.published(workspace, publication.feed()),
                                sentAt.toEpochMilli(),
                                publication.delivery());
        rollUps.sum(change, null, publication);
        return changes.apply(collected(change, publication)).applied();
    }

    /**
     * Counts a publication in the sums, if it is not.
     *
     * @return whether it was counted just now
     */
    boolean sumUp(TrackedPublication publication) {
        var present = Optional.of(publication);
        while (present.isPresent() && !present.get().isSummed()) {
            var known = present.get();
            var after = known.nowSummed();
            var change = rollUps.sum(written(after, known.version()), known, after);
            if (changes.apply(change).applied()) {
                return true;
            }
            present = findIn(keys.tag(known.workspace()), known.delivery());
        }
        return false;
    }

    private boolean update(TrackedPublication before, TrackedPublication after) {
        var change = written(after, before.version());
        // Only now it can be asked for.
        return changes.apply(
                        before.readable() == after.readable() ? change : collected(change, after))
                .applied();
    }

    private Change written(TrackedPublication publication, long version) {
        return Change.of()
                .document(
                        keys.publication(keys.tag(publication.workspace()), publication.delivery()),
                        version,
                        changes.write(publication));
    }

    private Change collected(Change change, TrackedPublication publication) {
        return publication.readable()
                ? change.zadd(
                        keys.collect(keys.tag(publication.workspace())),
                        cadence.first(publication.publishedAt()).toEpochMilli(),
                        publication.delivery())
                : change;
    }
}
