package io.septet.quartz;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.spi.SchedulerSignaler;

/** Remembers what a store tells its scheduler. */
final class Signals implements SchedulerSignaler {
    final List<Object> misfired = new CopyOnWriteArrayList<>();
    final List<Object> finalized = new CopyOnWriteArrayList<>();
    final List<JobKey> deleted = new CopyOnWriteArrayList<>();
    final List<Long> changes = new CopyOnWriteArrayList<>();
    final List<String> errors = new CopyOnWriteArrayList<>();

    @Override
    public void notifyTriggerListenersMisfired(Trigger trigger) {
        misfired.add(trigger.getKey());
    }

    @Override
    public void notifySchedulerListenersFinalized(Trigger trigger) {
        finalized.add(trigger.getKey());
    }

    @Override
    public void notifySchedulerListenersJobDeleted(JobKey key) {
        deleted.add(key);
    }

    @Override
    public void signalSchedulingChange(long candidate) {
        changes.add(candidate);
    }

    @Override
    public void notifySchedulerListenersError(String text, @Nullable SchedulerException e) {
        errors.add(text);
    }
}
