package io.septet.analytics.report;

import io.septet.analytics.tracked.LatestValue;
import io.swagger.v3.oas.annotations.media.Schema;
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
 * @param feeds the same per feed, for feeds that published in the period or in the one before, or
 *     whose account was read in the period
 * @param series the same by day of publication, every day of the period in order
 * @param before totals of the period of equal length straight before, to compare with
 */
record Overview(
        Instant from,
        Instant to,
        @Schema(description = "the newest reading considered, UTC; null = none")
                @Nullable Instant asOf,
        @Schema(description = "publications: one post on seven feeds counts seven times") int posts,
        @Schema(description = "sums by metric, each with its newest reading; absent = not reported")
                Map<String, LatestValue> metrics,
        @Schema(description = "feeds that published now or before, or whose account was read")
                List<OfFeed> feeds,
        @Schema(description = "every day of the period in order") List<OfDay> series,
        @Schema(description = "the period of equal length straight before") Before before) {

    /**
     * One feed's part.
     *
     * @param name what the team calls it, or called it when it was removed; null if we never heard
     * @param before its sums in the period straight before; what was not reported is not in it
     * @param account numbers of the account itself, such as {@code followers}
     */
    record OfFeed(
            String id,
            @Schema(description = "as the team calls it; null = never heard") @Nullable String name,
            String platform,
            int posts,
            Map<String, LatestValue> metrics,
            @Schema(description = "its sums in the period before; absent = not reported")
                    Map<String, LatestValue> before,
            @Schema(description = "what the account itself counts, such as followers")
                    Map<String, OfAccount> account) {}

    /**
     * A number of an account.
     *
     * @param value as last read before the period ended
     * @param at when it was read, UTC
     * @param before as last read before the period began; null if nothing was read then, or nothing
     *     since
     */
    record OfAccount(
            @Schema(description = "as last read before the period ended") long value,
            Instant at,
            @Schema(description = "as last read before it began; null = nothing to compare with")
                    @Nullable Long before) {}

    /**
     * One day's part.
     *
     * @param from where the day begins in the zone asked for, UTC
     */
    record OfDay(Instant from, int posts, Map<String, Long> metrics) {}

    /** What the period straight before has done so far. */
    record Before(Instant from, Instant to, int posts, Map<String, LatestValue> metrics) {}
}
