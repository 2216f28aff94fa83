package io.septet.analytics.reading;

import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.analytics.tracked.RollUps;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.analytics.tracked.TrackedPublications;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps every reading. One script writes the reading, the publication's latest values, the sums
 * they are in ({@link RollUps}), the time of the next reading and the event that tells of it.
 *
 * <pre>
 * RPUSH analytics:{p00}:readings:7f3c       {"at":"2026-03-01T09:01:02Z","metrics":{"likes":4}}
 * SET   analytics:{p00}:publication:7f3c    {...,"version":3,"metrics":{"likes":{"value":4,"at":"2026-03-01T09:01:02Z"}},...}
 * ZADD  analytics:{p00}:collect             1772355901000  7f3c
 * XADD  analytics:{p00}:events * e          {"v":1,"type":"reading.taken","workspace":"w1","id":"7f3c","version":3,...}
 * </pre>
 */
@Component
public class Readings {
    private final Changes changes;
    private final AnalyticsKeys keys;
    private final TrackedPublications publications;
    private final RollUps rollUps;
    private final EventStreams events;
    private final StringRedisTemplate redis;
    private final JsonMapper json;

    Readings(
            Changes changes,
            AnalyticsKeys keys,
            TrackedPublications publications,
            RollUps rollUps,
            EventStreams events,
            StringRedisTemplate redis,
            JsonMapper json) {
        this.changes = changes;
        this.keys = keys;
        this.publications = publications;
        this.rollUps = rollUps;
        this.events = events;
        this.redis = redis;
        this.json = json;
    }

    /** All readings of a publication, oldest first. */
    public List<Reading> of(TrackedPublication publication) {
        var key = keys.readings(keys.tag(publication.workspace()), publication.delivery());
        return Objects.requireNonNull(redis.opsForList().range(key, 0, -1)).stream()
                .map(text -> json.readValue(text, Reading.class))
                .toList();
    }

    /**
     * Keeps a reading. One that says nothing, or is not newer than the last one kept, only moves
     * the next reading.
     *
     * @param next when to read it again; empty = no more
     * @return whether it was kept
     */
    boolean keep(TrackedPublication publication, Reading reading, Optional<Instant> next) {
        var present = Optional.of(publication);
        while (present.isPresent() && present.get().readable()) {
            var known = present.get();
            boolean news = !reading.metrics().isEmpty() && isNewer(reading, known);
            var after = news ? known.read(reading.at(), reading.metrics()) : known;
            var change = news ? kept(known, after, reading) : unchanged(known);
            if (changes.apply(collected(change, known, next)).applied()) {
                return news;
            }
            present = publications.findIn(keys.tag(known.workspace()), known.delivery());
        }
        return false;
    }

    /** Notes that the platform has a publication no more, and reads it never again. */
    void gone(TrackedPublication publication, Instant at) {
        var present = Optional.of(publication);
        while (present.isPresent() && present.get().readable()) {
            var known = present.get();
            var change = collected(written(known, known.gone(at)), known, Optional.empty());
            if (changes.apply(change).applied()) {
                return;
            }
            present = publications.findIn(keys.tag(known.workspace()), known.delivery());
        }
    }

    /** Guarded all the same: one that is gone must not come back to what is collected. */
    private Change unchanged(TrackedPublication known) {
        return Change.of()
                .expect(
                        keys.publication(keys.tag(known.workspace()), known.delivery()),
                        known.version());
    }

    private static boolean isNewer(Reading reading, TrackedPublication known) {
        var last = known.lastReadAt();
        return last == null || reading.at().isAfter(last);
    }

    private Change kept(TrackedPublication before, TrackedPublication after, Reading reading) {
        var workspace = before.workspace();
        return rollUps.sum(written(before, after), before, after)
                .rpush(
                        keys.readings(keys.tag(workspace), before.delivery()),
                        changes.write(reading))
                .event(
                        events.stream("analytics", workspace),
                        Event.of(
                                "reading.taken",
                                workspace,
                                before.delivery(),
                                after.version(),
                                reading.at(),
                                json.valueToTree(reading)));
    }

    private Change written(TrackedPublication before, TrackedPublication after) {
        return Change.of()
                .document(
                        keys.publication(keys.tag(before.workspace()), before.delivery()),
                        before.version(),
                        changes.write(after));
    }

    private Change collected(
            Change change, TrackedPublication publication, Optional<Instant> next) {
        var key = keys.collect(keys.tag(publication.workspace()));
        return next.isPresent()
                ? change.zadd(key, next.get().toEpochMilli(), publication.delivery())
                : change.zrem(key, publication.delivery());
    }
}
