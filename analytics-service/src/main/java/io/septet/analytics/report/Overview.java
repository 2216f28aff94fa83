package io.septet.analytics.report;

import io.septet.analytics.tracked.LatestValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How everything published in a period has done so far. {@code posts} counts publications: one post
 * on seven feeds counts seven times in the total and once per feed.
 *
 * @param asOf the newest reading considered, UTC; null if there is none
 * @param metrics sums of the latest readings, each with its newest reading's time
 * @param feeds the same per feed, for feeds that published in the period or in the one before
 * @param series the same by day of publication, every day of the period in order
 * @param before totals of the period of equal length straight before, to compare with
 */
record Overview(
        Instant from,
        Instant to,
        @Nullable Instant asOf,
        int posts,
        Map<String, LatestValue> metrics,
        List<OfFeed> feeds,
        List<OfDay> series,
        Before before) {

    /**
     * One feed's part.
     *
     * @param before its sums in the period straight before; what was not reported is not in it
     */
    record OfFeed(
            String id,
            String platform,
            int posts,
            Map<String, LatestValue> metrics,
            Map<String, LatestValue> before) {}

    /**
     * One day's part.
     *
     * @param from where the day begins in the zone asked for, UTC
     */
    record OfDay(Instant from, int posts, Map<String, Long> metrics) {}

    /** What the period straight before has done so far. */
    record Before(Instant from, Instant to, int posts, Map<String, LatestValue> metrics) {}
}
