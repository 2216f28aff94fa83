package io.septet.quartz.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.spi.OperableTrigger;

/**
 * How one type of trigger is stored. What all triggers have - key, job, start and end, priority,
 * misfire instruction, calendar, data, next and previous time - is stored for it; a codec adds what
 * makes the schedule.
 *
 * @param <T> the type of trigger, matched exactly
 */
public interface TriggerCodec<T extends OperableTrigger> {
    /** The name under which triggers of this type are stored; must never change. */
    String type();

    /** The class of these triggers. */
    Class<T> of();

    /** What makes the schedule, as text, numbers, booleans, lists and maps; defaults left out. */
    Map<String, Object> write(T trigger);

    /** A trigger with this schedule, everything else yet to be set. */
    T read(Map<String, @Nullable Object> schedule) throws JobPersistenceException;

    /** How often it has fired, for types that count. */
    default int timesTriggered(T trigger) {
        return 0;
    }

    /** Restores {@link #timesTriggered}. */
    default void restoreTimesTriggered(T trigger, int times) {}
}
