package io.septet.quartz.json;

import java.text.ParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quartz.DailyTimeIntervalTrigger;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.JobPersistenceException;
import org.quartz.TimeOfDay;
import org.quartz.impl.triggers.CalendarIntervalTriggerImpl;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.impl.triggers.DailyTimeIntervalTriggerImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;

/** The four types of trigger that Quartz brings. */
final class BuiltInTriggers {
    private BuiltInTriggers() {}

    static List<TriggerCodec<?>> all() {
        return List.of(new Simple(), new Cron(), new CalendarInterval(), new DailyTimeInterval());
    }

    /** {@code {"count":-1,"interval":60000}}; neither for one-shots. */
    private static final class Simple implements TriggerCodec<SimpleTriggerImpl> {
        @Override
        public String type() {
            return "simple";
        }

        @Override
        public Class<SimpleTriggerImpl> of() {
            return SimpleTriggerImpl.class;
        }

        @Override
        public Map<String, Object> write(SimpleTriggerImpl trigger) {
            var schedule = new LinkedHashMap<String, Object>();
            if (trigger.getRepeatCount() != 0) {
                schedule.put("count", trigger.getRepeatCount());
            }
            if (trigger.getRepeatInterval() != 0) {
                schedule.put("interval", trigger.getRepeatInterval());
            }
            return schedule;
        }

        @Override
        public SimpleTriggerImpl read(Map<String, @Nullable Object> schedule) {
            var fields = new Fields(schedule);
            var trigger = new SimpleTriggerImpl();
            trigger.setRepeatCount(fields.integer("count", 0));
            trigger.setRepeatInterval(fields.number("interval", 0));
            return trigger;
        }

        @Override
        public int timesTriggered(SimpleTriggerImpl trigger) {
            return trigger.getTimesTriggered();
        }

        @Override
        public void restoreTimesTriggered(SimpleTriggerImpl trigger, int times) {
            trigger.setTimesTriggered(times);
        }
    }

    /** {@code {"cron":"0 0 9 ? * MON","zone":"Asia/Shanghai"}}. */
    private static final class Cron implements TriggerCodec<CronTriggerImpl> {
        @Override
        public String type() {
            return "cron";
        }

        @Override
        public Class<CronTriggerImpl> of() {
            return CronTriggerImpl.class;
        }

        @Override
        public Map<String, Object> write(CronTriggerImpl trigger) {
            return Map.of(
                    "cron", trigger.getCronExpression(), "zone", trigger.getTimeZone().getID());
        }

        @Override
        public CronTriggerImpl read(Map<String, @Nullable Object> schedule)
                throws JobPersistenceException {
            var fields = new Fields(schedule);
            var trigger = new CronTriggerImpl();
            try {
                trigger.setCronExpression(fields.required("cron"));
            } catch (ParseException e) {
                throw new JobPersistenceException("Stored cron expression: " + e.getMessage(), e);
            }
            trigger.setTimeZone(fields.zone());
            return trigger;
        }
    }

    /**
     * {@code {"interval":1,"unit":"MONTH","zone":"Europe/Paris","keepHour":true,"skipDay":true}}.
     */
    private static final class CalendarInterval
            implements TriggerCodec<CalendarIntervalTriggerImpl> {
        @Override
        public String type() {
            return "calendar-interval";
        }

        @Override
        public Class<CalendarIntervalTriggerImpl> of() {
            return CalendarIntervalTriggerImpl.class;
        }

        @Override
        public Map<String, Object> write(CalendarIntervalTriggerImpl trigger) {
            var schedule = new LinkedHashMap<String, Object>();
            schedule.put("interval", trigger.getRepeatInterval());
            schedule.put("unit", trigger.getRepeatIntervalUnit().name());
            schedule.put("zone", trigger.getTimeZone().getID());
            if (trigger.isPreserveHourOfDayAcrossDaylightSavings()) {
                schedule.put("keepHour", true);
            }
            if (trigger.isSkipDayIfHourDoesNotExist()) {
                schedule.put("skipDay", true);
            }
            return schedule;
        }

        @Override
        public CalendarIntervalTriggerImpl read(Map<String, @Nullable Object> schedule)
                throws JobPersistenceException {
            var fields = new Fields(schedule);
            var trigger = new CalendarIntervalTriggerImpl();
            trigger.setRepeatIntervalUnit(IntervalUnit.valueOf(fields.required("unit")));
            trigger.setRepeatInterval(fields.integer("interval", 1));
            trigger.setTimeZone(fields.zone());
            trigger.setPreserveHourOfDayAcrossDaylightSavings(fields.flag("keepHour"));
            trigger.setSkipDayIfHourDoesNotExist(fields.flag("skipDay"));
            return trigger;
        }

        @Override
        public int timesTriggered(CalendarIntervalTriggerImpl trigger) {
            return trigger.getTimesTriggered();
        }

        @Override
        public void restoreTimesTriggered(CalendarIntervalTriggerImpl trigger, int times) {
            trigger.setTimesTriggered(times);
        }
    }

    /** {@code {"interval":15,"unit":"MINUTE","from":"9:0:0","to":"17:30:0","days":[2,3,4,5,6]}}. */
    private static final class DailyTimeInterval
            implements TriggerCodec<DailyTimeIntervalTriggerImpl> {
        @Override
        public String type() {
            return "daily-time-interval";
        }

        @Override
        public Class<DailyTimeIntervalTriggerImpl> of() {
            return DailyTimeIntervalTriggerImpl.class;
        }

        @Override
        public Map<String, Object> write(DailyTimeIntervalTriggerImpl trigger) {
            var schedule = new LinkedHashMap<String, Object>();
            schedule.put("interval", trigger.getRepeatInterval());
            schedule.put("unit", trigger.getRepeatIntervalUnit().name());
            if (trigger.getRepeatCount() != DailyTimeIntervalTrigger.REPEAT_INDEFINITELY) {
                schedule.put("count", trigger.getRepeatCount());
            }
            schedule.put("from", text(trigger.getStartTimeOfDay()));
            schedule.put("to", text(trigger.getEndTimeOfDay()));
            schedule.put("days", List.copyOf(new TreeSet<>(trigger.getDaysOfWeek())));
            return schedule;
        }

        @Override
        public DailyTimeIntervalTriggerImpl read(Map<String, @Nullable Object> schedule)
                throws JobPersistenceException {
            var fields = new Fields(schedule);
            var trigger = new DailyTimeIntervalTriggerImpl();
            trigger.setRepeatIntervalUnit(IntervalUnit.valueOf(fields.required("unit")));
            trigger.setRepeatInterval(fields.integer("interval", 1));
            trigger.setRepeatCount(
                    fields.integer("count", DailyTimeIntervalTrigger.REPEAT_INDEFINITELY));
            // The end first: a start after the preset end would be refused.
            trigger.setStartTimeOfDay(new TimeOfDay(0, 0, 0));
            trigger.setEndTimeOfDay(time(fields.required("to")));
            trigger.setStartTimeOfDay(time(fields.required("from")));
            var days = new HashSet<Integer>();
            for (var day : fields.list("days")) {
                days.add(((Number) day).intValue());
            }
            trigger.setDaysOfWeek(days);
            return trigger;
        }

        @Override
        public int timesTriggered(DailyTimeIntervalTriggerImpl trigger) {
            return trigger.getTimesTriggered();
        }

        @Override
        public void restoreTimesTriggered(DailyTimeIntervalTriggerImpl trigger, int times) {
            trigger.setTimesTriggered(times);
        }

        private static String text(TimeOfDay time) {
            return time.getHour() + ":" + time.getMinute() + ":" + time.getSecond();
        }

        private static TimeOfDay time(String text) {
            var parts = text.split(":", -1);
            return new TimeOfDay(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]));
        }
    }
}
