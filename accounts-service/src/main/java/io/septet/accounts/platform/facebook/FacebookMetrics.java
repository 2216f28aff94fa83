package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.graph.GraphApi;
import io.septet.accounts.platform.graph.GraphInsights;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics. Facebook takes names away now and then, and one unknown name fails a whole call:
 * then each is asked on its own and those that fail are left out.
 */
final class FacebookMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final String COUNTS =
            "id,shares,reactions.summary(true).limit(0),comments.summary(true).limit(0)";

    /** Facebook's name to ours. {@code post_clicks} are all clicks in a post, not only on links. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "post_media_view", "views",
                    "post_total_media_view_unique", "reach",
                    "post_clicks", "clicks");

    private final GraphApi api;
    private final Clock clock;

    FacebookMetrics(GraphApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    MetricsOutcome read(String bearer, List<String> ids) {
        var metrics = new HashMap<String, Map<String, Long>>();
        var gone = new ArrayList<String>();
        for (String id : ids) {
            var stopped = read(bearer, id, metrics, gone);
            if (stopped != null) {
                return stopped;
            }
        }
        return new MetricsOutcome.Read(metrics, gone);
    }

    private @Nullable MetricsOutcome read(
            String bearer, String id, Map<String, Map<String, Long>> metrics, List<String> gone) {
        var reply = Reply.of(() -> api.node(bearer, id, COUNTS));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, "Facebook does not answer");
        }
        if (!answer.ok()) {
            return switch (FacebookAnswers.of(answer, clock)) {
                case Refusal.Gone nothing -> {
                    gone.add(id);
                    yield null;
                }
                case Refusal other -> other.read(clock, PAUSE);
            };
        }
        var counts = answer.as(FacebookWire.Counts.class).orElse(null);
        if (counts == null || counts.id() == null) {
            return new MetricsOutcome.Later(PAUSE, answer.seen());
        }
        var found = new HashMap<String, Long>();
        var shares = counts.shares();
        found.put("shares", shares == null || shares.count() == null ? 0L : shares.count());
        put(found, "likes", counts.reactions() == null ? null : counts.reactions().total());
        put(found, "comments", counts.comments() == null ? null : counts.comments().total());
        addInsights(bearer, id, found);
        metrics.put(id, found);
        return null;
    }

    /** Insights come on top: their absence costs none of the counts. */
    private void addInsights(String bearer, String id, Map<String, Long> found) {
        var names = NAMES.keySet().stream().sorted().toList();
        if (!addInsights(bearer, id, String.join(",", names), found)) {
            names.forEach(name -> addInsights(bearer, id, name, found));
        }
    }

    /**
     * @return false if Facebook refuses the names, so that asking one by one may help
     */
    private boolean addInsights(String bearer, String id, String names, Map<String, Long> found) {
        var reply = Reply.of(() -> api.insights(bearer, id, names));
        if (!(reply instanceof Answered answer)) {
            return true;
        }
        if (!answer.ok()) {
            return !(FacebookAnswers.of(answer, clock) instanceof Refusal.Rejected);
        }
        found.putAll(GraphInsights.in(answer, NAMES));
        return true;
    }

    private static void put(Map<String, Long> metrics, String name, @Nullable Long value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }
}
