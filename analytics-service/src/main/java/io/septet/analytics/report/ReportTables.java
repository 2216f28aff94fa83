package io.septet.analytics.report;

import io.septet.analytics.feed.TrackedFeeds;
import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.Metric;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.table.Csv;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reports as tables. Feeds have the name their team gives them, and their id. A metric that was
 * never read is an empty cell, never a zero. Times are those of the zone asked for, in the one form
 * that spreadsheets take for a time.
 */
@Component
class ReportTables {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final PostsReport posts;
    private final Overviews overviews;
    private final TrackedFeeds feeds;

    ReportTables(PostsReport posts, Overviews overviews, TrackedFeeds feeds) {
        this.posts = posts;
        this.overviews = overviews;
        this.feeds = feeds;
    }

    /** One line per publication; the first is fetched before the first character is written. */
    void posts(Question question, Sort sort, Writer out) {
        var table =
                new LateTable(
                        out,
                        "published",
                        "zone",
                        "platform",
                        "feed",
                        "feedId",
                        "post",
                        "delivery",
                        "text",
                        "link");
        var names = new HashMap<String, String>();
        posts.each(
                question,
                sort,
                publication -> {
                    var name =
                            names.computeIfAbsent(
                                    publication.feed(), feed -> name(question.workspace(), feed));
                    table.csv().line(cells(question, publication, name));
                });
        table.csv();
    }

    /** The total, the period before, each feed and each day, one line each. */
    void overview(Question question, Writer out) {
        var overview = overviews.of(question);
        var csv =
                new LateTable(
                                out,
                                "part",
                                "from",
                                "to",
                                "zone",
                                "platform",
                                "feed",
                                "feedId",
                                "posts")
                        .csv();
        var before = overview.before();
        csv.line(
                part(
                        "total",
                        question,
                        question,
                        null,
                        null,
                        null,
                        overview.posts(),
                        of(overview.metrics())));
        csv.line(
                part(
                        "before",
                        question,
                        question.before(),
                        null,
                        null,
                        null,
                        before.posts(),
                        of(before.metrics())));
        for (var feed : overview.feeds()) {
            csv.line(
                    part(
                            "feed",
                            question,
                            question,
                            feed.platform(),
                            feed.name(),
                            feed.id(),
                            feed.posts(),
                            of(feed.metrics())));
        }
        for (var day : overview.series()) {
            csv.line(
                    part(
                            "day",
                            question,
                            dayOf(question, day),
                            null,
                            null,
                            null,
                            day.posts(),
                            day.metrics()));
        }
    }

    private static Question dayOf(Question question, Overview.OfDay day) {
        var end = day.from().atZone(question.zone()).plusDays(1).toInstant();
        return question.within(day.from(), end);
    }

    private static @Nullable Object[] part(
            String part,
            Question question,
            Question period,
            @Nullable String platform,
            @Nullable String name,
            @Nullable String feed,
            int posts,
            Map<String, Long> metrics) {
        var zone = question.zone();
        var cells =
                new ArrayList<@Nullable Object>(
                        Arrays.asList(
                                part,
                                local(period.from(), zone),
                                local(period.to(), zone),
                                zone.getId(),
                                platform,
                                name,
                                feed,
                                posts));
        Arrays.stream(Metric.values())
                .map(metric -> metrics.get(metric.word()))
                .forEach(cells::add);
        return cells.toArray();
    }

    /** Empty for a feed whose name we never heard. */
    private String name(String workspace, String feed) {
        var known = feeds.findAll(workspace, List.of(feed)).get(feed);
        return known == null ? "" : known.name();
    }

    private static @Nullable Object[] cells(Question question, TrackedPublication of, String name) {
        var zone = question.zone();
        var cells =
                new ArrayList<@Nullable Object>(
                        Arrays.asList(
                                local(of.publishedAt(), zone),
                                zone.getId(),
                                of.platform(),
                                name,
                                of.feed(),
                                of.post(),
                                of.delivery(),
                                of.text(),
                                of.link()));
        for (var metric : Metric.values()) {
            cells.add(of.latest(metric).map(LatestValue::value).orElse(null));
        }
        return cells.toArray();
    }

    private static Map<String, Long> of(Map<String, LatestValue> metrics) {
        var values = new HashMap<String, Long>();
        metrics.forEach((word, value) -> values.put(word, value.value()));
        return values;
    }

    private static String local(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** Writes its head with the first line, when there is an answer. */
    private static final class LateTable {
        private final Writer out;
        private final List<String> head;
        private @Nullable Csv csv;

        LateTable(Writer out, String... head) {
            this.out = out;
            this.head = List.of(head);
        }

        Csv csv() {
            var begun = csv;
            if (begun == null) {
                begun = new Csv(out);
                var cells = new ArrayList<@Nullable Object>(head);
                Arrays.stream(Metric.values()).map(Metric::word).forEach(cells::add);
                begun.line(cells.toArray());
                csv = begun;
            }
            return begun;
        }
    }
}
