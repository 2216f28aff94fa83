package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;
import org.quartz.impl.matchers.GroupMatcher;

/** Pauses, calendars, clearing everything, and classes that may not run. */
class PausingContractIT extends StoreContract {
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
}
