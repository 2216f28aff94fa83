package io.septet.analytics.report;

import io.septet.analytics.tracked.TrackedPublication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists publications of a period, a page at a time. */
@Component
class PostsReport {
    private static final int CHUNK = 500;

    private final Published published;

    PostsReport(Published published) {
        this.published = published;
    }

    /**
     * One page. By time of publication it costs as much as the page; by a metric everything in the
     * period is looked at.
     */
    Page page(Question question, Sort sort, @Nullable String cursor, int limit) {
        var after = Cursor.read(sort, cursor);
        var found =
                sort.metric() == null
                        ? published.page(question, sort, after, limit + 1)
                        : byMetric(question, sort, after, limit + 1);
        var items = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                items, found.size() > limit ? Cursor.of(sort, sort.place(items.getLast())) : null);
    }

    /** Hands on everything in a period, in order, never holding more than a chunk of it. */
    void each(Question question, Sort sort, Consumer<TrackedPublication> consumer) {
        if (sort.metric() != null) {
            var places = places(question, sort, Optional.empty());
            for (int from = 0; from < places.size(); from += CHUNK) {
                published
                        .at(question, places.subList(from, Math.min(places.size(), from + CHUNK)))
                        .forEach(consumer);
            }
            return;
        }
        var after = Optional.<Sort.Place>empty();
        List<TrackedPublication> chunk;
        do {
            chunk = published.page(question, sort, after, CHUNK);
            chunk.forEach(consumer);
            after = chunk.isEmpty() ? after : Optional.of(sort.place(chunk.getLast()));
        } while (!chunk.isEmpty());
    }

    private List<TrackedPublication> byMetric(
            Question question, Sort sort, Optional<Sort.Place> after, int most) {
        var places = places(question, sort, after);
        return published.at(question, places.subList(0, Math.min(most, places.size())));
    }

    private List<Sort.Place> places(Question question, Sort sort, Optional<Sort.Place> after) {
        var rest = new ArrayList<Sort.Place>();
        var order = sort.order();
        published.each(
                question,
                publication -> {
                    var place = sort.place(publication);
                    if (after.isEmpty() || order.compare(place, after.get()) > 0) {
                        rest.add(place);
                    }
                });
        rest.sort(order);
        return rest;
    }

    /**
     * @param next the cursor of the next page; null on the last
     */
    record Page(List<TrackedPublication> items, @Nullable String next) {}
}
