package io.septet.analytics.report;

import io.septet.analytics.tracked.TrackedPublication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists publications of a period, a page at a time. */
@Component
class PostsReport {
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

    private List<TrackedPublication> byMetric(
            Question question, Sort sort, Optional<Sort.Place> after, int most) {
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
        return published.at(question, rest.stream().sorted(order).limit(most).toList());
    }

    /**
     * @param next the cursor of the next page; null on the last
     */
    record Page(List<TrackedPublication> items, @Nullable String next) {}
}
