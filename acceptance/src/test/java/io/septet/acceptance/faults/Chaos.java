package io.septet.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kills one service after the other, and Redis now and then; each comes back a little later. */
final class Chaos implements AutoCloseable {
    private static final Duration DEAD = Duration.ofSeconds(2);

    /** In which a killed program is at its work again. */
    private static final Duration COMES_BACK = Duration.ofSeconds(15);

    private static final String REDIS = "redis";

    private final Fleet fleet;
    private final Plan plan;
    private final Random random;
    private final List<Killed> killed = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private record Killed(String name, Instant at) {}

    Chaos(Fleet fleet, Plan plan) {
        this.fleet = fleet;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.thread = Thread.ofPlatform().name("chaos").start(this::rage);
    }

    String told() {
        long redis = killed.stream().filter(one -> one.name().equals(REDIS)).count();
        return "%d services and %d times Redis killed, %d more ended by themselves %s"
                .formatted(killed.size() - redis, redis, fleet.falls().size(), fleet.falls());
    }

    /** What was killed in a span of time, or shortly before it. */
    List<String> killedIn(Instant from, Instant to) {
        return killed.stream()
                .filter(one -> one.at().isAfter(from.minus(COMES_BACK)) && one.at().isBefore(to))
                .map(Killed::name)
                .toList();
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
                    bounce(REDIS);
                    nextRedis = next.plus(plan.redisEvery());
                } else {
                    bounce(Fleet.REPLICAS.get(random.nextInt(Fleet.REPLICAS.size())));
                    nextKill = next.plus(plan.killEvery());
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void bounce(String name) {
        killed.add(new Killed(name, Instant.now()));
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
