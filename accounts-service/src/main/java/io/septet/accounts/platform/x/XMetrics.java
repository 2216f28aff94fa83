package io.septet.accounts.platform.x;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics. Those that only the owner may see are asked apart: X refuses them for posts older
 * than 30 days, and that must not cost the public ones.
 */
final class XMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final XApi api;
    private final Clock clock;

    XMetrics(XApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    MetricsOutcome read(String bearer, List<String> ids) {
        var all = String.join(",", ids);
        var reply = Reply.of(() -> api.posts(bearer, all, "public_metrics"));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, "X does not answer");
        }
        if (!answer.ok()) {
            return refusal(answer);
        }
        var posts = answer.as(XWire.Posts.class).orElse(null);
        if (posts == null || (posts.data() == null && posts.errors() == null)) {
            return new MetricsOutcome.Later(PAUSE, answer.seen());
        }
        var metrics = new HashMap<String, Map<String, Long>>();
        for (var post : Objects.requireNonNullElse(posts.data(), List.<XWire.Post>of())) {
            if (post.id() != null && post.publicMetrics() != null) {
                metrics.put(post.id(), named(post.publicMetrics()));
            }
        }
        if (!metrics.isEmpty()) {
            addPrivate(bearer, metrics);
        }
        return new MetricsOutcome.Read(metrics, gone(posts));
    }

    MetricsOutcome account(FeedAccess feed) {
        return Refusal.reading(
                feed,
                Reply.of(() -> api.me("Bearer " + feed.accessToken(), "public_metrics")),
                XAnswers::of,
                XMetrics::ofAccount,
                clock,
                PAUSE);
    }

    private static Map<String, Long> ofAccount(Answered answer) {
        var found = new HashMap<String, Long>();
        answer.as(XWire.Me.class)
                .map(XWire.Me::data)
                .map(XWire.User::publicMetrics)
                .ifPresent(of -> {
                    put(found, "followers", of.followersCount());
                    put(found, "following", of.followingCount());
                    put(found, "posts", of.tweetCount());
                });
        return found;
    }

    private void addPrivate(String bearer, Map<String, Map<String, Long>> metrics) {
        var ids = String.join(",", metrics.keySet());
        var reply = Reply.of(() -> api.posts(bearer, ids, "non_public_metrics"));
        if (reply instanceof Answered answer && answer.ok()) {
            answer.as(XWire.Posts.class)
                    .map(XWire.Posts::data)
                    .orElse(List.of())
                    .forEach(post -> {
                        var found = post.id() == null ? null : metrics.get(post.id());
                        if (found != null && post.nonPublicMetrics() != null) {
                            put(found, "clicks", post.nonPublicMetrics().urlLinkClicks());
                        }
                    });
        }
    }

    private static List<String> gone(XWire.Posts posts) {
        return Objects.requireNonNullElse(posts.errors(), List.<XWire.Missing>of()).stream()
                .filter(error ->
                        error.type() != null && error.type().endsWith("/resource-not-found"))
                .map(error -> error.resourceId() == null ? error.value() : error.resourceId())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Map<String, Long> named(XWire.PublicMetrics of) {
        var named = new HashMap<String, Long>();
        put(named, "impressions", of.impressionCount());
        put(named, "likes", of.likeCount());
        put(named, "comments", of.replyCount());
        put(named, "shares", of.retweetCount());
        put(named, "quotes", of.quoteCount());
        put(named, "saves", of.bookmarkCount());
        return named;
    }

    private static void put(Map<String, Long> metrics, String name, @Nullable Long value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }

    private MetricsOutcome refusal(Answered answer) {
        return XAnswers.of(answer).read(clock, PAUSE);
    }
}
