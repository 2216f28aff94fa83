package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Reads metrics, many posts in one call where the server can (4.3 and later), else one by one. A
 * post left out of a list is asked for alone before it is called gone.
 */
final class MastodonMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final MastodonApi api;
    private final Servers servers;
    private final Clock clock;

    MastodonMetrics(MastodonApi api, Servers servers, Clock clock) {
        this.api = api;
        this.servers = servers;
        this.clock = clock;
    }

    MetricsOutcome read(FeedAccess feed, List<String> ids) {
        var server = servers.of(feed.server());
        if (server.isEmpty()) {
            return new MetricsOutcome.Later(PAUSE, "The address of this server may not be called");
        }
        var bearer = "Bearer " + feed.accessToken();
        var metrics = new HashMap<String, Map<String, Long>>();
        var reply = Reply.of(() -> api.statuses(server.get(), bearer, ids));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, "The server does not answer");
        }
        if (answer.ok()) {
            answer.as(MastodonWire.Status[].class)
                    .map(List::of)
                    .orElse(List.of())
                    .forEach(status -> keep(status, metrics));
        } else if (answer.status() != 404) {
            return refusal(answer);
        }
        return oneByOne(server.get(), bearer, ids, metrics);
    }

    MetricsOutcome account(FeedAccess feed) {
        var server = servers.of(feed.server());
        return server.isEmpty()
                ? new MetricsOutcome.Later(PAUSE, "The address of this server may not be called")
                : Refusal.reading(
                        feed,
                        Reply.of(() -> api.me(server.get(), "Bearer " + feed.accessToken())),
                        answer -> MastodonAnswers.of(answer, clock),
                        MastodonMetrics::ofAccount,
                        clock,
                        PAUSE);
    }

    private static Map<String, Long> ofAccount(Answered answer) {
        var found = new HashMap<String, Long>();
        answer.as(MastodonWire.Account.class)
                .ifPresent(account -> {
                    put(found, "followers", account.followersCount());
                    put(found, "following", account.followingCount());
                    put(found, "posts", account.statusesCount());
                });
        return found;
    }

    private MetricsOutcome oneByOne(
            UriBuilderFactory server,
            String bearer,
            List<String> ids,
            Map<String, Map<String, Long>> metrics) {
        var gone = new ArrayList<String>();
        for (String id : ids) {
            if (!metrics.containsKey(id)) {
                var stopped = one(server, bearer, id, metrics, gone);
                if (stopped != null) {
                    return stopped;
                }
            }
        }
        return new MetricsOutcome.Read(metrics, gone);
    }

    private @Nullable MetricsOutcome one(
            UriBuilderFactory server,
            String bearer,
            String id,
            Map<String, Map<String, Long>> metrics,
            List<String> gone) {
        var reply = Reply.of(() -> api.status(server, bearer, id));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, "The server does not answer");
        }
        if (answer.ok()) {
            answer.as(MastodonWire.Status.class).ifPresent(status -> keep(status, metrics));
            return metrics.containsKey(id) ? null : new MetricsOutcome.Later(PAUSE, answer.seen());
        }
        // A page of some proxy is no word from the server, so 404 alone does not count.
        if (MastodonAnswers.of(answer, clock) instanceof Refusal.Gone) {
            gone.add(id);
            return null;
        }
        return refusal(answer);
    }

    private MetricsOutcome refusal(Answered answer) {
        return MastodonAnswers.of(answer, clock).read(clock, PAUSE);
    }

    private static void keep(MastodonWire.Status status, Map<String, Map<String, Long>> metrics) {
        if (status.id() == null) {
            return;
        }
        var found = new HashMap<String, Long>();
        put(found, "likes", status.favouritesCount());
        put(found, "comments", status.repliesCount());
        put(found, "shares", status.reblogsCount());
        put(found, "quotes", status.quotesCount());
        metrics.put(status.id(), found);
    }

    private static void put(Map<String, Long> metrics, String name, @Nullable Long value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }
}
