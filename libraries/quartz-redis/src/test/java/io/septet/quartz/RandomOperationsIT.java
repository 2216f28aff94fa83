package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Random operations on the store and on {@link Model}: the same answers, and the same state after
 * each. The seed that failed is in the test's name.
 */
class RandomOperationsIT {
    private static final int OPERATIONS = 300;
    private static final List<String> GROUPS = List.of("g", "g:1", "h{");

    private static RedisNode node;
    private static LettuceConnectionFactory redis;

    private final long began = System.currentTimeMillis();
    private Random random = new Random();
    private Model model = new Model();
    private RedisJobStore store = new RedisJobStore();
    private final List<Acquired> acquired = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    private record Acquired(OperableTrigger trigger, Object owner) {}

    private record Running(TriggerFiredBundle bundle, Object owner) {}

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theStoreDoesWhatTheModelDoes(long seed) throws Exception {
        random = new Random(seed);
        store =
                TestStores.started(
                        redis, "random" + UUID.randomUUID(), new Signals(), Duration.ofSeconds(60));
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                operate();
                compare();
            }
        } finally {
            store.shutdown();
        }
    }

    private void operate() throws Exception {
        switch (random.nextInt(22)) {
            case 0, 1 -> {
                var job = job();
                boolean replace = random.nextBoolean();
                note(
                        "store job %s %s %s",
                        job.getKey(), job.getJobClass().getSimpleName(), replace);
                assertThat(succeeds(() -> store.storeJob(job, replace)))
                        .isEqualTo(model.storeJob(job, replace));
            }
            case 2, 3, 4, 5 -> {
                var trigger = trigger();
                boolean replace = random.nextBoolean();
                note("store trigger %s of %s %s", trigger.getKey(), trigger.getJobKey(), replace);
                assertThat(succeeds(() -> store.storeTrigger(trigger, replace)))
                        .isEqualTo(model.storeTrigger(trigger, replace));
            }
            case 6 -> {
                var key = triggerKey();
                note("remove trigger %s", key);
                assertThat(store.removeTrigger(key)).isEqualTo(model.removeTrigger(key));
            }
            case 7 -> {
                var key = jobKey();
                if (random.nextInt(3) == 0) {
                    note("remove job %s", key);
                    assertThat(store.removeJob(key)).isEqualTo(model.removeJob(key));
                }
            }
            case 8 -> {
                var key = triggerKey();
                var by = trigger();
                note("replace %s by %s of %s", key, by.getKey(), by.getJobKey());
                assertThat(answer(() -> store.replaceTrigger(key, by)))
                        .isEqualTo(model.replaceTrigger(key, by));
            }
            case 9 -> pauseOrResumeOne();
            case 10 -> pauseOrResumeGroups();
            case 11 -> {
                if (random.nextInt(4) == 0) {
                    note("pause all");
                    store.pauseAll();
                    model.pauseAll();
                }
            }
            case 12 -> {
                note("resume all");
                store.resumeAll();
                model.resumeAll();
            }
            case 13 -> {
                var key = triggerKey();
                note("reset %s", key);
                store.resetTriggerFromErrorState(key);
                model.reset(key);
            }
            case 14 -> {
                if (random.nextInt(20) == 0) {
                    note("clear");
                    store.clearAllSchedulingData();
                    model.clear();
                }
            }
            case 15, 16, 17, 18 -> acquireOrFire();
            default -> complete();
        }
    }

    private void acquireOrFire() throws Exception {
        if (acquired.isEmpty()) {
            int most = 1 + random.nextInt(3);
            note("acquire %d", most);
            var expected = model.acquire(began + 1, most);
            var got = store.acquireNextTriggers(System.currentTimeMillis() + 100, most, 1000);
            assertThat(got.stream().map(OperableTrigger::getKey).toList())
                    .as(history())
                    .isEqualTo(expected.stream().map(each -> each.trigger.getKey()).toList());
            for (int i = 0; i < got.size(); i++) {
                acquired.add(
                        new Acquired(got.get(i), Objects.requireNonNull(expected.get(i).owner)));
            }
            return;
        }
        for (var one : List.copyOf(acquired)) {
            var key = one.trigger.getKey();
            if (random.nextInt(4) == 0) {
                note("release %s", key);
                store.releaseAcquiredTrigger(one.trigger);
                model.release(key, one.owner);
            } else {
                note("fire %s", key);
                var bundle =
                        store.triggersFired(List.of(one.trigger))
                                .getFirst()
                                .getTriggerFiredBundle();
                assertThat(bundle != null).as(history()).isEqualTo(model.fire(key, one.owner));
                if (bundle != null) {
                    running.add(new Running(bundle, one.owner));
                }
            }
        }
        acquired.clear();
    }

    private void complete() {
        if (running.isEmpty()) {
            return;
        }
        var one = running.remove(random.nextInt(running.size()));
        var trigger = one.bundle.getTrigger();
        var instruction =
                trigger.getNextFireTime() == null || random.nextInt(8) == 0
                        ? CompletedExecutionInstruction.DELETE_TRIGGER
                        : CompletedExecutionInstruction.NOOP;
        if (random.nextInt(5) == 0) {
            var all = CompletedExecutionInstruction.values();
            instruction = all[random.nextInt(all.length)];
        }
        note("complete %s %s", trigger.getKey(), instruction);
        store.triggeredJobComplete(trigger, one.bundle.getJobDetail(), instruction);
        store.settle();
        model.complete(
                trigger.getKey(),
                trigger.getJobKey(),
                one.owner,
                trigger.getNextFireTime() != null,
                instruction);
    }

    private void pauseOrResumeOne() throws Exception {
        var trigger = triggerKey();
        var job = jobKey();
        switch (random.nextInt(4)) {
            case 0 -> {
                note("pause %s", trigger);
                store.pauseTrigger(trigger);
                model.pause(trigger);
            }
            case 1 -> {
                note("resume %s", trigger);
                store.resumeTrigger(trigger);
                model.resume(trigger);
            }
            case 2 -> {
                note("pause job %s", job);
                store.pauseJob(job);
                model.pauseJob(job);
            }
            default -> {
                note("resume job %s", job);
                store.resumeJob(job);
                model.resumeJob(job);
            }
        }
    }

    private void pauseOrResumeGroups() throws Exception {
        var group = GROUPS.get(random.nextInt(GROUPS.size()));
        boolean exactly = random.nextBoolean();
        var prefix = group.substring(0, 1);
        Predicate<String> matches = exactly ? group::equals : name -> name.startsWith(prefix);
        var exact = exactly ? group : null;
        GroupMatcher<TriggerKey> triggers =
                exactly
                        ? GroupMatcher.triggerGroupEquals(group)
                        : GroupMatcher.triggerGroupStartsWith(prefix);
        GroupMatcher<JobKey> jobs =
                exactly
                        ? GroupMatcher.jobGroupEquals(group)
                        : GroupMatcher.jobGroupStartsWith(prefix);
        int which = random.nextInt(6);
        note("groups %d %s %s", which, group, exactly);
        switch (which) {
            case 0 ->
                    assertThat(new HashSet<>(store.pauseTriggers(triggers)))
                            .isEqualTo(model.pauseTriggers(matches, exact));
            case 1 ->
                    assertThat(new HashSet<>(store.pauseJobs(jobs)))
                            .isEqualTo(model.pauseJobs(matches, exact));
            case 2, 3 ->
                    assertThat(new HashSet<>(store.resumeTriggers(triggers)))
                            .isEqualTo(model.resumeTriggers(matches));
            default ->
                    assertThat(new HashSet<>(store.resumeJobs(jobs)))
                            .isEqualTo(model.resumeJobs(matches));
        }
    }

    private void compare() throws Exception {
        var what = history();
        assertThat(store.getTriggerKeys(GroupMatcher.anyTriggerGroup()))
                .as(what)
                .isEqualTo(model.keys());
        assertThat(store.getJobKeys(GroupMatcher.anyJobGroup()))
                .as(what)
                .isEqualTo(model.jobs.keySet());
        assertThat(store.getPausedTriggerGroups()).as(what).isEqualTo(model.pausedTriggerGroups);
        assertThat(new HashSet<>(store.getJobGroupNames())).as(what).isEqualTo(model.jobGroups());
        assertThat(new HashSet<>(store.getTriggerGroupNames()))
                .as(what)
                .isEqualTo(model.triggerGroups());
        for (var found : store.getTriggersByTriggerGroup(GroupMatcher.anyTriggerGroup())) {
            var key = found.getKey();
            var expected = Objects.requireNonNull(model.triggers.get(key)).trigger;
            assertThat(store.getTriggerState(key)).as(what).isEqualTo(model.state(key));
            assertThat(found.getNextFireTime()).as(what).isEqualTo(expected.getNextFireTime());
            assertThat(found.getPreviousFireTime())
                    .as(what)
                    .isEqualTo(expected.getPreviousFireTime());
            assertThat(found.getJobKey()).as(what).isEqualTo(expected.getJobKey());
        }
    }

    private String history() {
        return String.join("\n", done.subList(Math.max(0, done.size() - 60), done.size()));
    }

    private void note(String what, Object... values) {
        done.add(what.formatted(values));
    }

    private JobDetail job() {
        return JobBuilder.newJob(random.nextInt(3) == 0 ? Jobs.Plain.class : Jobs.Alone.class)
                .withIdentity(jobKey())
                .storeDurably(random.nextInt(4) != 0)
                .build();
    }

    private OperableTrigger trigger() {
        // Of what repeats every time is past as well, so that it does not matter when it is asked
        // for.
        long start =
                random.nextInt(4) == 0
                        ? began + 3_600_000
                        : began - 1000L * (20 + random.nextInt(20));
        var trigger =
                (OperableTrigger)
                        TriggerBuilder.newTrigger()
                                .withIdentity(triggerKey())
                                .forJob(jobKey())
                                .withPriority(random.nextInt(3))
                                .startAt(new Date(start))
                                .withSchedule(
                                        random.nextBoolean()
                                                ? SimpleScheduleBuilder.simpleSchedule()
                                                : SimpleScheduleBuilder.repeatSecondlyForTotalCount(
                                                        4, 3))
                                .build();
        trigger.computeFirstFireTime(null);
        return trigger;
    }

    private TriggerKey triggerKey() {
        return new TriggerKey("t" + random.nextInt(4), GROUPS.get(random.nextInt(GROUPS.size())));
    }

    private JobKey jobKey() {
        return new JobKey("j" + random.nextInt(2), GROUPS.get(random.nextInt(2)));
    }

    private interface Call {
        void run() throws Exception;
    }

    private static boolean succeeds(Call call) throws Exception {
        try {
            call.run();
            return true;
        } catch (JobPersistenceException e) {
            return false;
        }
    }

    private static @Nullable Boolean answer(Callable<Boolean> call) throws Exception {
        try {
            return call.call();
        } catch (JobPersistenceException e) {
            return null;
        }
    }
}
