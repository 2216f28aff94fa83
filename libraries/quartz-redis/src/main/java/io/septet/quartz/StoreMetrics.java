package io.septet.quartz;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What a store counts, each with the tag {@code scheduler}. A rename is a breaking change.
 *
 * <pre>
 * quartz.redis.acquired       triggers taken
 * quartz.redis.fired          jobs given to a thread
 * quartz.redis.completed      runs of jobs recorded as over
 * quartz.redis.misfired       triggers whose misfire instruction was applied
 * quartz.redis.recovered      triggers and runs taken over from dead instances
 * quartz.redis.fenced         calls refused because this instance had been declared dead
 * quartz.redis.lateness       timer: from a trigger's time to its firing, by Redis' clock
 * quartz.redis.calls          calls to Redis
 * quartz.redis.calls.failed   of these without an answer; they are repeated
 * quartz.redis.clock.offset   gauge: ms by which Redis' clock is ahead of this machine's
 * </pre>
 */
final class StoreMetrics {
    private final Counter acquired;
    private final Counter fired;
    private final Counter completed;
    private final Counter misfired;
    private final Counter recovered;
    private final Counter fenced;
    private final Timer lateness;
    private final Counter calls;
    private final Counter failed;
    private volatile long offset;

    StoreMetrics(MeterRegistry registry, String scheduler) {
        acquired = registry.counter("quartz.redis.acquired", "scheduler", scheduler);
        fired = registry.counter("quartz.redis.fired", "scheduler", scheduler);
        completed = registry.counter("quartz.redis.completed", "scheduler", scheduler);
        misfired = registry.counter("quartz.redis.misfired", "scheduler", scheduler);
        recovered = registry.counter("quartz.redis.recovered", "scheduler", scheduler);
        fenced = registry.counter("quartz.redis.fenced", "scheduler", scheduler);
        lateness =
                Timer.builder("quartz.redis.lateness")
                        .tag("scheduler", scheduler)
                        .publishPercentileHistogram()
                        .register(registry);
        calls = registry.counter("quartz.redis.calls", "scheduler", scheduler);
        failed = registry.counter("quartz.redis.calls.failed", "scheduler", scheduler);
        registry.gauge(
                "quartz.redis.clock.offset",
                io.micrometer.core.instrument.Tags.of("scheduler", scheduler),
                this,
                metrics -> metrics.offset);
    }

    void acquired(int many) {
        acquired.increment(many);
    }

    void fired(long lateMillis) {
        fired.increment();
        lateness.record(Duration.ofMillis(Math.max(0, lateMillis)));
    }

    void completed() {
        completed.increment();
    }

    void misfired() {
        misfired.increment();
    }

    void recovered(long many) {
        recovered.increment(many);
    }

    void fenced() {
        fenced.increment();
    }

    void called() {
        calls.increment();
    }

    void failed() {
        failed.increment();
    }

    void offset(long millis) {
        offset = millis;
    }
}
