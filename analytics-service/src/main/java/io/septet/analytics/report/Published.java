package io.septet.analytics.report;

import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.analytics.tracked.TrackedPublications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.stereotype.Component;

/**
 * Finds what was published, by the sorted sets of a workspace or of single feeds.
 *
 * <pre>
 * ZRANGEBYSCORE    analytics:{p00}:published:w1       1772355600000  1772441999999
 * ZREVRANGEBYSCORE analytics:{p00}:published:w1:0a9e  1772441999999  1772355600000  WITHSCORES LIMIT 0 51
 * MGET             analytics:{p00}:publication:7f3c  analytics:{p00}:publication:8a01 ...
 * </pre>
 */
@Component
class Published {
    private static final int CHUNK = 500;

    private final StringRedisTemplate redis;
    private final AnalyticsKeys keys;
    private final TrackedPublications publications;

    Published(StringRedisTemplate redis, AnalyticsKeys keys, TrackedPublications publications) {
        this.redis = redis;
        this.keys = keys;
        this.publications = publications;
    }

    /** Hands on every publication a question is about, chunk by chunk, in no particular order. */
    void each(Question question, Consumer<TrackedPublication> consumer) {
        var tag = keys.tag(question.workspace());
        var deliveries =
                indexes(question)
                        .flatMap(key ->
                                Objects.requireNonNull(
                                        redis.opsForZSet()
                                                .rangeByScore(key, least(question), most(question)))
                                        .stream())
                        .toList();
        for (int from = 0; from < deliveries.size(); from += CHUNK) {
            var chunk = deliveries.subList(from, Math.min(deliveries.size(), from + CHUNK));
            publications.findAllIn(tag, chunk).forEach(consumer);
        }
    }

    /**
     * The next publications by time of publication, without looking at the others.
     *
     * @param sort by time of publication, in either direction
     * @param after where to go on; empty = at the beginning
     */
    List<TrackedPublication> page(
            Question question, Sort sort, Optional<Sort.Place> after, int most) {
        return at(
                question,
                indexes(question)
                        .flatMap(key -> places(key, question, sort, after, most).stream())
                        .sorted(sort.order())
                        .limit(most)
                        .toList());
    }

    /** The publications at these places, in their order. */
    List<TrackedPublication> at(Question question, List<Sort.Place> places) {
        return publications.findAllIn(
                keys.tag(question.workspace()), places.stream().map(Sort.Place::delivery).toList());
    }

    private List<Sort.Place> places(
            String key, Question question, Sort sort, Optional<Sort.Place> after, int most) {
        long least = least(question);
        long greatest = most(question);
        if (after.isPresent()) {
            least = sort.ascending() ? Math.max(least, after.get().published()) : least;
            greatest = sort.ascending() ? greatest : Math.min(greatest, after.get().published());
        }
        var found = new ArrayList<Sort.Place>();
        int offset = 0;
        boolean more = true;
        // More than one turn only if many were published in the millisecond of the cursor.
        while (more && found.size() < most) {
            var batch = range(key, sort.ascending(), least, greatest, offset, most);
            batch.filter(place -> after.isEmpty() || sort.order().compare(place, after.get()) > 0)
                    .forEach(found::add);
            offset += most;
            more = offset < count(key, least, greatest);
        }
        return found;
    }

    private Stream<Sort.Place> range(
            String key, boolean ascending, long least, long greatest, int offset, int most) {
        var sets = redis.opsForZSet();
        var tuples =
                ascending
                        ? sets.rangeByScoreWithScores(key, least, greatest, offset, most)
                        : sets.reverseRangeByScoreWithScores(key, least, greatest, offset, most);
        return Objects.requireNonNull(tuples).stream().map(Published::place);
    }

    private long count(String key, long least, long greatest) {
        return Objects.requireNonNull(redis.opsForZSet().count(key, least, greatest));
    }

    private Stream<String> indexes(Question question) {
        return question.feeds().isEmpty()
                ? Stream.of(keys.published(question.workspace()))
                : question.feeds().stream().map(feed -> keys.published(question.workspace(), feed));
    }

    private static Sort.Place place(TypedTuple<String> tuple) {
        long published = Objects.requireNonNull(tuple.getScore()).longValue();
        return new Sort.Place(null, published, Objects.requireNonNull(tuple.getValue()));
    }

    private static long least(Question question) {
        return roundedUp(question.from());
    }

    /** The last millisecond that is still before the end. */
    private static long most(Question question) {
        return roundedUp(question.to()) - 1;
    }

    private static long roundedUp(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(instant) ? millis + 1 : millis;
    }
}
