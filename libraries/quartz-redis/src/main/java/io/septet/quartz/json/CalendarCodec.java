package io.septet.quartz.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobPersistenceException;

/**
 * How one type of calendar is stored. Description and base calendar are stored for it.
 *
 * @param <T> the type of calendar, matched exactly
 */
public interface CalendarCodec<T extends Calendar> {
    /** The name under which calendars of this type are stored; must never change. */
    String type();

    /** The class of these calendars. */
    Class<T> of();

    /** What it excludes, as text, numbers, booleans, lists and maps. */
    Map<String, Object> write(T calendar);

    /** A calendar that excludes this. */
    T read(Map<String, @Nullable Object> fields) throws JobPersistenceException;
}
