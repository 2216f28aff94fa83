package io.septet.analytics.tracked;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the latest readings of publications, metric by metric. A metric that none of them
 * reported is not in it; one that only some reported is the sum of those. Times are to the
 * millisecond.
 *
 * <p>As text: publications, then per metric how many reported it and their sum; after the semicolon
 * the newest reading, then the newest per metric, in milliseconds since 1970-01-01T00:00Z. Metrics
 * are in the order of {@link Metric}; one that is added later is added at the end.
 *
 * <pre>
 * 3 0 0 0 0 0 0 2 7 0 0 0 0 0 0 0 0 0 0;1772355671000 0 0 0 1772355671000 0 0 0 0 0
 * </pre>
 */
public final class Tally {
    private static final Metric[] METRICS = Metric.values();

    private final long[] sums = new long[1 + 2 * METRICS.length];
    private final long[] newest = new long[1 + METRICS.length];

    /** What is to be added where {@code before} was counted so that {@code after} is instead. */
    static Tally difference(@Nullable TrackedPublication before, TrackedPublication after) {
        var difference = new Tally();
        if (before != null) {
            difference.add(before);
            for (int i = 0; i < difference.sums.length; i++) {
                difference.sums[i] = -difference.sums[i];
            }
        }
        difference.add(after);
        return difference;
    }

    /** Reads a tally back; numbers of metrics that this release does not know are left out. */
    static Tally parse(String text) {
        var tally = new Tally();
        int semicolon = text.indexOf(';');
        read(text, 0, semicolon, tally.sums);
        read(text, semicolon + 1, text.length(), tally.newest);
        return tally;
    }

    private static void read(String text, int from, int to, long[] numbers) {
        int begin = from;
        for (int i = 0; i < numbers.length && begin < to; i++) {
            int space = text.indexOf(' ', begin);
            int end = space < 0 || space > to ? to : space;
            numbers[i] = Long.parseLong(text, begin, end, 10);
            begin = end + 1;
        }
    }

    /** Adds a publication's latest values. */
    public void add(TrackedPublication publication) {
        sums[0]++;
        var read = publication.lastReadAt();
        if (read != null) {
            newest[0] = Math.max(newest[0], read.toEpochMilli());
        }
        for (Metric metric : METRICS) {
            publication
                    .latest(metric)
                    .ifPresent(latest -> {
                        int i = metric.ordinal();
                        sums[1 + 2 * i]++;
                        sums[2 + 2 * i] += latest.value();
                        newest[1 + i] = Math.max(newest[1 + i], latest.at().toEpochMilli());
                    });
        }
    }

    /** Adds everything in another tally. */
    public void add(Tally other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int i = 0; i < newest.length; i++) {
            newest[i] = Math.max(newest[i], other.newest[i]);
        }
    }

    /** How many publications were added. */
    public int posts() {
        return Math.toIntExact(sums[0]);
    }

    /** When the newest reading was taken; empty if there is none. */
    public Optional<Instant> lastReadAt() {
        return newest[0] == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest[0]));
    }

    /** The sums by the metric's word, each with the time of the newest reading in it. */
    public Map<String, LatestValue> metrics() {
        var reported = new EnumMap<Metric, LatestValue>(Metric.class);
        for (Metric metric : METRICS) {
            int i = metric.ordinal();
            if (sums[1 + 2 * i] > 0) {
                var at = Instant.ofEpochMilli(newest[1 + i]);
                reported.put(metric, new LatestValue(sums[2 + 2 * i], at));
            }
        }
        return Metric.inOrder(reported);
    }

    /** The sums alone. */
    public Map<String, Long> values() {
        var reported = new EnumMap<Metric, Long>(Metric.class);
        for (Metric metric : METRICS) {
            int i = metric.ordinal();
            if (sums[1 + 2 * i] > 0) {
                reported.put(metric, sums[2 + 2 * i]);
            }
        }
        return Metric.inOrder(reported);
    }

    List<Long> sums() {
        return Arrays.stream(sums).boxed().toList();
    }

    List<Long> newest() {
        return Arrays.stream(newest).boxed().toList();
    }
}
