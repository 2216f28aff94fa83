package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
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
 * Reads metrics. The view that counts lags behind the account's own server, so a post left out of
 * an answer is looked up there before it is called gone.
 */
final class BlueskyMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final BlueskyApi api;
    private final Sessions sessions;
    private final Clock clock;

    BlueskyMetrics(BlueskyApi api, Sessions sessions, Clock clock) {
        this.api = api;
        this.sessions = sessions;
        this.clock = clock;
    }

    MetricsOutcome read(FeedAccess feed, List<String> uris) {
        var reply =
                sessions.call(feed, session -> api.posts(session.server(), session.bearer(), uris));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, "The server does not answer");
        }
        if (!answer.ok()) {
            return refusal(answer);
        }
        var posts = answer.as(BlueskyWire.Posts.class).map(BlueskyWire.Posts::posts).orElse(null);
        if (posts == null) {
            return new MetricsOutcome.Later(PAUSE, answer.seen());
        }
        var metrics = new HashMap<String, Map<String, Long>>();
        posts.forEach(post -> keep(post, metrics));
        var gone = new ArrayList<String>();
        for (String uri : uris) {
            if (!metrics.containsKey(uri) && isGone(feed, uri)) {
                gone.add(uri);
            }
        }
        return new MetricsOutcome.Read(metrics, gone);
    }

    MetricsOutcome account(FeedAccess feed) {
        return Refusal.reading(
                feed,
                sessions.call(
                        feed,
                        session ->
                                api.profile(
                                        session.server(),
                                        session.bearer(),
                                        feed.platformAccount())),
                answer -> BlueskyAnswers.of(answer, clock),
                BlueskyMetrics::ofAccount,
                clock,
                PAUSE);
    }

    private static Map<String, Long> ofAccount(Answered answer) {
        var found = new HashMap<String, Long>();
        answer.as(BlueskyWire.Profile.class)
                .ifPresent(profile -> {
                    put(found, "followers", profile.followersCount());
                    put(found, "following", profile.followsCount());
                    put(found, "posts", profile.postsCount());
                });
        return found;
    }

    private boolean isGone(FeedAccess feed, String uri) {
        var record = BlueskyLinks.record(uri);
        var server = sessions.server(feed);
        if (record.isEmpty() || server.isEmpty()) {
            return false;
        }
        var reply =
                Reply.of(() ->
                        api.record(
                                server.get(),
                                record.get().repo(),
                                record.get().collection(),
                                record.get().rkey()));
        return reply instanceof Answered answer
                && !answer.ok()
                && BlueskyAnswers.of(answer, clock) instanceof Refusal.Gone;
    }

    private MetricsOutcome refusal(Answered answer) {
        return BlueskyAnswers.of(answer, clock).read(clock, PAUSE);
    }

    private static void keep(BlueskyWire.Post post, Map<String, Map<String, Long>> metrics) {
        if (post.uri() == null) {
            return;
        }
        var found = new HashMap<String, Long>();
        put(found, "likes", post.likeCount());
        put(found, "comments", post.replyCount());
        put(found, "shares", post.repostCount());
        put(found, "quotes", post.quoteCount());
        metrics.put(post.uri(), found);
    }

    private static void put(Map<String, Long> metrics, String name, @Nullable Long value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }
}
