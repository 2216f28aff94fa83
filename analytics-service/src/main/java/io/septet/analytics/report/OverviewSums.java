package io.septet.analytics.report;

import io.septet.analytics.feed.TrackedFeed;
import io.septet.analytics.tracked.Tally;
import io.septet.analytics.tracked.TrackedPublication;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up publications, or sums of them, to an {@link Overview}. */
final class OverviewSums {
    private final Question question;
    private final Question earlier;
    private final Map<String, String> platforms = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Map<String, Overview.OfAccount>> accounts = new TreeMap<>();
    private final Map<String, Tally> feeds = new TreeMap<>();
    private final Map<String, Tally> feedsBefore = new TreeMap<>();
    private final Map<LocalDate, Tally> days = new TreeMap<>();

    OverviewSums(Question question) {
        this.question = question;
        this.earlier = question.before();
        var last = day(question.to().minusNanos(1));
        for (var day = day(question.from()); !day.isAfter(last); day = day.plusDays(1)) {
            days.put(day, new Tally());
        }
    }

    /** The days of the period, in order. */
    List<LocalDate> days() {
        return List.copyOf(days.keySet());
    }

    /** Adds a publication of the period. */
    void add(TrackedPublication publication) {
        platforms.put(publication.feed(), publication.platform());
        of(feeds, publication.feed()).add(publication);
        days.computeIfAbsent(day(publication.publishedAt()), day -> new Tally()).add(publication);
    }

    /** Adds a publication of the period before. */
    void addBefore(TrackedPublication publication) {
        platforms.put(publication.feed(), publication.platform());
        of(feedsBefore, publication.feed()).add(publication);
    }

    /** Adds what a feed published in a part of the period, and in one of the period before. */
    void addFeed(String feed, String platform, Tally tally, Tally before) {
        platforms.put(feed, platform);
        of(feeds, feed).add(tally);
        of(feedsBefore, feed).add(before);
    }

    /** Adds what is known of a feed itself. */
    void addAccount(TrackedFeed feed, Map<String, Overview.OfAccount> account) {
        platforms.putIfAbsent(feed.id(), feed.platform());
        names.put(feed.id(), feed.name());
        accounts.put(feed.id(), account);
    }

    /** Adds what was published in a part of a day. */
    void addDay(LocalDate day, Tally tally) {
        days.computeIfAbsent(day, any -> new Tally()).add(tally);
    }

    Overview overview() {
        var all = sum(feeds.values());
        var before = sum(feedsBefore.values());
        return new Overview(
                question.from(),
                question.to(),
                all.lastReadAt().orElse(null),
                all.posts(),
                all.metrics(),
                worthTelling().stream().map(this::feed).toList(),
                days.entrySet().stream().map(day -> day(day.getKey(), day.getValue())).toList(),
                new Overview.Before(
                        earlier.from(), earlier.to(), before.posts(), before.metrics()));
    }

    private Set<String> worthTelling() {
        var found = new TreeSet<String>();
        for (var part : List.of(feeds, feedsBefore)) {
            part.forEach((feed, tally) -> {
                if (tally.posts() > 0) {
                    found.add(feed);
                }
            });
        }
        accounts.forEach((feed, account) -> {
            if (account.values().stream().anyMatch(this::isOfThePeriod)) {
                found.add(feed);
            }
        });
        return found;
    }

    private boolean isOfThePeriod(Overview.OfAccount number) {
        return !number.at().isBefore(question.from());
    }

    private Overview.OfFeed feed(String feed) {
        var tally = of(feeds, feed);
        return new Overview.OfFeed(
                feed,
                names.get(feed),
                platforms.getOrDefault(feed, ""),
                tally.posts(),
                tally.metrics(),
                of(feedsBefore, feed).metrics(),
                accounts.getOrDefault(feed, Map.of()));
    }

    private Overview.OfDay day(LocalDate day, Tally tally) {
        return new Overview.OfDay(startOf(day), tally.posts(), tally.values());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(question.zone()).toInstant();
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, question.zone());
    }

    private static Tally of(Map<String, Tally> tallies, String feed) {
        return tallies.computeIfAbsent(feed, any -> new Tally());
    }

    private static Tally sum(Collection<Tally> tallies) {
        var sum = new Tally();
        tallies.forEach(sum::add);
        return sum;
    }
}
