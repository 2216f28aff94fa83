package io.septet.quartz;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A store of its own for each test of the contract, and short words for what they do with it. */
abstract class StoreContract {
    private static RedisNode node;
    static LettuceConnectionFactory redis;

    final Signals signals = new Signals();
    RedisJobStore store;

    @BeforeAll
    static void startRedis() {
        node = RedisNode.start();
        redis = node.connect();
    }

    @AfterAll
    static void stopRedis() {
        redis.destroy();
        node.close();
    }

    @BeforeEach
    void startStore() throws Exception {
        store =
                TestStores.started(
                        through(redis),
                        "test:{" + UUID.randomUUID(),
                        signals,
                        Duration.ofSeconds(30));
    }

    /** How the store under test reaches Redis. */
    RedisConnectionFactory through(RedisConnectionFactory direct) {
        return direct;
    }

    @AfterEach
    void stopStore() {
        store.shutdown();
    }

    List<OperableTrigger> acquire(int most) throws JobPersistenceException {
        return store.acquireNextTriggers(System.currentTimeMillis() + 100, most, 1000);
    }

    /** What a scheduler that holds these already would get: they are fired first. */
    List<OperableTrigger> acquireWithout(List<OperableTrigger> held)
            throws JobPersistenceException {
        return acquire(9).stream()
                .filter(one ->
                        held.stream().noneMatch(other -> other.getKey().equals(one.getKey())))
                .toList();
    }

    TriggerFiredBundle fire(OperableTrigger trigger) throws JobPersistenceException {
        return Objects.requireNonNull(
                store.triggersFired(List.of(trigger)).getFirst().getTriggerFiredBundle());
    }

    void complete(TriggerFiredBundle bundle, CompletedExecutionInstruction instruction) {
        store.triggeredJobComplete(bundle.getTrigger(), bundle.getJobDetail(), instruction);
        store.settle();
    }

    static List<String> keys(List<OperableTrigger> triggers) {
        return triggers.stream().map(trigger -> trigger.getKey().getName()).toList();
    }

    static JobDetail job(String name) {
        return JobBuilder.newJob(Jobs.Plain.class).withIdentity(name).build();
    }

    static JobDetail durable(String name, Class<? extends Job> type) {
        return JobBuilder.newJob(type).withIdentity(name).storeDurably().build();
    }

    static OperableTrigger at(JobDetail job, String name, long inMillis) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .startAt(new Date(System.currentTimeMillis() + inMillis))
                        .build());
    }

    static OperableTrigger in(JobDetail job, String name, String group) {
        return first(TriggerBuilder.newTrigger().withIdentity(name, group).forJob(job).build());
    }

    static OperableTrigger prioritised(JobDetail job, String name, Date time, int priority) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .startAt(time)
                        .withPriority(priority)
                        .build());
    }

    static OperableTrigger first(org.quartz.Trigger trigger) {
        var operable = (OperableTrigger) trigger;
        operable.computeFirstFireTime(null);
        return operable;
    }
}
