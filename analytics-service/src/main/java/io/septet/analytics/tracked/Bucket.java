package io.septet.analytics.tracked;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A quarter of an hour, an hour, six hours or a day of UTC, for which sums are kept. Every time
 * zone of today begins its days on a quarter of an hour of UTC, so that days of any zone are made
 * of these.
 *
 * @param month as in keys, {@code 2026-03}
 * @param field as in hashes: {@code 01}, {@code 01T06-11}, {@code 01T09} or {@code 01T09:15}
 */
public record Bucket(String month, String field) {
    private enum Grain {
        DAY(Duration.ofDays(1)),
        SIX_HOURS(Duration.ofHours(6)),
        HOUR(Duration.ofHours(1)),
        QUARTER(Duration.ofMinutes(15));

        private final long millis;

        Grain(Duration length) {
            this.millis = length.toMillis();
        }

        boolean begins(long millis) {
            return Math.floorMod(millis, this.millis) == 0;
        }
    }

    /** The buckets that a time falls into. */
    static List<Bucket> around(Instant time) {
        return Arrays.stream(Grain.values())
                .map(grain -> bucket(grain, time.toEpochMilli()))
                .toList();
    }

    /**
     * As few buckets as possible that together are exactly a period; none if it is empty.
     *
     * @throws IllegalArgumentException if it does not begin and end with a quarter of an hour
     */
    public static List<Bucket> covering(Instant from, Instant to) {
        if (!isBorder(from) || !isBorder(to)) {
            throw new IllegalArgumentException("No quarters of an hour: " + from + ", " + to);
        }
        var buckets = new ArrayList<Bucket>();
        long end = to.toEpochMilli();
        long at = from.toEpochMilli();
        while (at < end) {
            var grain = longest(at, end);
            buckets.add(bucket(grain, at));
            at += grain.millis;
        }
        return buckets;
    }

    /** Whether a bucket begins at a time. */
    public static boolean isBorder(Instant time) {
        return time.equals(borderBefore(time));
    }

    /** The last begin of a bucket that is not after a time. */
    public static Instant borderBefore(Instant time) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, Grain.QUARTER.millis));
    }

    /** The first begin of a bucket that is not before a time. */
    public static Instant borderAfter(Instant time) {
        var before = borderBefore(time);
        return before.equals(time) ? before : before.plusMillis(Grain.QUARTER.millis);
    }

    private static Grain longest(long from, long to) {
        return Arrays.stream(Grain.values())
                .filter(grain -> grain.begins(from) && from + grain.millis <= to)
                .findFirst()
                .orElseThrow();
    }

    private static Bucket bucket(Grain grain, long millis) {
        var time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
        var field = new StringBuilder(8);
        two(field, time.getDayOfMonth());
        if (grain == Grain.SIX_HOURS) {
            int hour = time.getHour() / 6 * 6;
            two(field.append('T'), hour);
            two(field.append('-'), hour + 5);
        } else if (grain != Grain.DAY) {
            two(field.append('T'), time.getHour());
        }
        if (grain == Grain.QUARTER) {
            two(field.append(':'), time.getMinute() / 15 * 15);
        }
        var month = String.format(Locale.ROOT, "%04d-%02d", time.getYear(), time.getMonthValue());
        return new Bucket(month, field.toString());
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
