package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.PersistJobDataAfterExecution;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Whole schedulers on the store. */
class SchedulerIT {
    private static final ConcurrentLinkedQueue<String> RAN = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();

    private static RedisNode node;
    private static LettuceConnectionFactory redis;

    private final String name = "app" + UUID.randomUUID();
    private final List<Scheduler> schedulers = new ArrayList<>();

    /** Notes its trigger. */
    public static class Noting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            RAN.add(context.getTrigger().getKey().getName());
        }
    }

    /** Notes how many of it run at once. */
    @DisallowConcurrentExecution
    @PersistJobDataAfterExecution
    public static class Alone implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            var data = context.getJobDetail().getJobDataMap();
            data.put("runs", data.getInt("runs") + 1);
            Thread.yield();
            RAN.add(context.getTrigger().getKey().getName());
            RUNNING.decrementAndGet();
        }
    }

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
    void forget() {
        RAN.clear();
        MOST.set(0);
    }

    @AfterEach
    void stop() throws SchedulerException {
        for (var scheduler : schedulers) {
            scheduler.shutdown(true);
        }
    }

    @Test
    void twoSchedulersRunEachOneShotOnce() throws Exception {
        var first = start(5, Duration.ofSeconds(5));
        start(5, Duration.ofSeconds(5));
        var job = JobBuilder.newJob(Noting.class).withIdentity("j").storeDurably().build();
        first.addJob(job, false);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            first.scheduleJob(
                    TriggerBuilder.newTrigger().withIdentity("t" + i).forJob(job).build());
            expected.add("t" + i);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> RAN.size() >= 300);
        await().until(() -> first.getTriggerKeys(GroupMatcher.anyGroup()).isEmpty());
        assertThat(RAN).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(first.checkExists(job.getKey())).isTrue();
    }

    @Test
    void aJobThatForbidsItNeverRunsTwiceAtATimeAndCountsEveryRun() throws Exception {
        var first = start(4, Duration.ofSeconds(5));
        start(4, Duration.ofSeconds(5));
        var job =
                JobBuilder.newJob(Alone.class)
                        .withIdentity("j")
                        .storeDurably()
                        .usingJobData("runs", 0)
                        .build();
        first.addJob(job, false);
        for (int i = 0; i < 60; i++) {
            first.scheduleJob(
                    TriggerBuilder.newTrigger().withIdentity("t" + i).forJob(job).build());
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> RAN.size() >= 60);
        await().until(() -> first.getTriggerKeys(GroupMatcher.anyGroup()).isEmpty());
        assertThat(MOST).hasValue(1);
        assertThat(first.getJobDetail(job.getKey()).getJobDataMap().getInt("runs")).isEqualTo(60);
    }

    @Test
    void anIdleSchedulerIsWokenByWhatAnotherStores() throws Exception {
        // Long after the test would have failed.
        start(2, Duration.ofMinutes(2));
        var other = create(2, Duration.ofMinutes(2));
        var job = JobBuilder.newJob(Noting.class).withIdentity("j").build();
        // What it waits for lies beyond what is stored then.
        other.scheduleJob(
                job,
                TriggerBuilder.newTrigger()
                        .withIdentity("later")
                        .startAt(new java.util.Date(System.currentTimeMillis() + 60_000))
                        .build());
        other.scheduleJob(TriggerBuilder.newTrigger().withIdentity("now").forJob(job).build());
        await().atMost(Duration.ofSeconds(10)).until(() -> RAN.contains("now"));
        assertThat(RAN).containsExactly("now");
    }

    @Test
    void goesOnAfterRedisWasRestarted() throws Exception {
        var scheduler = start(3, Duration.ofSeconds(1));
        var job = JobBuilder.newJob(Noting.class).withIdentity("j").build();
        scheduler.scheduleJob(
                job,
                TriggerBuilder.newTrigger()
                        .withIdentity("often")
                        .withSchedule(
                                SimpleScheduleBuilder.simpleSchedule()
                                        .withIntervalInMilliseconds(50)
                                        .repeatForever())
                        .build());
        await().until(() -> RAN.size() > 3);
        node.close();
        node.restart();
        RAN.clear();
        await().atMost(Duration.ofSeconds(30)).until(() -> RAN.size() > 3);
    }

    @Test
    void anInstanceThatWasDeclaredDeadGoesOn() throws Exception {
        var scheduler = start(3, Duration.ofSeconds(1));
        var job = JobBuilder.newJob(Noting.class).withIdentity("j").build();
        try (var connection = redis.getConnection()) {
            connection
                    .keyCommands()
                    .del((Keys.base("quartz:", name) + "nodes").getBytes(StandardCharsets.UTF_8));
        }
        scheduler.scheduleJob(job, TriggerBuilder.newTrigger().withIdentity("t").build());
        await().atMost(Duration.ofSeconds(10)).until(() -> RAN.contains("t"));
    }

    private Scheduler start(int threads, Duration idleWait) throws SchedulerException {
        var scheduler = create(threads, idleWait);
        scheduler.start();
        return scheduler;
    }

    private Scheduler create(int threads, Duration idleWait) throws SchedulerException {
        var scheduler = Schedulers.create(redis, name, threads, Duration.ofSeconds(15), idleWait);
        schedulers.add(scheduler);
        return scheduler;
    }
}
