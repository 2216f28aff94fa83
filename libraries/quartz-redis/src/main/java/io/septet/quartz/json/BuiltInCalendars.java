package io.septet.quartz.json;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.impl.calendar.AnnualCalendar;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.CronCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.MonthlyCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/** The calendars that Quartz brings. */
final class BuiltInCalendars {
    private BuiltInCalendars() {}

    static List<CalendarCodec<?>> all() {
        return List.of(
                codec(
                        "base",
                        BaseCalendar.class,
                        calendar -> Map.of(),
                        fields -> new BaseCalendar()),
                codec(
                        "annual",
                        AnnualCalendar.class,
                        calendar -> {
                            var days = new ArrayList<List<Integer>>();
                            for (var day : calendar.getDaysExcluded()) {
                                days.add(
                                        List.of(
                                                day.get(java.util.Calendar.MONTH) + 1,
                                                day.get(java.util.Calendar.DAY_OF_MONTH)));
                            }
                            return Map.of("days", days);
                        },
                        BuiltInCalendars::annual),
                codec(
                        "cron",
                        CronCalendar.class,
                        calendar ->
                                Map.of("cron", calendar.getCronExpression().getCronExpression()),
                        BuiltInCalendars::cron),
                codec(
                        "daily",
                        DailyCalendar.class,
                        BuiltInCalendars::daily,
                        BuiltInCalendars::daily),
                codec(
                        "holiday",
                        HolidayCalendar.class,
                        calendar ->
                                Map.of(
                                        "days",
                                        calendar.getExcludedDates().stream()
                                                .map(Date::getTime)
                                                .toList()),
                        fields -> {
                            var calendar = new HolidayCalendar();
                            zone(calendar, fields);
                            for (var day : fields.list("days")) {
                                calendar.addExcludedDate(new Date(((Number) day).longValue()));
                            }
                            return calendar;
                        }),
                codec(
                        "monthly",
                        MonthlyCalendar.class,
                        calendar -> Map.of("days", numbers(31, calendar::isDayExcluded)),
                        fields -> {
                            var calendar = new MonthlyCalendar();
                            for (int day = 1; day <= 31; day++) {
                                calendar.setDayExcluded(day, contains(fields.list("days"), day));
                            }
                            return calendar;
                        }),
                codec(
                        "weekly",
                        WeeklyCalendar.class,
                        calendar -> Map.of("days", numbers(7, calendar::isDayExcluded)),
                        fields -> {
                            var calendar = new WeeklyCalendar();
                            for (int day = 1; day <= 7; day++) {
                                calendar.setDayExcluded(day, contains(fields.list("days"), day));
                            }
                            return calendar;
                        }));
    }

    private static AnnualCalendar annual(Fields fields) {
        var calendar = new AnnualCalendar();
        zone(calendar, fields);
        for (var element : fields.list("days")) {
            var day = (List<?>) element;
            // A leap year, so that February has its 29th.
            calendar.setDayExcluded(
                    new GregorianCalendar(
                            2024,
                            ((Number) day.getFirst()).intValue() - 1,
                            ((Number) day.getLast()).intValue()),
                    true);
        }
        return calendar;
    }

    private static CronCalendar cron(Fields fields) throws JobPersistenceException {
        try {
            return new CronCalendar(fields.required("cron"));
        } catch (ParseException e) {
            throw new JobPersistenceException("Stored cron calendar: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> daily(DailyCalendar calendar) {
        var zone = calendar.getTimeZone() == null ? TimeZone.getDefault() : calendar.getTimeZone();
        // Any day without a change of clocks serves to read the range as times of day.
        var noon = new GregorianCalendar(zone);
        noon.set(2024, java.util.Calendar.JANUARY, 16, 12, 0, 0);
        return Map.of(
                "from",
                        time(
                                zone,
                                calendar.getTimeRangeStartingTimeInMillis(noon.getTimeInMillis())),
                "to", time(zone, calendar.getTimeRangeEndingTimeInMillis(noon.getTimeInMillis())),
                "inverted", calendar.getInvertTimeRange());
    }

    private static DailyCalendar daily(Fields fields) throws JobPersistenceException {
        var calendar = new DailyCalendar(fields.required("from"), fields.required("to"));
        calendar.setInvertTimeRange(fields.flag("inverted"));
        return calendar;
    }

    private static String time(TimeZone zone, long at) {
        var time = new GregorianCalendar(zone);
        time.setTimeInMillis(at);
        return time.get(java.util.Calendar.HOUR_OF_DAY)
                + ":"
                + time.get(java.util.Calendar.MINUTE)
                + ":"
                + time.get(java.util.Calendar.SECOND)
                + ":"
                + time.get(java.util.Calendar.MILLISECOND);
    }

    private static void zone(BaseCalendar calendar, Fields fields) {
        var zone = fields.zone();
        if (zone != null) {
            calendar.setTimeZone(zone);
        }
    }

    private static List<Integer> numbers(int most, Function<Integer, Boolean> excluded) {
        var days = new ArrayList<Integer>();
        for (int day = 1; day <= most; day++) {
            if (excluded.apply(day)) {
                days.add(day);
            }
        }
        return days;
    }

    private static boolean contains(List<?> days, int day) {
        return days.stream().anyMatch(one -> ((Number) one).intValue() == day);
    }

    private static <T extends BaseCalendar> CalendarCodec<T> codec(
            String type,
            Class<T> of,
            Function<T, Map<String, Object>> writing,
            Reading<T> reading) {
        return new CalendarCodec<>() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public Class<T> of() {
                return of;
            }

            @Override
            public Map<String, Object> write(T calendar) {
                var fields = new LinkedHashMap<>(writing.apply(calendar));
                if (calendar.getTimeZone() != null) {
                    fields.put("zone", calendar.getTimeZone().getID());
                }
                return fields;
            }

            @Override
            public T read(Map<String, @Nullable Object> stored) throws JobPersistenceException {
                var fields = new Fields(stored);
                var calendar = reading.read(fields);
                zone(calendar, fields);
                return calendar;
            }
        };
    }

    private interface Reading<T> {
        T read(Fields fields) throws JobPersistenceException;
    }
}
