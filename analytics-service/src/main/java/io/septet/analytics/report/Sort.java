package io.septet.analytics.report;

import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.Metric;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.problem.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a report's posts. A publication without the metric comes last, whatever the
 * direction; equal ones are ordered by time of publication and id, newest first.
 *
 * @param metric what counts; null = the time of publication
 * @param ascending smallest or oldest first
 */
record Sort(@Nullable Metric metric, boolean ascending) {
    private static final String PUBLISHED = "published";

    /**
     * Reads {@code published} or a metric's word, greatest first; with a leading {@code +} or
     * {@code -} the direction is given: smallest or greatest first.
     *
     * @throws Problem 422 for a word we do not know
     */
    static Sort of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Sort(null, false);
        }
        // A plus sign that was not encoded in the address arrives as a space.
        boolean ascending = text.startsWith("+") || text.startsWith(" ");
        var word = ascending || text.startsWith("-") ? text.substring(1) : text;
        if (word.equals(PUBLISHED)) {
            return new Sort(null, ascending);
        }
        var metric =
                Metric.of(word)
                        .orElseThrow(() ->
                                Problem.unprocessable(
                                                "sort-unknown",
                                                "Posts cannot be sorted by that",
                                                "sort must be one of " + words())
                                        .with("sort", text));
        return new Sort(metric, ascending);
    }

    /** Where a publication stands in this order. */
    Place place(TrackedPublication publication) {
        var value =
                metric == null
                        ? null
                        : publication.latest(metric).map(LatestValue::value).orElse(null);
        return new Place(value, publication.publishedAt().toEpochMilli(), publication.delivery());
    }

    /** The order of places. */
    Comparator<Place> order() {
        Comparator<Place> newest =
                Comparator.comparingLong(Place::published)
                        .thenComparing(Place::delivery)
                        .reversed();
        if (metric == null) {
            return ascending ? newest.reversed() : newest;
        }
        Comparator<Long> values = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.comparing(Place::value, Comparator.nullsLast(values))
                .thenComparing(newest);
    }

    /** This order as it is asked for. */
    String word() {
        return (ascending ? "+" : "-") + (metric == null ? PUBLISHED : metric.word());
    }

    private static List<String> words() {
        return Stream.concat(Stream.of(PUBLISHED), Arrays.stream(Metric.values()).map(Metric::word))
                .toList();
    }

    /**
     * A place in the order.
     *
     * @param value of the metric sorted by; null if it was never reported
     * @param published milliseconds since 1970-01-01T00:00Z
     */
    record Place(@Nullable Long value, long published, String delivery) {}
}
