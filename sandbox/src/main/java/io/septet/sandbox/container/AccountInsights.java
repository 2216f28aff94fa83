package io.septet.sandbox.container;

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

/** The numbers of an account itself: totals of a time, or day by day. */
final class AccountInsights {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world;
    private final Flavour flavour;

    AccountInsights(World world, Flavour flavour) {
        this.world = world;
        this.flavour = flavour;
    }

    Reply of(Call call, Account account) {
        Span span = Span.of(call, world.now(), DAY);
        if (span == null) {
            return ContainerWords.parameter("since and until must be at most 90 days apart");
        }
        boolean threads = flavour == Flavour.THREADS;
        boolean byDay = call.query("metric_type", "").equals("time_series");
        var totals = new Totals(world, account);
        var data = new ArrayList<Map<String, @Nullable Object>>();
        for (String metric : call.query("metric", "").split(",")) {
            Engagement seen = totals.between(span.since(), span.until());
            Long value =
                    threads ? threads(metric, seen, totals) : instagram(metric, seen, totals, span);
            if (value == null) {
                // One metric that does not exist fails the whole call.
                return ContainerWords.parameter("metric[0] must be one of the known values");
            }
            var shown = Json.of("name", metric, "period", "day", "title", metric);
            if (threads ? metric.equals("views") : byDay && metric.equals("reach")) {
                shown.put("values", days(totals, span, threads));
            } else if (metric.equals("clicks")) {
                shown.put("link_total_values", List.of());
            } else {
                shown.put("total_value", Json.of("value", value));
            }
            shown.put("id", account.id() + "/insights/" + metric + "/day");
            data.add(shown);
        }
        return Reply.json(200, Json.of("data", data));
    }

    private static List<Map<String, @Nullable Object>> days(
            Totals totals, Span span, boolean views) {
        var values = new ArrayList<Map<String, @Nullable Object>>();
        for (Instant end = span.since().plus(DAY);
                !end.isAfter(span.until());
                end = end.plus(DAY)) {
            Engagement seen = totals.between(end.minus(DAY), end);
            values.add(
                    Json.of(
                            "value",
                            views ? seen.views() : seen.reach(),
                            "end_time",
                            ContainerView.time(end)));
        }
        return values;
    }

    private static @Nullable Long instagram(
            String metric, Engagement seen, Totals totals, Span span) {
        return switch (metric) {
            case "views" -> seen.views();
            case "reach", "accounts_engaged" ->
                    metric.equals("reach") ? seen.reach() : seen.engagements() * 4 / 5;
            case "total_interactions" -> seen.engagements();
            case "likes" -> seen.likes() + seen.loves();
            case "comments" -> seen.comments();
            case "saves" -> seen.saves();
            case "shares" -> seen.shares();
            case "replies", "reposts" -> 0L;
            case "profile_links_taps" -> seen.clicks();
            case "follows_and_unfollows" ->
                    totals.followers(span.until()) - totals.followers(span.since());
            default -> null;
        };
    }

    private static @Nullable Long threads(String metric, Engagement seen, Totals totals) {
        return switch (metric) {
            case "views" -> seen.views();
            case "likes" -> seen.likes();
            case "replies" -> seen.comments();
            case "reposts" -> seen.shares();
            case "quotes" -> seen.quotes();
            case "clicks" -> seen.clicks();
            case "followers_count" -> totals.followers();
            default -> null;
        };
    }
}
