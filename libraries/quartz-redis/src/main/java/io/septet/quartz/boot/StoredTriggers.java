package io.septet.quartz.boot;

import java.util.Collection;
import java.util.List;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** Reads many triggers at once, which a {@link org.quartz.Scheduler} cannot. */
public interface StoredTriggers {
    /** Those of these that exist, in any state; 500 a call of Redis. */
    List<? extends Trigger> find(Collection<TriggerKey> keys) throws SchedulerException;
}
