package io.septet.analytics.report;

import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.TrackedPublication;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How everything published in a period has done so far. {@code posts} counts publications: one post
 * on seven feeds counts seven times in the total and once per feed.
 *
 * @param asOf the newest reading considered, UTC; null if there is none
 * @param metrics sums of the latest readings, each with its newest reading's time
 * @param feeds the same per feed, for feeds that published in the period
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

    /** One feed's part. */
    record OfFeed(String id, String platform, int posts, Map<String, LatestValue> metrics) {}

    /**
     * One day's part.
     *
     * @param from where the day begins in the zone asked for, UTC
     */
    record OfDay(Instant from, int posts, Map<String, Long> metrics) {}

    /** What the period straight before has done so far. */
    record Before(Instant from, Instant to, int posts, Map<String, LatestValue> metrics) {}

    /** Adds up publications. */
    static final class Sum {
        private final Question question;
        private final Totals all = new Totals();
        private final Map<String, Totals> feeds = new TreeMap<>();
        private final Map<String, String> platforms = new TreeMap<>();
        private final Map<LocalDate, Totals> days = new TreeMap<>();
        private final Question earlier;
        private final Totals before = new Totals();
        private @Nullable Instant asOf;

        Sum(Question question) {
            this.question = question;
            this.earlier = question.before();
            var last = day(question.to().minusNanos(1));
            for (var day = day(question.from()); !day.isAfter(last); day = day.plusDays(1)) {
                days.put(day, new Totals());
            }
        }

        void add(TrackedPublication publication) {
            var read = publication.lastReadAt();
            if (read != null) {
                asOf = asOf == null ? read : Totals.newer(asOf, read);
            }
            platforms.put(publication.feed(), publication.platform());
            all.add(publication);
            feeds.computeIfAbsent(publication.feed(), feed -> new Totals()).add(publication);
            days.computeIfAbsent(day(publication.publishedAt()), day -> new Totals())
                    .add(publication);
        }

        /** Adds a publication of the period before. */
        void addBefore(TrackedPublication publication) {
            before.add(publication);
        }

        Overview overview() {
            return new Overview(
                    question.from(),
                    question.to(),
                    asOf,
                    all.posts(),
                    all.metrics(),
                    feeds.entrySet().stream()
                            .map(feed ->
                                    new OfFeed(
                                            feed.getKey(),
                                            platforms.getOrDefault(feed.getKey(), ""),
                                            feed.getValue().posts(),
                                            feed.getValue().metrics()))
                            .toList(),
                    days.entrySet().stream()
                            .map(day ->
                                    new OfDay(
                                            day.getKey().atStartOfDay(question.zone()).toInstant(),
                                            day.getValue().posts(),
                                            day.getValue().values()))
                            .toList(),
                    new Before(earlier.from(), earlier.to(), before.posts(), before.metrics()));
        }

        private LocalDate day(Instant instant) {
            return LocalDate.ofInstant(instant, question.zone());
        }
    }
}
