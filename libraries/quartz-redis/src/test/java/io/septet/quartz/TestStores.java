package io.septet.quartz;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.quartz.simpl.CascadingClassLoadHelper;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Stores as tests use them. */
final class TestStores {
    private TestStores() {}

    static RedisJobStoreProperties properties(Duration lease) {
        return new RedisJobStoreProperties(
                true, "quartz:", lease, Duration.ofSeconds(60), Duration.ofSeconds(1), List.of());
    }

    static RedisJobStore.Source source(RedisConnectionFactory redis, Duration lease) {
        return new RedisJobStore.Source(
                redis,
                properties(lease),
                List.of(),
                List.of(),
                new SimpleMeterRegistry(),
                run -> {},
                () -> {});
    }

    /** A store that has joined. */
    static RedisJobStore started(
            RedisConnectionFactory redis, String name, Signals signals, Duration lease)
            throws Exception {
        return started(redis, name, signals, lease, 0);
    }

    /** A store that has joined, of a scheduler with so many threads. */
    static RedisJobStore started(
            RedisConnectionFactory redis, String name, Signals signals, Duration lease, int threads)
            throws Exception {
        var store = new RedisJobStore(source(redis, lease));
        store.setInstanceName(name);
        store.setThreadPoolSize(threads);
        var classes = new CascadingClassLoadHelper();
        classes.initialize();
        store.initialize(classes, signals);
        store.schedulerStarted();
        return store;
    }
}
