package io.septet.analytics.report;

import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.Metric;
import io.septet.analytics.tracked.TrackedPublication;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sums over publications, metric by metric. A metric that none of them reported is not in it; one
 * that only some reported is the sum of those.
 */
final class Totals {
    private final EnumMap<Metric, LatestValue> sums = new EnumMap<>(Metric.class);
    private int posts;

    void add(TrackedPublication publication) {
        posts++;
        for (Metric metric : Metric.values()) {
            publication.latest(metric).ifPresent(value -> sums.merge(metric, value, Totals::sum));
        }
    }

    /** How many publications were added. */
    int posts() {
        return posts;
    }

    /** The sums, each with the time of the newest reading in it. */
    Map<String, LatestValue> metrics() {
        return Metric.inOrder(sums);
    }

    /** The sums alone. */
    Map<String, Long> values() {
        return Metric.inOrder(
                sums.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, sum -> sum.getValue().value())));
    }

    private static LatestValue sum(LatestValue a, LatestValue b) {
        return new LatestValue(a.value() + b.value(), newer(a.at(), b.at()));
    }

    static Instant newer(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
