package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** What is stored, replaced, removed and found. */
class StoringContractIT extends StoreContract {
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
}
