package io.septet.analytics.report;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is asked about: publications of a workspace, published from {@code from} on and
 * before {@code to}.
 *
 * @param zone in which its days begin
 * @param feeds only these; empty = all
 */
record Question(String workspace, Instant from, Instant to, ZoneId zone, List<String> feeds) {
    private static final Duration LONGEST = Duration.ofDays(400);

    /**
     * Reads a request's parameters.
     *
     * @throws Problem 400 for what cannot be read, 422 for what makes no sense
     */
    static Question of(
            String workspace,
            @Nullable String from,
            @Nullable String to,
            @Nullable String zone,
            @Nullable List<String> feeds) {
        var begin = time("from", from);
        var end = time("to", to);
        if (!begin.isBefore(end)) {
            throw Problem.unprocessable(
                            "from-not-before-to",
                            "The period ends before it begins",
                            "from must be before to")
                    .with("from", begin)
                    .with("to", end);
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Problem.unprocessable(
                            "period-too-long",
                            "The period is too long",
                            "A report covers at most " + LONGEST.toDays() + " days")
                    .with("limit", LONGEST.toDays());
        }
        return new Question(workspace, begin, end, zone(zone), feeds(feeds));
    }

    /**
     * The same about the time straight before, of equal length: as many days if this begins and
     * ends with a day in its zone, which one hour more or less does not change; else as long.
     */
    Question before() {
        var begin = from.atZone(zone);
        var end = to.atZone(zone);
        var earlier =
                startsDay(begin) && startsDay(end)
                        ? begin.toLocalDate()
                                .minusDays(
                                        ChronoUnit.DAYS.between(
                                                begin.toLocalDate(), end.toLocalDate()))
                                .atStartOfDay(zone)
                                .toInstant()
                        : from.minus(Duration.between(from, to));
        return new Question(workspace, earlier, from, zone, feeds);
    }

    /** The same about a part of the period. */
    Question within(Instant begin, Instant end) {
        return new Question(workspace, begin, end, zone, feeds);
    }

    private static boolean startsDay(ZonedDateTime time) {
        return time.equals(time.toLocalDate().atStartOfDay(time.getZone()));
    }

    private static Instant time(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Problem.badRequest(
                            "parameter-missing",
                            "A parameter is missing",
                            "Give " + name + " as a date-time with offset, as 2026-03-01T00:00:00Z")
                    .with("parameter", name);
        }
        try {
            // A plus sign that was not encoded in the address arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                            "time-without-offset",
                            "A date-time with its offset is needed",
                            name + " must look like 2026-03-01T00:00:00+08:00, not " + text)
                    .with("parameter", name);
        }
    }

    private static ZoneId zone(@Nullable String zone) {
        if (zone == null || zone.isBlank()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Problem.unprocessable(
                            "zone-unknown",
                            "That time zone is not known",
                            "zone must be a name such as Asia/Shanghai, not " + zone)
                    .with("zone", zone);
        }
    }

    private static List<String> feeds(@Nullable List<String> feeds) {
        if (feeds == null) {
            return List.of();
        }
        var given = feeds.stream().filter(feed -> !feed.isBlank()).distinct().toList();
        for (String feed : given) {
            // Ids become part of keys.
            if (!Ids.isId(feed)) {
                throw Problem.badRequest(
                                "feed-unreadable",
                                "That is not the id of a feed",
                                "feeds must be ids of feeds, separated by commas")
                        .with("feed", feed);
            }
        }
        return given;
    }
}
