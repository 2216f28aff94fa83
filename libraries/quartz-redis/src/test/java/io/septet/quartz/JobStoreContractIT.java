package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Every method of the interface, one sentence at a time. */
class JobStoreContractIT {
    private static RedisNode node;
    private static LettuceConnectionFactory redis;

    private final Signals signals = new Signals();
    private RedisJobStore store;

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

    @Test
    void storedJobAndTriggerComeBackAsTheyWere() throws Exception {
        var job =
                JobBuilder.newJob(Jobs.Alone.class)
                        .withIdentity("a:b", "g{1}%")
                        .withDescription("d")
                        .requestRecovery()
                        .usingJobData("long", 7L)
                        .build();
        var trigger = at(job, "t", 60_000);
        trigger.getJobDataMap().put("list", List.of(1, "two"));
        store.storeJobAndTrigger(job, trigger);

        var found = Objects.requireNonNull(store.retrieveJob(job.getKey()));
        assertThat(found).isEqualTo(job);
        assertThat(found.getDescription()).isEqualTo("d");
        assertThat(found.requestsRecovery()).isTrue();
        assertThat(found.isDurable()).isFalse();
        assertThat(found.getJobDataMap().get("long")).isEqualTo(7L);
        var back = Objects.requireNonNull(store.retrieveTrigger(trigger.getKey()));
        assertThat(back.getJobKey()).isEqualTo(job.getKey());
        assertThat(back.getNextFireTime()).isEqualTo(trigger.getNextFireTime());
        assertThat(back.getJobDataMap().get("list")).isEqualTo(List.of(1, "two"));
        assertThat(store.checkExists(job.getKey())).isTrue();
        assertThat(store.checkExists(trigger.getKey())).isTrue();
        assertThat(store.getTriggerState(trigger.getKey())).isEqualTo(TriggerState.NORMAL);
        assertThat(store.getJobGroupNames()).containsExactly("g{1}%");
    }

    @Test
    void whatExistsIsNotStoredAgainAndNothingIsHalfStored() throws Exception {
        var job = job("a");
        var trigger = at(job, "t", 60_000);
        store.storeJobAndTrigger(job, trigger);

        assertThatThrownBy(() -> store.storeJob(job, false))
                .isInstanceOf(ObjectAlreadyExistsException.class);
        var other = job("b");
        var same = at(other, "t", 60_000);
        assertThatThrownBy(() -> store.storeJobAndTrigger(other, same))
                .isInstanceOf(ObjectAlreadyExistsException.class);
        assertThat(store.checkExists(other.getKey())).isFalse();
        assertThatThrownBy(() ->
                        store.storeJobsAndTriggers(
                                Map.of(other, Set.of(same, at(other, "u", 1))), false))
                .isInstanceOf(ObjectAlreadyExistsException.class);
        assertThat(store.getNumberOfTriggers()).isEqualTo(1);
        assertThatThrownBy(() -> store.storeTrigger(at(other, "u", 1), false))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void dataThatCannotBeStoredIsNamed() {
        var job = job("a");
        job.getJobDataMap().put("here", Map.of("inner", new Object()));
        assertThatThrownBy(() -> store.storeJob(job, false))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessageContaining("\"here.inner\"")
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void removingTheLastTriggerRemovesAJobThatIsNotDurable() throws Exception {
        var job = job("a");
        store.storeJobAndTrigger(job, at(job, "t", 60_000));
        store.storeTrigger(at(job, "u", 60_000), false);

        assertThat(store.removeTrigger(new TriggerKey("t"))).isTrue();
        assertThat(store.checkExists(job.getKey())).isTrue();
        assertThat(store.removeTriggers(List.of(new TriggerKey("u"), new TriggerKey("no"))))
                .isFalse();
        assertThat(store.checkExists(job.getKey())).isFalse();
        assertThat(signals.deleted).containsExactly(job.getKey());
        assertThat(store.getJobGroupNames()).isEmpty();
        assertThat(store.getTriggerGroupNames()).isEmpty();
    }

    @Test
    void removingAJobRemovesItsTriggers() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        assertThat(store.removeJobs(List.of(job.getKey()))).isTrue();
        assertThat(store.removeJob(job.getKey())).isFalse();
        assertThat(store.getNumberOfTriggers()).isZero();
        assertThat(acquire(10)).isEmpty();
    }

    @Test
    void aTriggerIsReplacedOnlyByOneOfTheSameJob() throws Exception {
        var job = job("a");
        store.storeJobAndTrigger(job, at(job, "t", 60_000));
        var other = durable("b", Jobs.Plain.class);
        store.storeJob(other, false);

        assertThatThrownBy(() -> store.replaceTrigger(new TriggerKey("t"), at(other, "t", 1)))
                .isInstanceOf(JobPersistenceException.class);
        assertThat(store.retrieveTrigger(new TriggerKey("t"))).isNotNull();
        assertThat(store.replaceTrigger(new TriggerKey("t"), at(job, "u", 0))).isTrue();
        assertThat(store.replaceTrigger(new TriggerKey("t"), at(job, "v", 0))).isFalse();
        assertThat(store.checkExists(new TriggerKey("v"))).isFalse();
        assertThat(store.retrieveTrigger(new TriggerKey("t"))).isNull();
        assertThat(keys(acquire(10))).containsExactly("u");
    }

    @Test
    void replacingKeepsNothingOfTheOld() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        job.getJobDataMap().put("old", 1);
        store.storeJob(job, false);
        var trigger = at(job, "t", 60_000);
        trigger.getJobDataMap().put("old", 1);
        store.storeTrigger(trigger, false);
        store.storeJob(durable("a", Jobs.Alone.class), true);
        store.storeTrigger(at(job, "t", 0), true);

        assertThat(Objects.requireNonNull(store.retrieveJob(job.getKey())).getJobDataMap())
                .isEmpty();
        assertThat(Objects.requireNonNull(store.retrieveTrigger(trigger.getKey())).getJobDataMap())
                .isEmpty();
        assertThat(keys(acquire(10))).containsExactly("t");
    }

    @Test
    void readsByMatcher() throws Exception {
        for (var group : List.of("north", "north-east", "south")) {
            var job = JobBuilder.newJob(Jobs.Plain.class).withIdentity("j", group).build();
            store.storeJobAndTrigger(
                    job,
                    first(
                            TriggerBuilder.newTrigger()
                                    .withIdentity("t", group)
                                    .forJob(job)
                                    .startAt(new Date(System.currentTimeMillis() + 60_000))
                                    .build()));
        }
        assertThat(store.getJobKeys(GroupMatcher.jobGroupStartsWith("north"))).hasSize(2);
        assertThat(store.getJobKeys(GroupMatcher.jobGroupEndsWith("th"))).hasSize(2);
        assertThat(store.getJobKeys(GroupMatcher.jobGroupContains("-"))).hasSize(1);
        assertThat(store.getJobKeys(GroupMatcher.anyJobGroup())).hasSize(3);
        assertThat(store.getTriggerKeys(GroupMatcher.triggerGroupEquals("south"))).hasSize(1);
        assertThat(store.getJobDetails(GroupMatcher.jobGroupStartsWith("north"))).hasSize(2);
        assertThat(store.getTriggersByJobGroup(GroupMatcher.jobGroupEquals("north"))).hasSize(1);
        assertThat(store.getTriggersByTriggerGroup(GroupMatcher.triggerGroupContains("o")))
                .hasSize(3);
        assertThat(
                        store.getTriggersByJobAndTriggerGroup(
                                GroupMatcher.jobGroupStartsWith("north"),
                                GroupMatcher.triggerGroupEndsWith("east")))
                .hasSize(1);
        assertThat(store.getTriggersForJob(new JobKey("j", "south"))).hasSize(1);
        assertThat(store.getNumberOfJobs()).isEqualTo(3);
    }

    @Test
    void dueTriggersComeByTimeThenPriority() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        var time = new Date(System.currentTimeMillis() - 1000);
        store.storeTrigger(prioritised(job, "low", time, 1), false);
        store.storeTrigger(prioritised(job, "high", time, 9), false);
        store.storeTrigger(prioritised(job, "negative", time, -3), false);
        store.storeTrigger(at(job, "later", 500), false);
        store.storeTrigger(at(job, "far", 500_000), false);

        var first = store.acquireNextTriggers(System.currentTimeMillis() + 30_000, 2, 0);
        assertThat(keys(first)).containsExactly("high", "low");
        first.forEach(store::releaseAcquiredTrigger);
        assertThat(keys(store.acquireNextTriggers(System.currentTimeMillis() + 30_000, 9, 0)))
                .containsExactly("high", "low", "negative");
        assertThat(store.getTriggerState(new TriggerKey("high"))).isEqualTo(TriggerState.NORMAL);
    }

    @Test
    void theWindowTakesWhatIsDueSoonAfterTheFirst() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "now", 0), false);
        store.storeTrigger(at(job, "soon", 2_000), false);
        store.storeTrigger(at(job, "then", 20_000), false);
        assertThat(keys(store.acquireNextTriggers(System.currentTimeMillis() + 30_000, 9, 5_000)))
                .containsExactly("now", "soon");
    }

    @Test
    void aFiredOneShotIsGoneWhenItsRunIsOver() throws Exception {
        var job = job("a");
        store.storeJobAndTrigger(job, at(job, "t", 0));
        var trigger = acquire(1).getFirst();
        var scheduled = trigger.getNextFireTime();
        var bundle = fire(trigger);
        assertThat(bundle.getScheduledFireTime()).isEqualTo(scheduled);
        assertThat(bundle.getNextFireTime()).isNull();
        assertThat(bundle.getJobDetail()).isEqualTo(job);
        assertThat(acquire(1)).isEmpty();
        complete(bundle, CompletedExecutionInstruction.DELETE_TRIGGER);
        assertThat(store.checkExists(job.getKey())).isFalse();
        assertThat(signals.deleted).containsExactly(job.getKey());
    }

    @Test
    void arepeatingTriggerComesAgainAtItsNextTime() throws Exception {
        var job = job("a");
        var trigger =
                first(
                        TriggerBuilder.newTrigger()
                                .withIdentity("t")
                                .forJob(job)
                                .startAt(new Date(System.currentTimeMillis() - 1))
                                .withSchedule(SimpleScheduleBuilder.repeatMinutelyForTotalCount(3))
                                .build());
        store.storeJobAndTrigger(job, trigger);
        var bundle = fire(acquire(1).getFirst());
        complete(bundle, CompletedExecutionInstruction.NOOP);
        var stored = Objects.requireNonNull(store.retrieveTrigger(trigger.getKey()));
        assertThat(stored.getNextFireTime())
                .isEqualTo(new Date(trigger.getStartTime().getTime() + 60_000));
        assertThat(stored.getPreviousFireTime()).isEqualTo(trigger.getStartTime());
        assertThat(stored.getFireTimeAfter(stored.getNextFireTime())).isNotNull();
    }

    @Test
    void whatWasPausedDeletedOrReplacedSinceItWasAcquiredIsNotFired() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        for (var name : List.of("paused", "removed", "replaced", "fine")) {
            store.storeTrigger(at(job, name, 0), false);
        }
        var acquired = acquire(9);
        assertThat(acquired).hasSize(4);
        store.pauseTrigger(new TriggerKey("paused"));
        store.removeTrigger(new TriggerKey("removed"));
        store.storeTrigger(at(job, "replaced", 60_000), true);
        var results = store.triggersFired(acquired);
        assertThat(results).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(results.get(i).getTriggerFiredBundle() != null)
                    .isEqualTo(acquired.get(i).getKey().getName().equals("fine"));
        }
        acquired.stream()
                .filter(trigger -> !trigger.getKey().getName().equals("fine"))
                .forEach(store::releaseAcquiredTrigger);
        assertThat(acquire(9)).isEmpty();
        assertThat(store.getTriggerState(new TriggerKey("paused"))).isEqualTo(TriggerState.PAUSED);
    }

    @Test
    void aJobThatForbidsItRunsOnceAtATimeAndItsTriggersTakeTurns() throws Exception {
        var job = durable("a", Jobs.Alone.class);
        store.storeJob(job, false);
        for (int i = 0; i < 5; i++) {
            store.storeTrigger(at(job, "t" + i, i - 100), false);
        }
        for (int i = 0; i < 5; i++) {
            var acquired = acquire(9);
            assertThat(keys(acquired)).containsExactly("t" + i);
            var bundle = fire(acquired.getFirst());
            assertThat(acquire(9)).isEmpty();
            if (i < 4) {
                assertThat(store.getTriggerState(new TriggerKey("t4")))
                        .isEqualTo(TriggerState.BLOCKED);
            }
            complete(bundle, CompletedExecutionInstruction.DELETE_TRIGGER);
        }
        assertThat(store.getNumberOfTriggers()).isZero();
        assertThat(store.checkExists(job.getKey())).isTrue();
    }

    @Test
    void aJobThatNobodyHoldsAnyMoreIsNotWaitedFor() throws Exception {
        var job = durable("a", Jobs.Alone.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "first", -20), false);
        acquire(1);
        try (var connection = redis.getConnection()) {
            connection
                    .keyCommands()
                    .del(
                            Objects.requireNonNull(
                                            connection.keyCommands().keys("*:a:*".getBytes()))
                                    .toArray(byte[][]::new));
        }
        store.storeTrigger(at(job, "second", -10), false);
        assertThat(keys(acquire(1))).containsExactly("second");
    }

    @Test
    void releasingTheHolderOrRemovingTheNextLetsTheOthersGoOn() throws Exception {
        var job = durable("a", Jobs.Alone.class);
        store.storeJob(job, false);
        for (int i = 0; i < 3; i++) {
            store.storeTrigger(at(job, "t" + i, i - 100), false);
        }
        var held = acquire(9);
        assertThat(acquireWithout(held)).isEmpty();
        held.forEach(store::releaseAcquiredTrigger);
        assertThat(keys(acquire(9))).containsExactly("t0");
        store.removeTrigger(new TriggerKey("t0"));
        store.pauseTrigger(new TriggerKey("t1"));
        assertThat(keys(acquire(9))).containsExactly("t2");
    }

    @Test
    void aCrowdBehindAJobThatRunsAloneDoesNotHideOthers() throws Exception {
        var alone = durable("a", Jobs.Alone.class);
        var crowd = new HashSet<org.quartz.Trigger>();
        for (int i = 0; i < 1_200; i++) {
            crowd.add(at(alone, "t" + i, -1_000));
        }
        store.storeJobsAndTriggers(Map.of(alone, crowd), false);
        assertThat(acquire(1)).hasSize(1);
        var plain = durable("b", Jobs.Plain.class);
        store.storeJob(plain, false);
        store.storeTrigger(at(plain, "plain", 0), false);
        var bundle = fire(acquire(1).getFirst());
        assertThat(keys(acquire(9))).containsExactly("plain");
        complete(bundle, CompletedExecutionInstruction.DELETE_TRIGGER);
        assertThat(acquire(9)).hasSize(2);
    }

    @Test
    void dataOfAJobIsKeptAfterARun() throws Exception {
        var job = durable("a", Jobs.Keeping.class);
        job.getJobDataMap().put("count", 1L);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        var bundle = fire(acquire(1).getFirst());
        bundle.getJobDetail().getJobDataMap().put("count", 2L);
        complete(bundle, CompletedExecutionInstruction.DELETE_TRIGGER);
        assertThat(
                        Objects.requireNonNull(store.retrieveJob(job.getKey()))
                                .getJobDataMap()
                                .get("count"))
                .isEqualTo(2L);
    }

    @Test
    void instructionsAtTheEndOfARun() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        for (var name : List.of("t", "u")) {
            store.storeTrigger(
                    first(
                            TriggerBuilder.newTrigger()
                                    .withIdentity(name)
                                    .forJob(job)
                                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(60))
                                    .build()),
                    false);
        }
        var bundles = new ArrayList<TriggerFiredBundle>();
        for (var trigger : acquire(9)) {
            bundles.add(fire(trigger));
        }
        complete(bundles.get(0), CompletedExecutionInstruction.SET_TRIGGER_ERROR);
        var first = bundles.get(0).getTrigger().getKey();
        var second = bundles.get(1).getTrigger().getKey();
        assertThat(store.getTriggerState(first)).isEqualTo(TriggerState.ERROR);
        assertThat(store.getTriggerState(second)).isEqualTo(TriggerState.NORMAL);
        store.pauseTrigger(first);
        assertThat(store.getTriggerState(first)).isEqualTo(TriggerState.ERROR);
        store.resetTriggerFromErrorState(first);
        assertThat(store.getTriggerState(first)).isEqualTo(TriggerState.NORMAL);
        complete(bundles.get(1), CompletedExecutionInstruction.SET_ALL_JOB_TRIGGERS_COMPLETE);
        assertThat(store.getTriggerState(first)).isEqualTo(TriggerState.COMPLETE);
        assertThat(store.getTriggerState(second)).isEqualTo(TriggerState.COMPLETE);
    }

    @Test
    void aJobThatGaveItsTriggerANewTimeKeepsIt() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        var bundle = fire(acquire(1).getFirst());
        store.replaceTrigger(new TriggerKey("t"), at(job, "t", 60_000));
        complete(bundle, CompletedExecutionInstruction.DELETE_TRIGGER);
        assertThat(store.checkExists(new TriggerKey("t"))).isTrue();
    }

    @Test
    void aMisfireIsToldAndFollowsItsInstruction() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        long hourAgo = System.currentTimeMillis() - 3_600_000;
        store.storeTrigger(
                first(
                        TriggerBuilder.newTrigger()
                                .withIdentity("next")
                                .forJob(job)
                                .startAt(new Date(hourAgo))
                                .withSchedule(
                                        SimpleScheduleBuilder.repeatHourlyForever(24)
                                                .withMisfireHandlingInstructionNextWithRemainingCount())
                                .build()),
                false);
        store.storeTrigger(at(job, "now", -3_600_000), false);
        store.storeTrigger(
                first(
                        TriggerBuilder.newTrigger()
                                .withIdentity("ignores")
                                .forJob(job)
                                .startAt(new Date(hourAgo))
                                .withSchedule(
                                        SimpleScheduleBuilder.simpleSchedule()
                                                .withMisfireHandlingInstructionIgnoreMisfires())
                                .build()),
                false);
        var ignoring = acquire(9);
        assertThat(keys(ignoring)).containsExactly("ignores");
        fire(ignoring.getFirst());
        assertThat(keys(acquire(9))).containsExactly("now");
        assertThat(signals.misfired)
                .containsExactlyInAnyOrder(new TriggerKey("next"), new TriggerKey("now"));
        assertThat(
                        Objects.requireNonNull(store.retrieveTrigger(new TriggerKey("next")))
                                .getNextFireTime())
                .isEqualTo(new Date(hourAgo + 24 * 3_600_000L));
    }

    @Test
    void pausedGroupsHoldThoseToComeAndResumeAsAWhole() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        assertThat(store.pauseTriggers(GroupMatcher.triggerGroupEquals("g1")))
                .containsExactly("g1");
        store.storeTrigger(in(job, "t", "g1"), false);
        store.storeTrigger(in(job, "t", "g2"), false);
        store.storeTrigger(in(job, "t", "other"), false);
        assertThat(store.getTriggerState(new TriggerKey("t", "g1"))).isEqualTo(TriggerState.PAUSED);
        assertThat(store.pauseTriggers(GroupMatcher.triggerGroupStartsWith("g")))
                .containsExactlyInAnyOrder("g1", "g2");
        assertThat(store.getPausedTriggerGroups()).containsExactlyInAnyOrder("g1", "g2");
        store.storeTrigger(in(job, "u", "g2"), false);
        assertThat(keys(acquire(9))).containsExactly("t");
        assertThat(store.resumeTriggers(GroupMatcher.triggerGroupStartsWith("g")))
                .containsExactlyInAnyOrder("g1", "g2");
        assertThat(store.getPausedTriggerGroups()).isEmpty();
        assertThat(acquire(9)).hasSize(4);
    }

    @Test
    void jobsArePausedBySingleKeyAndByGroup() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        store.pauseJob(job.getKey());
        assertThat(store.getTriggerState(new TriggerKey("t"))).isEqualTo(TriggerState.PAUSED);
        store.resumeJob(job.getKey());
        assertThat(store.getTriggerState(new TriggerKey("t"))).isEqualTo(TriggerState.NORMAL);
        assertThat(store.pauseJobs(GroupMatcher.jobGroupEquals("DEFAULT")))
                .containsExactly("DEFAULT");
        store.storeTrigger(at(job, "u", 0), false);
        assertThat(acquire(9)).isEmpty();
        // Of a paused job group nothing is resumed by way of its triggers.
        store.resumeTriggers(GroupMatcher.anyTriggerGroup());
        assertThat(acquire(9)).isEmpty();
        assertThat(store.resumeJobs(GroupMatcher.anyJobGroup())).containsExactly("DEFAULT");
        assertThat(acquire(9)).hasSize(2);
    }

    @Test
    void everythingPausedHoldsNewGroupsUntilEverythingIsResumed() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.pauseAll();
        store.storeTrigger(in(job, "t", "new"), false);
        assertThat(acquire(9)).isEmpty();
        assertThat(store.getPausedTriggerGroups()).containsExactly("new");
        store.resumeAll();
        assertThat(acquire(9)).hasSize(1);
    }

    @Test
    void calendarsAreKeptUsedAndGuarded() throws Exception {
        var weekdays = new WeeklyCalendar();
        weekdays.setDescription("weekdays");
        store.storeCalendar("c:1", weekdays, false, false);
        assertThatThrownBy(() -> store.storeCalendar("c:1", weekdays, false, false))
                .isInstanceOf(ObjectAlreadyExistsException.class);
        assertThat(store.getCalendarNames()).containsExactly("c:1");
        assertThat(store.getNumberOfCalendars()).isEqualTo(1);
        assertThat(Objects.requireNonNull(store.retrieveCalendar("c:1")).getDescription())
                .isEqualTo("weekdays");
        assertThat(store.retrieveCalendar("none")).isNull();

        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        var trigger =
                first(
                        TriggerBuilder.newTrigger()
                                .withIdentity("t")
                                .forJob(job)
                                .modifiedByCalendar("c:1")
                                .startAt(new Date(System.currentTimeMillis() + 1000))
                                .withSchedule(SimpleScheduleBuilder.repeatHourlyForever(24))
                                .build());
        store.storeTrigger(trigger, false);
        assertThatThrownBy(() -> store.removeCalendar("c:1"))
                .isInstanceOf(JobPersistenceException.class);

        var holiday = new HolidayCalendar();
        holiday.addExcludedDate(trigger.getNextFireTime());
        store.storeCalendar("c:1", holiday, true, true);
        assertThat(
                        Objects.requireNonNull(store.retrieveTrigger(trigger.getKey()))
                                .getNextFireTime())
                .isAfter(new Date(System.currentTimeMillis() + 3_600_000));
        store.removeTrigger(trigger.getKey());
        assertThat(store.removeCalendar("c:1")).isTrue();
        assertThat(store.removeCalendar("c:1")).isFalse();
        assertThatThrownBy(() -> store.storeTrigger(trigger, false))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessageContaining("c:1");
    }

    @Test
    void clearingLeavesNothing() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        store.storeCalendar("c", new WeeklyCalendar(), false, false);
        store.pauseAll();
        store.pauseJobs(GroupMatcher.jobGroupEquals("g"));
        store.clearAllSchedulingData();
        assertThat(store.getNumberOfJobs() + store.getNumberOfTriggers()).isZero();
        assertThat(store.getNumberOfCalendars()).isZero();
        assertThat(store.getPausedTriggerGroups()).isEmpty();
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        assertThat(acquire(1)).hasSize(1);
    }

    @Test
    void aClassThatIsNoJobIsNeverUsed() throws Exception {
        var job = durable("a", Jobs.Plain.class);
        store.storeJob(job, false);
        store.storeTrigger(at(job, "t", 0), false);
        try (var connection = redis.getConnection()) {
            for (var key :
                    Objects.requireNonNull(
                            connection.keyCommands().keys("*:j:DEFAULT:a".getBytes()))) {
                connection.hashCommands().hSet(key, "c".getBytes(), "java.lang.Runtime".getBytes());
            }
        }
        var acquired = acquire(1);
        assertThat(store.triggersFired(acquired).getFirst().getTriggerFiredBundle()).isNull();
        store.settle();
        assertThat(store.getTriggerState(new TriggerKey("t"))).isEqualTo(TriggerState.ERROR);
        assertThat(signals.errors).hasSize(1);
    }

    private List<OperableTrigger> acquire(int most) throws JobPersistenceException {
        return store.acquireNextTriggers(System.currentTimeMillis() + 100, most, 1000);
    }

    /** What a scheduler that holds these already would get: they are fired first. */
    private List<OperableTrigger> acquireWithout(List<OperableTrigger> held)
            throws JobPersistenceException {
        return acquire(9).stream()
                .filter(one ->
                        held.stream().noneMatch(other -> other.getKey().equals(one.getKey())))
                .toList();
    }

    private TriggerFiredBundle fire(OperableTrigger trigger) throws JobPersistenceException {
        return Objects.requireNonNull(
                store.triggersFired(List.of(trigger)).getFirst().getTriggerFiredBundle());
    }

    private void complete(TriggerFiredBundle bundle, CompletedExecutionInstruction instruction) {
        store.triggeredJobComplete(bundle.getTrigger(), bundle.getJobDetail(), instruction);
        store.settle();
    }

    private static List<String> keys(List<OperableTrigger> triggers) {
        return triggers.stream().map(trigger -> trigger.getKey().getName()).toList();
    }

    private static JobDetail job(String name) {
        return JobBuilder.newJob(Jobs.Plain.class).withIdentity(name).build();
    }

    private static JobDetail durable(String name, Class<? extends Job> type) {
        return JobBuilder.newJob(type).withIdentity(name).storeDurably().build();
    }

    private static OperableTrigger at(JobDetail job, String name, long inMillis) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .startAt(new Date(System.currentTimeMillis() + inMillis))
                        .build());
    }

    private static OperableTrigger in(JobDetail job, String name, String group) {
        return first(TriggerBuilder.newTrigger().withIdentity(name, group).forJob(job).build());
    }

    private static OperableTrigger prioritised(
            JobDetail job, String name, Date time, int priority) {
        return first(
                TriggerBuilder.newTrigger()
                        .withIdentity(name)
                        .forJob(job)
                        .startAt(time)
                        .withPriority(priority)
                        .build());
    }

    private static OperableTrigger first(org.quartz.Trigger trigger) {
        var operable = (OperableTrigger) trigger;
        operable.computeFirstFireTime(null);
        return operable;
    }
}
