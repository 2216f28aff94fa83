package io.septet.quartz;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled whether Quartz keeps its jobs in Redis
 * @param keyPrefix what all keys begin with; the scheduler's name follows as hash tag
 * @param lease how long an instance that says nothing counts as alive, by Redis' clock: after that
 *     others take over what it had. A pause of a JVM that is longer costs it its work, a crash is
 *     noticed no sooner; at least 1 s
 * @param misfireThreshold how late a trigger may be before its misfire instruction applies; longer
 *     than {@code lease}, or what a crash delays counts as misfired
 * @param idleWait how often an idle scheduler looks by itself, should a wake-up get lost; at least
 *     1 s
 * @param jobClasses beginnings of the names of classes that may be jobs; empty for any class that
 *     is a {@code Job}
 */
@ConfigurationProperties("quartz.redis")
public record RedisJobStoreProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("quartz:") String keyPrefix,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("60s") Duration misfireThreshold,
        @DefaultValue("5s") Duration idleWait,
        @DefaultValue List<String> jobClasses) {

    /**
     * @throws IllegalArgumentException if a duration is too short
     */
    public RedisJobStoreProperties {
        atLeast("lease", lease, Duration.ofSeconds(1));
        atLeast("misfire-threshold", misfireThreshold, Duration.ofMillis(1));
        atLeast("idle-wait", idleWait, Duration.ofSeconds(1));
        jobClasses = List.copyOf(jobClasses);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "quartz.redis.%s is %s, at least %s is needed".formatted(name, value, least));
        }
    }
}
