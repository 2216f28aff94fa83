package io.septet.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills one service after the other, and Redis now and then; each comes back a little later. */
final class Chaos implements AutoCloseable {
    private static final Duration DEAD = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Plan plan;
    private final Random random;
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger redisKills = new AtomicInteger();
    private final Thread thread;

    Chaos(Fleet fleet, Plan plan) {
        this.fleet = fleet;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.thread = Thread.ofPlatform().name("chaos").start(this::rage);
    }

    String told() {
        return "%d services and %d times Redis killed, %d more ended by themselves %s"
                .formatted(kills.get(), redisKills.get(), fleet.falls().size(), fleet.falls());
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        fleet.awaitHealthy();
    }

    private void rage() {
        var nextKill = Instant.now().plus(plan.killEvery());
        var nextRedis = Instant.now().plus(plan.redisEvery());
        try {
            while (true) {
                var next = nextKill.isBefore(nextRedis) ? nextKill : nextRedis;
                Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
                if (next == nextRedis) {
                    redisKills.incrementAndGet();
                    bounce("redis");
                    nextRedis = next.plus(plan.redisEvery());
                } else {
                    kills.incrementAndGet();
                    bounce(Fleet.REPLICAS.get(random.nextInt(Fleet.REPLICAS.size())));
                    nextKill = next.plus(plan.killEvery());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void bounce(String name) {
        fleet.kill(name);
        try {
            Thread.sleep(DEAD);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            fleet.startAgain(name);
        }
    }
}
