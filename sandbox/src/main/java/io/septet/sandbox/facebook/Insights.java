package io.septet.sandbox.facebook;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime metrics of a post, under the names that are left after the removals of 2025 and
 * 2026.
 */
final class Insights {

    Reply of(Post post, List<String> metrics, Engagement seen) {
        var data = new ArrayList<Map<String, @Nullable Object>>();
        for (String metric : metrics) {
            Object value = value(metric, seen);
            if (value == null) {
                // One metric that no longer exists fails the whole call.
                return FacebookWords.parameter("The value must be a valid insights metric");
            }
            data.add(
                    Json.of(
                            "name",
                            metric,
                            "period",
                            "lifetime",
                            "values",
                            List.of(Json.of("value", value)),
                            "title",
                            "Lifetime " + metric.replace('_', ' '),
                            "description",
                            "",
                            "id",
                            post.id() + "/insights/" + metric + "/lifetime"));
        }
        return Reply.json(200, Json.of("data", data, "paging", Json.of()));
    }

    private static @Nullable Object value(String metric, Engagement seen) {
        return switch (metric) {
            case "post_media_view" -> seen.views();
            case "post_total_media_view_unique" -> seen.reach();
            case "post_clicks" -> seen.clicks() + seen.profileClicks();
            case "post_clicks_by_type" ->
                    Json.of("link clicks", seen.clicks(), "other clicks", seen.profileClicks());
            case "post_reactions_by_type_total" ->
                    seen.loves() > 0
                            ? Json.of("like", seen.likes(), "love", seen.loves())
                            : Json.of("like", seen.likes());
            case "post_reactions_like_total" -> seen.likes();
            case "post_reactions_love_total" -> seen.loves();
            case "post_video_views", "post_video_avg_time_watched" -> 0;
            default -> null;
        };
    }
}
