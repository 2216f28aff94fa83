package io.septet.quartz;

import static io.septet.quartz.Answers.text;

import io.septet.quartz.json.CalendarJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;

/** Calendars. Those that triggers are fired by are kept here as long as they do not change. */
final class Calendars {
    /** How often triggers may change under our hands before we give up. */
    private static final int TRIES = 20;

    private final RedisCalls redis;
    private final Session session;
    private final Definitions definitions;
    private final Rows rows;
    private final CalendarJson json;
    private final Map<String, Versioned> known = new ConcurrentHashMap<>();

    private record Versioned(String version, Calendar calendar) {}

    Calendars(
            RedisCalls redis,
            Session session,
            Definitions definitions,
            Rows rows,
            CalendarJson json) {
        this.redis = redis;
        this.session = session;
        this.definitions = definitions;
        this.rows = rows;
        this.json = json;
    }

    void store(
            String name,
            Calendar calendar,
            boolean replace,
            boolean updateTriggers,
            long misfireThreshold)
            throws JobPersistenceException {
        var text = json.write(calendar);
        for (int i = 0; i < TRIES; i++) {
            var arguments =
                    new ArrayList<>(
                            List.of(
                                    "store",
                                    Keys.escape(name),
                                    text,
                                    replace ? "1" : "0",
                                    updateTriggers ? "1" : "0"));
            if (updateTriggers) {
                var keys =
                        Answers.texts(
                                redis.list(
                                        Script.READ,
                                        List.of("members", "calt:" + Keys.escape(name))));
                for (var trigger : definitions.triggers(keys)) {
                    arguments.add(Keys.of(trigger.getKey()));
                    arguments.addAll(rows.times(trigger).subList(0, 2));
                    // What it excludes is asked while the times are computed.
                    trigger.updateWithNewCalendar((Calendar) calendar.clone(), misfireThreshold);
                    arguments.addAll(rows.times(trigger));
                }
            }
            switch (text(session.once(Script.CALENDAR, arguments), 0)) {
                case "ok" -> {
                    return;
                }
                case "exists" ->
                        throw new ObjectAlreadyExistsException(
                                "Calendar with name '" + name + "' already exists.");
                default -> Thread.onSpinWait();
            }
        }
        throw new JobPersistenceException(
                "The triggers of calendar '" + name + "' change all the time; nothing was stored");
    }

    boolean remove(String name) throws JobPersistenceException {
        var answer = text(session.once(Script.CALENDAR, List.of("remove", Keys.escape(name))), 0);
        if (answer.equals("used")) {
            throw new JobPersistenceException(
                    "Calendar cannot be removed if it is referenced by a trigger!");
        }
        return answer.equals("ok");
    }

    @Nullable Calendar find(String name) throws JobPersistenceException {
        var row = redis.list(Script.READ, List.of("calendar", Keys.escape(name)));
        if (row.isEmpty()) {
            return null;
        }
        var calendar = json.read(text(row, 0));
        known.put(name, new Versioned(text(row, 1), calendar));
        return (Calendar) calendar.clone();
    }

    /** The calendar of this version, read only if it is not known. */
    @Nullable Calendar of(@Nullable String name, String version) throws JobPersistenceException {
        if (name == null) {
            return null;
        }
        var one = known.get(name);
        return one != null && one.version.equals(version)
                ? (Calendar) one.calendar.clone()
                : find(name);
    }
}
