package io.septet.analytics.feed;

import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.analytics.tracked.LatestValue;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps {@link TrackedFeed}s and every reading of their accounts, for good.
 *
 * <pre>
 * SET  analytics:{p00}:feed:0a9e              {"schema":1,"version":3,"id":"0a9e","workspace":"w1","platform":"x","name":"River","since":"2026-03-01T08:00:00Z",
 *        "metrics":{"followers":{"value":1204,"at":"2026-03-02T08:00:02Z"}},"lastReadAt":"2026-03-02T08:00:02Z"}
 * ZADD analytics:{p00}:account:0a9e:followers  1772438402000  1772438402000:1204
 * ZADD analytics:{p00}:collect-accounts        1772524800000  0a9e
 * HSET analytics:{p00}:feeds:w1                0a9e  x
 * </pre>
 *
 * Scores are milliseconds since 1970-01-01T00:00Z: of the reading in {@code account}, of the next
 * one in {@code collect-accounts}. A feed that is removed keeps its readings.
 */
@Component
public class TrackedFeeds {
    private final Changes changes;
    private final StringRedisTemplate redis;
    private final AnalyticsKeys keys;
    private final AccountCadence cadence;

    TrackedFeeds(
            Changes changes,
            StringRedisTemplate redis,
            AnalyticsKeys keys,
            AccountCadence cadence) {
        this.changes = changes;
        this.redis = redis;
        this.keys = keys;
        this.cadence = cadence;
    }

    /** Feeds of a partition in the order of their ids; unknown ones are left out. */
    public List<TrackedFeed> findAllIn(String tag, Collection<String> ids) {
        return changes.findAll(
                ids.stream().map(id -> keys.feed(tag, id)).toList(), TrackedFeed.class);
    }

    /** Feeds of a workspace by id; unknown ones are left out. */
    public Map<String, TrackedFeed> findAll(String workspace, Collection<String> ids) {
        return findAllIn(keys.tag(workspace), ids).stream()
                .filter(feed -> feed.workspace().equals(workspace))
                .collect(Collectors.toMap(TrackedFeed::id, Function.identity()));
    }

    /** The last reading of an account's metric before a time; empty if there was none. */
    public Optional<LatestValue> lastBefore(TrackedFeed feed, String word, Instant time) {
        var key = keys.account(keys.tag(feed.workspace()), feed.id(), word);
        long millis = time.toEpochMilli();
        return Objects.requireNonNull(
                        redis.opsForZSet()
                                .reverseRangeByScore(
                                        key, Double.NEGATIVE_INFINITY, millis - 1, 0, 1))
                .stream()
                .findFirst()
                .map(TrackedFeeds::value);
    }

    /**
     * Keeps a reading of an account. One that says nothing, or is not newer than the last one kept,
     * only moves the next reading.
     *
     * @return whether it was kept
     */
    public boolean keep(TrackedFeed feed, Instant at, Map<String, Long> reported, Instant next) {
        var present = Optional.of(feed);
        while (present.isPresent() && present.get().readable()) {
            var known = present.get();
            var last = known.lastReadAt();
            boolean news = !reported.isEmpty() && (last == null || at.isAfter(last));
            var tag = keys.tag(known.workspace());
            var change =
                    news
                            ? kept(known, at, reported)
                            : Change.of().expect(keys.feed(tag, known.id()), known.version());
            change.zadd(keys.collectAccounts(tag), next.toEpochMilli(), known.id());
            if (changes.apply(change).applied()) {
                return news;
            }
            present = find(tag, known.id());
        }
        return false;
    }

    /**
     * Begins to track a feed, or takes in what is new about it. Hearing the same again changes
     * nothing.
     *
     * @param version of the feed, to tell news from repetitions
     */
    void hear(String workspace, long version, ChangedFeed feed, Instant at) {
        var tag = keys.tag(workspace);
        boolean settled = false;
        while (!settled) {
            var known = find(tag, feed.id());
            settled =
                    known.isEmpty()
                            ? feed.isRemoved() || begin(workspace, version, feed, at)
                            : known.get().feedVersion() >= version
                                    || update(known.get(), known.get().told(version, feed, at));
        }
    }

    private boolean begin(String workspace, long version, ChangedFeed heard, Instant at) {
        var feed = TrackedFeed.heardOf(workspace, version, heard, at);
        var change =
                written(feed, 0)
                        .hset(keys.feeds(workspace), feed.id(), feed.platform())
                        .zadd(
                                keys.collectAccounts(keys.tag(workspace)),
                                cadence.first(at).toEpochMilli(),
                                feed.id());
        return changes.apply(change).applied();
    }

    private boolean update(TrackedFeed before, TrackedFeed after) {
        var change = written(after, before.version());
        if (!after.readable()) {
            change.zrem(keys.collectAccounts(keys.tag(after.workspace())), after.id());
        }
        return changes.apply(change).applied();
    }

    private Change kept(TrackedFeed known, Instant at, Map<String, Long> reported) {
        var change = written(known.read(at, reported), known.version());
        long millis = at.toEpochMilli();
        reported.forEach((word, value) ->
                change.zadd(
                        keys.account(keys.tag(known.workspace()), known.id(), word),
                        millis,
                        millis + ":" + value));
        return change;
    }

    private Change written(TrackedFeed feed, long version) {
        return Change.of()
                .document(
                        keys.feed(keys.tag(feed.workspace()), feed.id()),
                        version,
                        changes.write(feed));
    }

    private Optional<TrackedFeed> find(String tag, String id) {
        return changes.find(keys.feed(tag, id), TrackedFeed.class);
    }

    private static LatestValue value(String member) {
        int colon = member.indexOf(':');
        return new LatestValue(
                Long.parseLong(member, colon + 1, member.length(), 10),
                Instant.ofEpochMilli(Long.parseLong(member, 0, colon, 10)));
    }
}
