package io.septet.sandbox.facebook;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.platform.Span;
import io.septet.sandbox.platform.Totals;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a page itself, day by day. */
final class PageInsights {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world;

    PageInsights(World world) {
        this.world = world;
    }

    Reply of(Call call, Account page, List<String> metrics) {
        String period = call.query("period", "day");
        Duration length =
                switch (period) {
                    case "day" -> DAY;
                    case "week" -> DAY.multipliedBy(7);
                    case "days_28" -> DAY.multipliedBy(28);
                    default -> Duration.ZERO;
                };
        Span span = Span.of(call, world.now(), DAY.multipliedBy(2));
        if (span == null || length.isZero()) {
            return FacebookWords.parameter(
                    "period must be day, week or days_28, and since and until at most 90 days apart");
        }
        var totals = new Totals(world, page);
        var data = new ArrayList<Map<String, @Nullable Object>>();
        for (String metric : metrics) {
            var values = new ArrayList<Map<String, @Nullable Object>>();
            for (Instant end = span.since().plus(DAY);
                    !end.isAfter(span.until());
                    end = end.plus(DAY)) {
                Long value = value(metric, totals, end.minus(length), end);
                if (value == null) {
                    // One metric that no longer exists fails the whole call.
                    return FacebookWords.parameter("The value must be a valid insights metric");
                }
                values.add(Json.of("value", value, "end_time", FacebookView.time(end)));
            }
            data.add(
                    Json.of(
                            "name",
                            metric,
                            "period",
                            period,
                            "values",
                            values,
                            "title",
                            metric.replace('_', ' '),
                            "description",
                            "",
                            "id",
                            page.id() + "/insights/" + metric + "/" + period));
        }
        return Reply.json(200, Json.of("data", data, "paging", Json.of()));
    }

    private static @Nullable Long value(String metric, Totals totals, Instant from, Instant to) {
        return switch (metric) {
            case "page_follows" -> totals.followers(to);
            case "page_daily_follows", "page_daily_follows_unique" ->
                    totals.followers(to) - totals.followers(from);
            case "page_daily_unfollows_unique", "page_video_views" -> 0L;
            default -> gathered(metric, totals.between(from, to));
        };
    }

    private static @Nullable Long gathered(String metric, Engagement seen) {
        return switch (metric) {
            case "page_media_view" -> seen.views();
            case "page_total_media_view_unique" -> seen.reach();
            case "page_post_engagements" -> seen.engagements();
            case "page_views_total" -> seen.profileClicks();
            case "page_total_actions" -> seen.clicks();
            case "page_actions_post_reactions_like_total" -> seen.likes();
            default -> null;
        };
    }
}
