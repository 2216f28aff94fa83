package io.septet.analytics.report;

import io.septet.analytics.tracked.Bucket;
import io.septet.analytics.tracked.RollUps;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes overviews from sums ({@link RollUps}). Single publications are looked at only where a
 * period begins or ends within a quarter of an hour; and all of them, with the same result, where
 * sums do not help: in a zone whose days begin elsewhere, or while sums are being built.
 */
@Component
class Overviews {
    private final Published published;
    private final RollUps rollUps;
    private final Accounts accounts;

    Overviews(Published published, RollUps rollUps, Accounts accounts) {
        this.published = published;
        this.rollUps = rollUps;
        this.accounts = accounts;
    }

    Overview of(Question question) {
        var sums = new OverviewSums(question);
        boolean madeOfBuckets =
                sums.days().stream().allMatch(day -> startsWithBucket(day, question));
        return madeOfBuckets && rollUps.complete(question.workspace())
                ? fromSums(question, sums)
                : fromPublications(question);
    }

    /** The same from every single publication. */
    Overview fromPublications(Question question) {
        var sums = new OverviewSums(question);
        published.each(question, sums::add);
        published.each(question.before(), sums::addBefore);
        accounts.each(question, feeds(question).keySet(), sums::addAccount);
        return sums.overview();
    }

    private Overview fromSums(Question question, OverviewSums sums) {
        var inner = Inner.of(question);
        var before = Inner.of(question.before());
        var days = new LinkedHashMap<LocalDate, List<Bucket>>();
        for (var day : sums.days()) {
            days.put(day, inner.within(start(day, question), start(day.plusDays(1), question)));
        }
        var feeds = feeds(question);
        // Days of all feeds are kept as such; days of some are put together.
        var ofDays =
                question.feeds().isEmpty() ? List.of(RollUps.ALL) : List.copyOf(feeds.keySet());

        var reader = rollUps.reader(question.workspace());
        for (var feed : feeds.keySet()) {
            reader.want(feed, inner.buckets());
            reader.want(feed, before.buckets());
        }
        for (var feed : ofDays) {
            days.values().forEach(buckets -> reader.want(feed, buckets));
        }
        reader.read();
        feeds.forEach((feed, platform) ->
                sums.addFeed(
                        feed,
                        platform,
                        reader.sum(feed, inner.buckets()),
                        reader.sum(feed, before.buckets())));
        days.forEach((day, buckets) ->
                ofDays.forEach(feed -> sums.addDay(day, reader.sum(feed, buckets))));
        inner.edges().forEach(edge -> published.each(edge, sums::add));
        before.edges().forEach(edge -> published.each(edge, sums::addBefore));
        accounts.each(question, feeds.keySet(), sums::addAccount);
        return sums.overview();
    }

    private Map<String, String> feeds(Question question) {
        var feeds = rollUps.feeds(question.workspace());
        if (!question.feeds().isEmpty()) {
            feeds.keySet().retainAll(question.feeds());
        }
        return feeds;
    }

    private static boolean startsWithBucket(LocalDate day, Question question) {
        return Bucket.isBorder(start(day, question));
    }

    private static Instant start(LocalDate day, Question question) {
        return day.atStartOfDay(question.zone()).toInstant();
    }

    /** The part of a period that is made of whole buckets; empty if it begins where it ends. */
    private record Inner(Question question, Instant from, Instant to, List<Bucket> buckets) {
        static Inner of(Question question) {
            var from = Bucket.borderAfter(question.from());
            var to = Bucket.borderBefore(question.to());
            // Within one bucket there is no inner part: all of it is the edge before.
            return from.isBefore(to)
                    ? new Inner(question, from, to, Bucket.covering(from, to))
                    : new Inner(question, question.to(), question.to(), List.of());
        }

        List<Bucket> within(Instant begin, Instant end) {
            var first = begin.isAfter(from) ? begin : from;
            var last = end.isBefore(to) ? end : to;
            return first.isBefore(last) ? Bucket.covering(first, last) : List.of();
        }

        /** What is before and after it. */
        List<Question> edges() {
            var edges = new ArrayList<Question>();
            for (var edge :
                    List.of(
                            question.within(question.from(), from),
                            question.within(to, question.to()))) {
                if (edge.from().isBefore(edge.to())) {
                    edges.add(edge);
                }
            }
            return edges;
        }
    }
}
