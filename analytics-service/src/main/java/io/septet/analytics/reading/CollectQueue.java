package io.septet.analytics.reading;

import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.kit.redis.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * What is to be read next: the sorted sets {@code analytics:{p00}:collect}, of publications, and
 * {@code collect-accounts}, of feeds. A claim moves scores on by a lease, so that replicas do not
 * read the same, and what a dying replica had claimed comes back.
 *
 * <pre>
 * EVALSHA claim.lua    1 analytics:{p00}:collect  NOW  NOW+LEASE  200
 * EVALSHA postpone.lua 1 analytics:{p00}:collect  TIME  7f3c
 * SET     analytics:{p00}:pause:0a9e  1772356800000  PX 900000
 * </pre>
 */
@Component
class CollectQueue {
    /** The most publications in one claim. */
    static final int MOST = 200;

    /** Longer than the slowest question with its repetition. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final RedisScript<List> CLAIM =
            Changes.script(CollectQueue.class, "claim.lua", List.class);
    private static final RedisScript<Long> POSTPONE =
            Changes.script(CollectQueue.class, "postpone.lua", Long.class);

    private final StringRedisTemplate redis;
    private final AnalyticsKeys keys;

    CollectQueue(StringRedisTemplate redis, AnalyticsKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Takes what is due, the longest waiting first.
     *
     * @param queue a key of {@link AnalyticsKeys}
     */
    @SuppressWarnings("unchecked")
    List<String> claim(String queue, Instant now) {
        List<?> claimed =
                redis.execute(
                        CLAIM,
                        List.of(queue),
                        "" + now.toEpochMilli(),
                        "" + now.plus(LEASE).toEpochMilli(),
                        "" + MOST);
        return (List<String>) Objects.requireNonNull(claimed);
    }

    /** Sets the time of the next try; empty = there is none. */
    void postpone(String queue, String member, Optional<Instant> to) {
        if (to.isPresent()) {
            redis.execute(POSTPONE, List.of(queue), "" + to.get().toEpochMilli(), member);
        } else {
            redis.opsForZSet().remove(queue, member);
        }
    }

    /** Until when a platform wants no questions about a feed; empty if it may be asked. */
    Optional<Instant> pausedUntil(String tag, String feed, Instant now) {
        return Optional.ofNullable(redis.opsForValue().get(keys.pause(tag, feed)))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .filter(now::isBefore);
    }

    /** Leaves a feed alone for a while. */
    void pause(String tag, String feed, Instant now, Duration wait) {
        redis.opsForValue().set(keys.pause(tag, feed), "" + now.plus(wait).toEpochMilli(), wait);
    }
}
