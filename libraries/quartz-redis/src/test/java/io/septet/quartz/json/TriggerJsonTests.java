package io.septet.quartz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.CronScheduleBuilder;
import org.quartz.DailyTimeIntervalScheduleBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.JobPersistenceException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TimeOfDay;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.calendar.AnnualCalendar;
import org.quartz.impl.calendar.CronCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.MonthlyCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;

/** A trigger or calendar that was stored fires at the times at which the original would. */
class TriggerJsonTests {
    private static final Date START = new Date(1_795_445_542_000L);

    private final TriggerJson json = new TriggerJson(List.of());

    static Stream<Trigger> triggers() {
        var builder = TriggerBuilder.newTrigger().withIdentity("t").startAt(START);
        return Stream.of(
                builder.build(),
                builder.withPriority(-3)
                        .withDescription("d")
                        .endAt(new Date(START.getTime() + 90_000_000_000L))
                        .build(),
                builder.withSchedule(
                                SimpleScheduleBuilder.repeatMinutelyForTotalCount(9, 7)
                                        .withMisfireHandlingInstructionNowWithExistingCount())
                        .build(),
                builder.withSchedule(
                                CronScheduleBuilder.cronSchedule("0 30 2 ? * SUN")
                                        .inTimeZone(TimeZone.getTimeZone("Europe/Paris"))
                                        .withMisfireHandlingInstructionDoNothing())
                        .build(),
                builder.withSchedule(
                                CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
                                        .withInterval(1, IntervalUnit.DAY)
                                        .inTimeZone(TimeZone.getTimeZone("America/New_York"))
                                        .preserveHourOfDayAcrossDaylightSavings(true)
                                        .skipDayIfHourDoesNotExist(true))
                        .build(),
                builder.withSchedule(
                                DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule()
                                        .withInterval(45, IntervalUnit.MINUTE)
                                        .startingDailyAt(TimeOfDay.hourAndMinuteOfDay(9, 15))
                                        .endingDailyAt(TimeOfDay.hourAndMinuteOfDay(17, 0))
                                        .onMondayThroughFriday()
                                        .withRepeatCount(200))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void firesAtTheSameTimes(Trigger trigger) throws Exception {
        var original = (OperableTrigger) trigger;
        original.computeFirstFireTime(null);
        original.triggered(null);
        var text = json.write(original);
        var back = json.read(text, json.timesTriggered(original));
        back.setNextFireTime(original.getNextFireTime());
        back.setPreviousFireTime(original.getPreviousFireTime());

        assertThat(json.write(back)).isEqualTo(text);
        assertThat(back.getMisfireInstruction()).isEqualTo(original.getMisfireInstruction());
        assertThat(back.getPriority()).isEqualTo(original.getPriority());
        assertThat(back.getDescription()).isEqualTo(original.getDescription());
        for (int i = 0; i < 300; i++) {
            assertThat(back.getNextFireTime()).isEqualTo(original.getNextFireTime());
            if (original.getNextFireTime() == null) {
                break;
            }
            original.triggered(null);
            back.triggered(null);
        }
    }

    static Stream<org.quartz.Calendar> calendars() throws Exception {
        var zone = TimeZone.getTimeZone("Asia/Shanghai");
        var annual = new AnnualCalendar();
        annual.setTimeZone(zone);
        annual.setDayExcluded(new GregorianCalendar(2026, 1, 28), true);
        var cron = new CronCalendar("* * 0-7,18-23 ? * *");
        cron.setTimeZone(zone);
        var daily = new DailyCalendar("8:30", "17:45:10");
        daily.setInvertTimeRange(true);
        daily.setTimeZone(zone);
        var holiday = new HolidayCalendar();
        holiday.addExcludedDate(new Date(START.getTime() + 86_400_000));
        var monthly = new MonthlyCalendar();
        monthly.setDayExcluded(13, true);
        var weekly = new WeeklyCalendar(monthly);
        weekly.setDayExcluded(java.util.Calendar.WEDNESDAY, true);
        weekly.setDayExcluded(java.util.Calendar.SATURDAY, false);
        weekly.setDescription("d");
        return Stream.of(annual, cron, daily, holiday, monthly, weekly);
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void excludesTheSameTimes(org.quartz.Calendar calendar) throws Exception {
        var calendars = new CalendarJson(List.of());
        var back = calendars.read(calendars.write(calendar));
        assertThat(calendars.write(back)).isEqualTo(calendars.write(calendar));
        assertThat(back.getDescription()).isEqualTo(calendar.getDescription());
        for (long hour = 0; hour < 24 * 400; hour++) {
            long time = START.getTime() + hour * 3_600_000 + hour * 1_000;
            assertThat(back.isTimeIncluded(time)).isEqualTo(calendar.isTimeIncluded(time));
        }
    }

    /** A type of one's own. */
    public static final class Custom extends SimpleTriggerImpl {
        private static final long serialVersionUID = 1;
    }

    @Test
    void typesOfOnesOwnNeedACodec() throws Exception {
        var custom = new Custom();
        custom.setStartTime(START);
        assertThatThrownBy(() -> json.write(custom))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessageContaining("TriggerCodec");
        var knowing =
                new TriggerJson(
                        List.of(
                                new TriggerCodec<Custom>() {
                                    @Override
                                    public String type() {
                                        return "custom";
                                    }

                                    @Override
                                    public Class<Custom> of() {
                                        return Custom.class;
                                    }

                                    @Override
                                    public Map<String, Object> write(Custom trigger) {
                                        return Map.of("interval", trigger.getRepeatInterval());
                                    }

                                    @Override
                                    public Custom read(Map<String, @Nullable Object> schedule) {
                                        var trigger = new Custom();
                                        trigger.setRepeatInterval(
                                                new Fields(schedule).number("interval", 0));
                                        return trigger;
                                    }
                                }));
        custom.setRepeatInterval(9);
        assertThat(((Custom) knowing.read(knowing.write(custom), 0)).getRepeatInterval())
                .isEqualTo(9);
    }

    @Test
    void anotherReleasesFormIsNotGuessedAt() {
        assertThatThrownBy(() -> json.read("{\"v\":2,\"type\":\"simple\",\"start\":1}", 0))
                .isInstanceOf(JobPersistenceException.class);
    }
}
