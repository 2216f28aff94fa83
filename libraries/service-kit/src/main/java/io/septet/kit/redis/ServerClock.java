package io.septet.kit.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.data.redis.connection.RedisServerCommands;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The time as Redis has it: the one clock that all replicas share. */
public final class ServerClock {
    private final StringRedisTemplate redis;

    /**
     * @param redis the installation's Redis
     */
    public ServerClock(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Redis' present time, to the millisecond. */
    public Instant now() {
        Long millis =
                redis.execute(
                        (RedisCallback<Long>)
                                connection -> {
                                    RedisServerCommands server = connection.serverCommands();
                                    return server.time();
                                });
        return Instant.ofEpochMilli(Objects.requireNonNull(millis));
    }

    /** How far Redis is ahead of a clock; negative when behind. */
    public Duration aheadOf(Clock clock) {
        return Duration.between(clock.instant(), now());
    }
}
