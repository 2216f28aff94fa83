package io.septet.quartz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.spi.JobStore;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;

/** The half of the interface that is about what is scheduled; passes each call on. */
abstract class DefinitionStore implements JobStore {
    private @Nullable Parts parts;

    /** What exists once the store knows its Redis. */
    record Parts(
            Definitions definitions,
            Pauses pauses,
            Calendars calendars,
            SchedulerSignaler signaler,
            long misfireThreshold) {}

    void use(Parts made) {
        parts = made;
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "The job store is not initialized");
    }

    Definitions definitions() {
        return parts().definitions;
    }

    @Override
    public void storeJobAndTrigger(JobDetail job, OperableTrigger trigger)
            throws JobPersistenceException {
        definitions().storeJobAndTrigger(job, trigger);
    }

    @Override
    public void storeJob(JobDetail job, boolean replace) throws JobPersistenceException {
        definitions().storeJob(job, replace);
    }

    @Override
    public void storeJobsAndTriggers(Map<JobDetail, Set<? extends Trigger>> all, boolean replace)
            throws JobPersistenceException {
        definitions().storeAll(all, replace);
    }

    @Override
    public void storeTrigger(OperableTrigger trigger, boolean replace)
            throws JobPersistenceException {
        definitions().storeTrigger(trigger, replace);
    }

    @Override
    public boolean replaceTrigger(TriggerKey key, OperableTrigger by)
            throws JobPersistenceException {
        return definitions().replaceTrigger(key, by);
    }

    @Override
    public boolean removeJob(JobKey key) throws JobPersistenceException {
        return removeJobs(List.of(key));
    }

    @Override
    public boolean removeJobs(List<JobKey> keys) throws JobPersistenceException {
        return definitions().removeJobs(keys).all();
    }

    @Override
    public boolean removeTrigger(TriggerKey key) throws JobPersistenceException {
        return removeTriggers(List.of(key));
    }

    @Override
    public boolean removeTriggers(List<TriggerKey> keys) throws JobPersistenceException {
        var removed = definitions().removeTriggers(keys);
        removed.orphans().forEach(parts().signaler::notifySchedulerListenersJobDeleted);
        return removed.all();
    }

    @Override
    public void clearAllSchedulingData() throws JobPersistenceException {
        definitions().clear();
    }

    @Override
    public @Nullable JobDetail retrieveJob(JobKey key) throws JobPersistenceException {
        return definitions().job(key);
    }

    @Override
    public @Nullable OperableTrigger retrieveTrigger(TriggerKey key)
            throws JobPersistenceException {
        return definitions().trigger(key);
    }

    @Override
    public boolean checkExists(JobKey key) throws JobPersistenceException {
        return definitions().exists("j:", key);
    }

    @Override
    public boolean checkExists(TriggerKey key) throws JobPersistenceException {
        return definitions().exists("t:", key);
    }

    @Override
    public List<JobDetail> getJobDetails(GroupMatcher<JobKey> matcher)
            throws JobPersistenceException {
        return definitions().jobs(definitions().jobKeys(matcher));
    }

    @Override
    public int getNumberOfJobs() throws JobPersistenceException {
        return definitions().count("jg");
    }

    @Override
    public int getNumberOfTriggers() throws JobPersistenceException {
        return definitions().count("tg");
    }

    @Override
    public int getNumberOfCalendars() throws JobPersistenceException {
        return getCalendarNames().size();
    }

    @Override
    public Set<JobKey> getJobKeys(GroupMatcher<JobKey> matcher) throws JobPersistenceException {
        return definitions().jobKeys(matcher).stream().map(Keys::job).collect(Collectors.toSet());
    }

    @Override
    public Set<TriggerKey> getTriggerKeys(GroupMatcher<TriggerKey> matcher)
            throws JobPersistenceException {
        return definitions().triggerKeys(matcher).stream()
                .map(Keys::trigger)
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> getJobGroupNames() throws JobPersistenceException {
        return definitions().members("jg");
    }

    @Override
    public List<String> getTriggerGroupNames() throws JobPersistenceException {
        return definitions().members("tg");
    }

    @Override
    public List<String> getCalendarNames() throws JobPersistenceException {
        return definitions().members("cals");
    }

    @Override
    public List<OperableTrigger> getTriggersForJob(JobKey key) throws JobPersistenceException {
        return definitions().triggers(definitions().keysOfTriggersOf(List.of(Keys.of(key))));
    }

    @Override
    public List<OperableTrigger> getTriggersByJobGroup(GroupMatcher<JobKey> matcher)
            throws JobPersistenceException {
        return definitions()
                .triggers(definitions().keysOfTriggersOf(definitions().jobKeys(matcher)));
    }

    @Override
    public List<OperableTrigger> getTriggersByTriggerGroup(GroupMatcher<TriggerKey> matcher)
            throws JobPersistenceException {
        return definitions().triggers(definitions().triggerKeys(matcher));
    }

    @Override
    public List<OperableTrigger> getTriggersByJobAndTriggerGroup(
            GroupMatcher<JobKey> jobs, GroupMatcher<TriggerKey> triggers)
            throws JobPersistenceException {
        var both = new ArrayList<>(definitions().triggerKeys(triggers));
        both.retainAll(new HashSet<>(definitions().keysOfTriggersOf(definitions().jobKeys(jobs))));
        return definitions().triggers(both);
    }

    @Override
    public TriggerState getTriggerState(TriggerKey key) throws JobPersistenceException {
        return definitions().state(key);
    }

    @Override
    public void resetTriggerFromErrorState(TriggerKey key) throws JobPersistenceException {
        parts().pauses.one("reset", key);
    }

    @Override
    public void pauseTrigger(TriggerKey key) throws JobPersistenceException {
        parts().pauses.one("pause-trigger", key);
    }

    @Override
    public Collection<String> pauseTriggers(GroupMatcher<TriggerKey> matcher)
            throws JobPersistenceException {
        return parts().pauses.groups("pause-triggers", matcher);
    }

    @Override
    public void pauseJob(JobKey key) throws JobPersistenceException {
        parts().pauses.one("pause-job", key);
    }

    @Override
    public Collection<String> pauseJobs(GroupMatcher<JobKey> matcher)
            throws JobPersistenceException {
        return parts().pauses.groups("pause-jobs", matcher);
    }

    @Override
    public void resumeTrigger(TriggerKey key) throws JobPersistenceException {
        parts().pauses.one("resume-trigger", key);
    }

    @Override
    public Collection<String> resumeTriggers(GroupMatcher<TriggerKey> matcher)
            throws JobPersistenceException {
        return parts().pauses.groups("resume-triggers", matcher);
    }

    @Override
    public Set<String> getPausedTriggerGroups() throws JobPersistenceException {
        return Set.copyOf(definitions().members("pt"));
    }

    @Override
    public void resumeJob(JobKey key) throws JobPersistenceException {
        parts().pauses.one("resume-job", key);
    }

    @Override
    public Collection<String> resumeJobs(GroupMatcher<JobKey> matcher)
            throws JobPersistenceException {
        return parts().pauses.groups("resume-jobs", matcher);
    }

    @Override
    public void pauseAll() throws JobPersistenceException {
        parts().pauses.all("pause-all");
    }

    @Override
    public void resumeAll() throws JobPersistenceException {
        parts().pauses.all("resume-all");
    }

    @Override
    public void storeCalendar(
            String name, Calendar calendar, boolean replace, boolean updateTriggers)
            throws JobPersistenceException {
        parts().calendars.store(name, calendar, replace, updateTriggers, parts().misfireThreshold);
    }

    @Override
    public boolean removeCalendar(String name) throws JobPersistenceException {
        return parts().calendars.remove(name);
    }

    @Override
    public @Nullable Calendar retrieveCalendar(String name) throws JobPersistenceException {
        return parts().calendars.find(name);
    }
}
