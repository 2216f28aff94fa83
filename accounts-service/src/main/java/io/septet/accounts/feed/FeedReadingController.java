package io.septet.accounts.feed;

import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.kit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What analytics-service asks of feeds: how their posts and they themselves are doing. */
@RestController
@RequestMapping("/internal/v1/workspaces/{workspace}/feeds/{feed}")
class FeedReadingController {
    /** How long to leave a platform alone that did not answer and named no time. */
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Feeds feeds;
    private final OpenFeeds open;
    private final Guards guards;
    private final Clock clock;

    FeedReadingController(Feeds feeds, OpenFeeds open, Guards guards, Clock clock) {
        this.feeds = feeds;
        this.open = open;
        this.guards = guards;
        this.clock = clock;
    }

    record Ask(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Size(max = 200) String> ids) {}

    /**
     * @param at when the platform was asked
     * @param gone ids that no longer exist there
     * @param retryAfterSeconds when to ask again for the ids in neither list; null = all are
     *     answered
     */
    record Readings(
            Instant at, List<Reading> items, List<String> gone, @Nullable Long retryAfterSeconds) {}

    record Reading(String id, Map<String, Long> metrics) {}

    /** Reads the numbers of posts; a platform that does not answer leaves posts out. */
    @PostMapping("/metrics")
    Readings metrics(
            @PathVariable String workspace,
            @PathVariable String feed,
            @Valid @RequestBody Ask ask) {
        mustExist(workspace, feed);
        var at = clock.instant();
        var opened = open.open(workspace, feed);
        if (opened.isEmpty()) {
            return new Readings(at, List.of(), List.of(), PAUSE.toSeconds());
        }
        var metrics = new HashMap<String, Map<String, Long>>();
        var gone = new ArrayList<String>();
        var access = opened.get().access();
        int batch = opened.get().platform().capabilities(access.platformAccount()).metricsBatch();
        for (int from = 0; from < ask.ids().size(); from += batch) {
            var ids = ask.ids().subList(from, Math.min(from + batch, ask.ids().size()));
            switch (read(opened.get(), platform -> platform.metrics(access, ids))) {
                case MetricsOutcome.Read read -> {
                    metrics.putAll(read.metrics());
                    gone.addAll(read.gone());
                }
                case MetricsOutcome.Later later -> {
                    return readings(at, ask, metrics, gone, later.pause());
                }
                case MetricsOutcome.Reconnect reconnect -> {
                    open.refused(workspace, feed, reconnect.reason());
                    return readings(at, ask, metrics, gone, PAUSE);
                }
            }
        }
        return readings(at, ask, metrics, gone, null);
    }

    /**
     * @param at when the platform was asked
     * @param metrics what it reports of the account, such as {@code followers}; a number that it
     *     does not report is absent
     * @param retryAfterSeconds when to ask again; null = this is its answer
     */
    record AccountReading(
            Instant at, Map<String, Long> metrics, @Nullable Long retryAfterSeconds) {}

    /** Reads how the account itself is doing. */
    @GetMapping("/account-metrics")
    AccountReading account(@PathVariable String workspace, @PathVariable String feed) {
        mustExist(workspace, feed);
        var at = clock.instant();
        var opened = open.open(workspace, feed);
        if (opened.isEmpty()) {
            return new AccountReading(at, Map.of(), PAUSE.toSeconds());
        }
        var access = opened.get().access();
        return switch (read(opened.get(), platform -> platform.accountMetrics(access))) {
            case MetricsOutcome.Read(var metrics, var gone) ->
                    new AccountReading(
                            at, metrics.getOrDefault(access.platformAccount(), Map.of()), null);
            case MetricsOutcome.Later(var pause, var reason) ->
                    new AccountReading(at, Map.of(), seconds(pause));
            case MetricsOutcome.Reconnect(var reason) -> {
                open.refused(workspace, feed, reason);
                yield new AccountReading(at, Map.of(), seconds(PAUSE));
            }
        };
    }

    private void mustExist(String workspace, String feed) {
        if (feeds.find(workspace, feed).isEmpty()) {
            throw Problem.notFound("feed", feed);
        }
    }

    private MetricsOutcome read(
            FeedLookup.OpenFeed feed, Function<Platform, MetricsOutcome> reading) {
        return feed.guarded(
                        guards,
                        "read",
                        reading,
                        outcome -> !(outcome instanceof MetricsOutcome.Later))
                .orElseGet(
                        () -> new MetricsOutcome.Later(PAUSE, "too many failures or calls lately"));
    }

    private static long seconds(Duration pause) {
        return Math.max(1, pause.toSeconds());
    }

    private static Readings readings(
            Instant at,
            Ask ask,
            Map<String, Map<String, Long>> metrics,
            List<String> gone,
            @Nullable Duration pause) {
        return new Readings(
                at,
                ask.ids().stream()
                        .distinct()
                        .filter(metrics::containsKey)
                        .map(id -> new Reading(id, metrics.getOrDefault(id, Map.of())))
                        .toList(),
                gone,
                pause == null ? null : seconds(pause));
    }
}
