package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** What becomes of the work of an instance whose lease has ended, and of that instance. */
class MembershipIT {
    private static RedisNode node;
    private static LettuceConnectionFactory redis;

    private final String name = "test" + UUID.randomUUID();
    private final List<RedisJobStore> started = new ArrayList<>();
    private RedisJobStore first;

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
    void join() throws Exception {
        first = another();
    }

    @AfterEach
    void leave() {
        started.forEach(RedisJobStore::shutdown);
    }

    @Test
    void acquiredTriggersOfTheDeadAreAcquiredByOthersAndFiredOnlyByThem() throws Exception {
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        var dead = acquire(first);
        lease(first, 1);
        var second = another();
        var taken = acquire(second);
        assertThat(taken).hasSize(1);

        assertThat(first.triggersFired(dead).getFirst().getTriggerFiredBundle()).isNull();
        dead.forEach(first::releaseAcquiredTrigger);
        assertThat(acquire(first)).isEmpty();
        assertThat(fire(second, taken.getFirst())).isNotNull();
    }

    @Test
    void aFencedInstanceGoesOnUnderANewId() throws Exception {
        var before = runs();
        lease(first, 1);
        another();
        acquire(first);
        assertThat(runs()).hasSize(2).doesNotContainAnyElementsOf(before);
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        assertThat(fire(first, acquire(first).getFirst())).isNotNull();
    }

    @Test
    void aRunThatAsksForItIsRepeatedOnceAndKnowsOfIt() throws Exception {
        var job = job(Jobs.Alone.class, true);
        first.storeJob(job, false);
        var trigger = trigger(job, "t", 0);
        trigger.getJobDataMap().put("number", 7L);
        first.storeTrigger(trigger, false);
        var cut = fire(first, acquire(first).getFirst());
        lease(first, 1);
        var second = another();
        another();

        var again = acquire(second);
        assertThat(again).hasSize(1);
        var bundle = fire(second, again.getFirst());
        assertThat(bundle.isRecovering()).isTrue();
        assertThat(bundle.getScheduledFireTime()).isEqualTo(cut.getScheduledFireTime());
        var data = bundle.getTrigger().getJobDataMap();
        assertThat(data.get("number")).isEqualTo(7L);
        assertThat(data.getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_NAME)).isEqualTo("t");
        assertThat(second.checkExists(trigger.getKey())).isFalse();

        // What the dead one reports counts for nothing: the job is still running.
        complete(first, cut);
        second.storeTrigger(trigger(job, "u", 0), false);
        assertThat(acquire(first)).isEmpty();
        complete(second, bundle);
        assertThat(acquire(first)).hasSize(1);
        assertThat(second.getTriggerKeys(GroupMatcher.anyTriggerGroup()))
                .containsExactly(new TriggerKey("u"));
    }

    @Test
    void aRunThatDoesNotAskForItIsDroppedAndItsJobFreed() throws Exception {
        var job = job(Jobs.Alone.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "once", -10), false);
        first.storeTrigger(repeating(job, "often"), false);
        fire(first, acquire(first).getFirst());
        lease(first, 1);
        var second = another();
        assertThat(second.checkExists(new TriggerKey("once"))).isFalse();
        assertThat(second.checkExists(job.getKey())).isTrue();
        assertThat(acquire(second)).hasSize(1);
    }

    @Test
    void leavingGivesBackWhatWasAcquiredAtOnce() throws Exception {
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        var second = another();
        assertThat(acquire(first)).hasSize(1);
        assertThat(acquire(second)).isEmpty();
        first.shutdown();
        assertThat(acquire(second)).hasSize(1);
        assertThat(runs()).hasSize(1);
    }

    @Test
    void anAnswerThatGotLostIsGivenAgain() throws Exception {
        var job = job(Jobs.Alone.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        acquire(first);
        var acquired = acquire(first);
        assertThat(acquired).hasSize(1);
        var bundle = fire(first, acquired.getFirst());
        // Quartz gives back what firing failed for; it is as if it had not been fired.
        first.releaseAcquiredTrigger((OperableTrigger) bundle.getTrigger());
        var again = fire(first, acquire(first).getFirst());
        assertThat(again.getScheduledFireTime()).isEqualTo(bundle.getScheduledFireTime());
        complete(first, again);
        complete(first, again);
        assertThat(first.getNumberOfTriggers()).isZero();
    }

    @Test
    void aLeaseThatNobodyTookIsRenewed() throws Exception {
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        var acquired = acquire(first).getFirst();
        lease(first, 1);
        var bundle = fire(first, acquired);
        assertThat(first.mayRun(acquired.getFireInstanceId())).isTrue();
        complete(first, bundle);
        assertThat(first.getNumberOfTriggers()).isZero();
    }

    @Test
    void theDeadMayNotStartWhatTheyHadFired() throws Exception {
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        first.storeTrigger(trigger(job, "t", 0), false);
        var acquired = acquire(first).getFirst();
        fire(first, acquired);
        assertThat(first.mayRun(acquired.getFireInstanceId())).isTrue();
        lease(first, 1);
        another();
        acquire(first);
        assertThat(first.mayRun(acquired.getFireInstanceId())).isFalse();
    }

    @Test
    void whatWasAcquiredAheadAndIsNotRunInTimeIsRunByOthersAndNotTwice() throws Exception {
        var job = job(Jobs.Plain.class, false);
        first.storeJob(job, false);
        for (int i = 0; i < 12; i++) {
            first.storeTrigger(trigger(job, "t" + i, -10), false);
        }
        var eager = TestStores.started(redis, name, new Signals(), Duration.ofSeconds(30), 5);
        started.add(eager);
        var fired = new ArrayList<String>();
        // Twice, so that it knows how fast it is asked.
        for (int i = 0; i < 2; i++) {
            var batch = eager.acquireNextTriggers(System.currentTimeMillis(), 2, 0);
            for (var result : eager.triggersFired(batch)) {
                fired.add(result.getTriggerFiredBundle().getTrigger().getKey().getName());
            }
        }

        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    for (var trigger : acquire(first)) {
                        fired.add(fire(first, trigger).getTrigger().getKey().getName());
                    }
                    return fired.size() >= 12;
                });
        assertThat(fired).hasSize(12).doesNotHaveDuplicates();
        assertThat(acquire(eager)).isEmpty();
    }

    @Test
    void worksForAUserThatMayNeitherPublishNorAskForInfo() throws Exception {
        try (var connection = redis.getConnection()) {
            connection.execute(
                    "ACL",
                    "SETUSER".getBytes(StandardCharsets.UTF_8),
                    "poor".getBytes(StandardCharsets.UTF_8),
                    "on".getBytes(StandardCharsets.UTF_8),
                    ">poor".getBytes(StandardCharsets.UTF_8),
                    "~quartz:*".getBytes(StandardCharsets.UTF_8),
                    "+@all".getBytes(StandardCharsets.UTF_8),
                    "-@admin".getBytes(StandardCharsets.UTF_8),
                    "-@dangerous".getBytes(StandardCharsets.UTF_8),
                    "-@pubsub".getBytes(StandardCharsets.UTF_8),
                    "-script".getBytes(StandardCharsets.UTF_8));
        }
        var configuration = new RedisStandaloneConfiguration("127.0.0.1", node.port());
        configuration.setUsername("poor");
        configuration.setPassword("poor");
        var poor = new LettuceConnectionFactory(configuration);
        poor.afterPropertiesSet();
        poor.start();
        var store = TestStores.started(poor, "poor", new Signals(), Duration.ofSeconds(30));
        var job = job(Jobs.Plain.class, false);
        store.storeJob(job, false);
        store.storeTrigger(trigger(job, "t", 0), false);
        var bundle = fire(store, acquire(store).getFirst());
        complete(store, bundle);
        assertThat(store.getNumberOfTriggers()).isZero();
        store.shutdown();
        poor.destroy();
    }

    private RedisJobStore another() throws Exception {
        var store = TestStores.started(redis, name, new Signals(), Duration.ofSeconds(30));
        started.add(store);
        return store;
    }

    private void lease(RedisJobStore store, double until) {
        try (var connection = redis.getConnection()) {
            connection
                    .zSetCommands()
                    .zAdd(nodes(), until, store.run().getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> runs() {
        try (var connection = redis.getConnection()) {
            return Objects.requireNonNull(connection.zSetCommands().zRange(nodes(), 0, -1)).stream()
                    .map(Answers::text)
                    .toList();
        }
    }

    private byte[] nodes() {
        return (Keys.base("quartz:", name) + "nodes").getBytes(StandardCharsets.UTF_8);
    }

    private static List<OperableTrigger> acquire(RedisJobStore store) throws Exception {
        return store.acquireNextTriggers(System.currentTimeMillis() + 100, 9, 1000);
    }

    private static TriggerFiredBundle fire(RedisJobStore store, OperableTrigger trigger)
            throws Exception {
        return Objects.requireNonNull(
                store.triggersFired(List.of(trigger)).getFirst().getTriggerFiredBundle());
    }

    private static void complete(RedisJobStore store, TriggerFiredBundle bundle) {
        store.triggeredJobComplete(
                bundle.getTrigger(),
                bundle.getJobDetail(),
                CompletedExecutionInstruction.DELETE_TRIGGER);
        store.settle();
    }

    private static JobDetail job(Class<? extends org.quartz.Job> type, boolean recovery) {
        return JobBuilder.newJob(type)
                .withIdentity("a")
                .storeDurably()
                .requestRecovery(recovery)
                .build();
    }

    private static OperableTrigger trigger(JobDetail job, String name, long inMillis) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .startAt(new Date(System.currentTimeMillis() + inMillis))
                        .build());
    }

    private static OperableTrigger repeating(JobDetail job, String name) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(60))
                        .build());
    }

    private static OperableTrigger first(org.quartz.Trigger trigger) {
        var operable = (OperableTrigger) trigger;
        operable.computeFirstFireTime(null);
        return operable;
    }
}
