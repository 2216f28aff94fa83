package io.septet.scheduler;

import io.septet.kit.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Reads times as clients give them: ISO 8601 date-times with an offset, never without. */
public final class Moments {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private Moments() {}

    /**
     * An instant, to the millisecond.
     *
     * @param name the field or parameter it is given in
     * @throws Problem 422 if it is not a date-time, has no offset, or lies outside 2000 to 2200
     */
    public static Instant parse(String name, String value) {
        // In a query an offset's + often arrives as the space that it stands for there.
        String text = value.strip().replace(' ', '+');
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw isLocal(text)
                    ? Problem.unprocessable(
                                    name + "-without-offset",
                                    "The time has no offset from UTC",
                                    name
                                            + " "
                                            + value
                                            + " names no instant; write it like 2026-12-01T09:00:00+08:00")
                            .with("field", name)
                    : unreadable(name, value);
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw unreadable(name, value);
        }
        return instant;
    }

    /**
     * The name of an IANA time zone.
     *
     * @throws Problem 422 if there is none of that name
     */
    public static String zone(String value) {
        if (ZoneId.getAvailableZoneIds().contains(value)) {
            return value;
        }
        throw Problem.unprocessable(
                        "zone-unknown",
                        "There is no such time zone",
                        value + " is not the name of an IANA time zone such as Asia/Shanghai")
                .with("zone", value);
    }

    private static boolean isLocal(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Problem unreadable(String name, String value) {
        return Problem.unprocessable(
                        "time-unreadable",
                        "The time cannot be read",
                        name
                                + " "
                                + value
                                + " is not a date-time between 2000 and 2200 such as 2026-12-01T09:00:00+08:00")
                .with("field", name);
    }
}
