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
 * What is to be read next: the sorted set {@code analytics:{p00}:collect}. A claim moves scores on
 * by a lease, so that replicas do not read the same, and what a dying replica had claimed comes
 * back.
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

    /** Takes what is due in a partition, the longest waiting first. */
    @SuppressWarnings("unchecked")
    List<String> claim(String tag, Instant now) {
        List<?> claimed =
                redis.execute(
                        CLAIM,
                        List.of(keys.collect(tag)),
                        "" + now.toEpochMilli(),
                        "" + now.plus(LEASE).toEpochMilli(),
                        "" + MOST);
        return (List<String>) Objects.requireNonNull(claimed);
    }

    /** Sets the time of the next try; empty = there is none. */
    void postpone(String tag, String delivery, Optional<Instant> to) {
        if (to.isPresent()) {
            redis.execute(
                    POSTPONE, List.of(keys.collect(tag)), "" + to.get().toEpochMilli(), delivery);
        } else {
            redis.opsForZSet().remove(keys.collect(tag), delivery);
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
