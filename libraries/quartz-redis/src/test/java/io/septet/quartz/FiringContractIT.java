package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.spi.TriggerFiredBundle;

/** From a trigger that is due to the end of its run. */
class FiringContractIT extends StoreContract {
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
}
