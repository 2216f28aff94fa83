package io.septet.quartz;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.spi.OperableTrigger;

/**
 * What a job store is to do, as plain as it can be said: one instance, no Redis, no time. Triggers
 * that are due are those that were due when they were stored.
 */
final class Model {
    enum State {
        WAITING,
        ACQUIRED,
        PAUSED,
        COMPLETE,
        ERROR
    }

    static final class Stored {
        OperableTrigger trigger;
        State state;

        /** The acquisition that holds it, or that fired it last. */
        @Nullable Object owner;

        Stored(OperableTrigger trigger, State state) {
            this.trigger = trigger;
            this.state = state;
        }
    }

    /** Who has a job that runs alone. */
    record Holder(Object owner, boolean executing) {}

    final Map<JobKey, JobDetail> jobs = new HashMap<>();
    final Map<TriggerKey, Stored> triggers = new HashMap<>();
    final Map<JobKey, Holder> holders = new HashMap<>();
    final Set<String> pausedTriggerGroups = new TreeSet<>();
    final Set<String> pausedJobGroups = new TreeSet<>();
    boolean allPaused;

    /** Whether it was stored. */
    boolean storeJob(JobDetail job, boolean replace) {
        if (jobs.containsKey(job.getKey()) && !replace) {
            return false;
        }
        jobs.put(job.getKey(), job);
        if (!job.isConcurrentExecutionDisallowed()) {
            holders.remove(job.getKey());
        }
        return true;
    }

    boolean storeTrigger(OperableTrigger trigger, boolean replace) {
        if ((triggers.containsKey(trigger.getKey()) && !replace)
                || !jobs.containsKey(trigger.getJobKey())) {
            return false;
        }
        takeOut(triggers.remove(trigger.getKey()));
        var group = trigger.getKey().getGroup();
        if (allPaused) {
            pausedTriggerGroups.add(group);
        }
        boolean paused =
                pausedTriggerGroups.contains(group)
                        || pausedJobGroups.contains(trigger.getJobKey().getGroup());
        triggers.put(
                trigger.getKey(),
                new Stored(
                        (OperableTrigger) trigger.clone(), paused ? State.PAUSED : State.WAITING));
        return true;
    }

    /** Null if it is of another job. */
    @Nullable Boolean replaceTrigger(TriggerKey key, OperableTrigger by) {
        var old = triggers.get(key);
        if (!jobs.containsKey(by.getJobKey())
                || (triggers.containsKey(by.getKey()) && !by.getKey().equals(key))) {
            return null;
        }
        if (old == null) {
            return false;
        }
        if (!old.trigger.getJobKey().equals(by.getJobKey())) {
            return null;
        }
        takeOut(triggers.remove(key));
        return storeTrigger(by, false);
    }

    private void takeOut(@Nullable Stored old) {
        if (old != null && old.state == State.ACQUIRED) {
            free(old.trigger.getJobKey(), Objects.requireNonNull(old.owner), false);
        }
    }

    private void free(JobKey job, Object owner, boolean executing) {
        if (new Holder(owner, executing).equals(holders.get(job))) {
            holders.remove(job);
        }
    }

    boolean removeTrigger(TriggerKey key) {
        var old = triggers.remove(key);
        takeOut(old);
        if (old != null) {
            var job = jobs.get(old.trigger.getJobKey());
            if (job != null
                    && !job.isDurable()
                    && triggers.values().stream()
                            .noneMatch(other -> other.trigger.getJobKey().equals(job.getKey()))) {
                jobs.remove(job.getKey());
            }
        }
        return old != null;
    }

    boolean removeJob(JobKey key) {
        if (!jobs.containsKey(key)) {
            return false;
        }
        for (var trigger : of(key)) {
            takeOut(triggers.remove(trigger));
        }
        jobs.remove(key);
        return true;
    }

    private List<TriggerKey> of(JobKey job) {
        return triggers.values().stream()
                .filter(stored -> stored.trigger.getJobKey().equals(job))
                .map(stored -> stored.trigger.getKey())
                .toList();
    }

    void pause(TriggerKey key) {
        var stored = triggers.get(key);
        if (stored != null && (stored.state == State.WAITING || stored.state == State.ACQUIRED)) {
            takeOut(stored);
            stored.state = State.PAUSED;
        }
    }

    void resume(TriggerKey key) {
        var stored = triggers.get(key);
        if (stored != null && stored.state == State.PAUSED) {
            stored.state = State.WAITING;
        }
    }

    void pauseJob(JobKey key) {
        of(key).forEach(this::pause);
    }

    void resumeJob(JobKey key) {
        of(key).forEach(this::resume);
    }

    Set<String> triggerGroups() {
        var groups = new TreeSet<String>();
        triggers.keySet().forEach(key -> groups.add(key.getGroup()));
        return groups;
    }

    Set<String> jobGroups() {
        var groups = new TreeSet<String>();
        jobs.keySet().forEach(key -> groups.add(key.getGroup()));
        return groups;
    }

    Set<String> pauseTriggers(Predicate<String> matches, @Nullable String exact) {
        var groups = groups(triggerGroups(), pausedTriggerGroups, matches, exact);
        pausedTriggerGroups.addAll(groups);
        List.copyOf(triggers.keySet()).stream()
                .filter(key -> groups.contains(key.getGroup()))
                .forEach(this::pause);
        return groups;
    }

    Set<String> resumeTriggers(Predicate<String> matches) {
        var groups = groups(triggerGroups(), pausedTriggerGroups, matches, null);
        pausedTriggerGroups.removeAll(groups);
        triggers.values().stream()
                .filter(stored -> groups.contains(stored.trigger.getKey().getGroup()))
                .filter(stored -> !pausedJobGroups.contains(stored.trigger.getJobKey().getGroup()))
                .forEach(stored -> resume(stored.trigger.getKey()));
        return groups;
    }

    Set<String> pauseJobs(Predicate<String> matches, @Nullable String exact) {
        var groups = groups(jobGroups(), pausedJobGroups, matches, exact);
        pausedJobGroups.addAll(groups);
        jobs.keySet().stream()
                .filter(key -> groups.contains(key.getGroup()))
                .forEach(this::pauseJob);
        return groups;
    }

    Set<String> resumeJobs(Predicate<String> matches) {
        var groups = groups(jobGroups(), pausedJobGroups, matches, null);
        pausedJobGroups.removeAll(groups);
        jobs.keySet().stream()
                .filter(key -> groups.contains(key.getGroup()))
                .forEach(this::resumeJob);
        return groups;
    }

    private static Set<String> groups(
            Set<String> existing,
            Set<String> paused,
            Predicate<String> matches,
            @Nullable String exact) {
        var groups = new TreeSet<>(existing);
        groups.addAll(paused);
        groups.removeIf(matches.negate());
        if (exact != null) {
            groups.add(exact);
        }
        return groups;
    }

    void pauseAll() {
        allPaused = true;
        pausedTriggerGroups.addAll(triggerGroups());
        triggers.keySet().forEach(this::pause);
    }

    void resumeAll() {
        allPaused = false;
        pausedTriggerGroups.clear();
        pausedJobGroups.clear();
        triggers.keySet().forEach(this::resume);
    }

    void clear() {
        triggers.values().forEach(this::takeOut);
        triggers.clear();
        jobs.clear();
        pausedTriggerGroups.clear();
        pausedJobGroups.clear();
        allPaused = false;
    }

    /** In the order in which they are to be given out. */
    List<Stored> acquire(long now, int most) {
        var due =
                triggers.values().stream()
                        .filter(stored -> stored.state == State.WAITING)
                        .filter(stored -> stored.trigger.getNextFireTime().getTime() <= now)
                        .sorted(
                                Comparator.comparing(
                                                (Stored stored) -> stored.trigger.getNextFireTime())
                                        .thenComparing(stored -> -stored.trigger.getPriority())
                                        .thenComparing(stored -> Keys.of(stored.trigger.getKey())))
                        .toList();
        var acquired = new ArrayList<Stored>();
        for (var stored : due) {
            var job = Objects.requireNonNull(jobs.get(stored.trigger.getJobKey()));
            if (acquired.size() == most || holders.containsKey(job.getKey())) {
                continue;
            }
            stored.state = State.ACQUIRED;
            stored.owner = new Object();
            if (job.isConcurrentExecutionDisallowed()) {
                holders.put(job.getKey(), new Holder(stored.owner, false));
            }
            acquired.add(stored);
        }
        return acquired;
    }

    void release(TriggerKey key, Object owner) {
        var stored = triggers.get(key);
        if (stored != null && stored.state == State.ACQUIRED && stored.owner == owner) {
            stored.state = State.WAITING;
            free(stored.trigger.getJobKey(), owner, false);
        }
    }

    boolean fire(TriggerKey key, Object owner) {
        var stored = triggers.get(key);
        if (stored == null || stored.state != State.ACQUIRED || stored.owner != owner) {
            return false;
        }
        stored.trigger.triggered(null);
        stored.state = stored.trigger.getNextFireTime() == null ? State.COMPLETE : State.WAITING;
        var job = stored.trigger.getJobKey();
        if (new Holder(owner, false).equals(holders.get(job))) {
            holders.put(job, new Holder(owner, true));
        }
        return true;
    }

    void complete(
            TriggerKey key,
            JobKey job,
            Object owner,
            boolean hasNext,
            CompletedExecutionInstruction instruction) {
        free(job, owner, true);
        var stored = triggers.get(key);
        if (stored == null) {
            return;
        }
        switch (instruction) {
            case DELETE_TRIGGER -> {
                if (hasNext || stored.trigger.getNextFireTime() == null) {
                    removeTrigger(key);
                }
            }
            case SET_TRIGGER_COMPLETE -> settle(key, State.COMPLETE);
            case SET_TRIGGER_ERROR -> settle(key, State.ERROR);
            case SET_ALL_JOB_TRIGGERS_COMPLETE ->
                    of(job).forEach(each -> settle(each, State.COMPLETE));
            case SET_ALL_JOB_TRIGGERS_ERROR -> of(job).forEach(each -> settle(each, State.ERROR));
            default -> {}
        }
    }

    private void settle(TriggerKey key, State state) {
        var stored = Objects.requireNonNull(triggers.get(key));
        takeOut(stored);
        stored.state = state;
    }

    void reset(TriggerKey key) {
        var stored = triggers.get(key);
        if (stored == null || stored.state != State.ERROR) {
            return;
        }
        boolean paused =
                pausedTriggerGroups.contains(key.getGroup())
                        || pausedJobGroups.contains(stored.trigger.getJobKey().getGroup());
        stored.state =
                stored.trigger.getNextFireTime() == null
                        ? State.COMPLETE
                        : paused ? State.PAUSED : State.WAITING;
    }

    TriggerState state(TriggerKey key) {
        var stored = triggers.get(key);
        if (stored == null) {
            return TriggerState.NONE;
        }
        var holder = holders.get(stored.trigger.getJobKey());
        return switch (stored.state) {
            case WAITING ->
                    holder != null && holder.executing()
                            ? TriggerState.BLOCKED
                            : TriggerState.NORMAL;
            case ACQUIRED -> TriggerState.NORMAL;
            case PAUSED -> TriggerState.PAUSED;
            case COMPLETE -> TriggerState.COMPLETE;
            case ERROR -> TriggerState.ERROR;
        };
    }

    Set<TriggerKey> keys() {
        return new HashSet<>(triggers.keySet());
    }
}
