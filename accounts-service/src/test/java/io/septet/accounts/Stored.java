package io.septet.accounts;

import java.util.Objects;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Everything that lies in Redis, as one text. */
public final class Stored {
    private Stored() {}

    /** All keys with their serialised values, uncompressed as far as Redis keeps them so. */
    public static String everything(StringRedisTemplate redis) {
        var all = new StringBuilder();
        for (String key : Objects.requireNonNull(redis.keys("*"))) {
            all.append(key).append('\n').append(value(redis, key)).append('\n');
        }
        return all.toString();
    }

    private static String value(StringRedisTemplate redis, String key) {
        return switch (Objects.requireNonNull(redis.type(key))) {
            case STRING -> String.valueOf(redis.opsForValue().get(key));
            case HASH -> redis.opsForHash().entries(key).toString();
            case ZSET -> String.valueOf(redis.opsForZSet().rangeWithScores(key, 0, -1));
            case SET -> String.valueOf(redis.opsForSet().members(key));
            case LIST -> String.valueOf(redis.opsForList().range(key, 0, -1));
            case STREAM ->
                    String.valueOf(
                            redis.opsForStream()
                                    .range(key, org.springframework.data.domain.Range.unbounded()));
            case NONE -> "";
        };
    }
}
