package io.septet.accounts.feed;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.CapabilitiesView;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platforms;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the other services ask of feeds: whether content fits, and how posts are doing. */
@RestController
@RequestMapping("/internal/v1/workspaces/{workspace}")
class InternalFeedController {
    /** How long to leave a platform alone that did not answer and named no time. */
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Feeds feeds;
    private final OpenFeeds open;
    private final Platforms platforms;
    private final Guards guards;
    private final Clock clock;

    InternalFeedController(
            Feeds feeds, OpenFeeds open, Platforms platforms, Guards guards, Clock clock) {
        this.feeds = feeds;
        this.open = open;
        this.platforms = platforms;
        this.guards = guards;
        this.clock = clock;
    }

    record Checks(@NotNull @Size(max = 200) List<@Valid Item> items) {}

    /**
     * @param feed our id
     * @param text as it would be sent
     */
    record Item(
            @NotNull String feed, @Nullable String text, @Nullable List<@Valid Picture> media) {}

    record Picture(
            @NotNull String type, long bytes, int width, int height, @Nullable String altText) {}

    record Results(List<Result> results) {}

    /**
     * @param platform null for an unknown feed
     * @param leadSeconds how long before due the preparation of this content begins
     * @param images what pictures it takes; null for an unknown feed
     */
    record Result(
            String feed,
            @Nullable String platform,
            @Nullable String name,
            long leadSeconds,
            CapabilitiesView.@Nullable Images images,
            List<ContentFault> errors) {}

    /** Says for each feed what is wrong with a content, in its platform's own way of counting. */
    @PostMapping("/checks")
    Results check(@PathVariable String workspace, @Valid @RequestBody Checks checks) {
        return new Results(checks.items().stream().map(item -> check(workspace, item)).toList());
    }

    private Result check(String workspace, Item item) {
        var feed = feeds.find(workspace, item.feed());
        var platform = feed.flatMap(found -> platforms.find(found.platform()));
        if (feed.isEmpty() || platform.isEmpty()) {
            return new Result(
                    item.feed(),
                    null,
                    null,
                    0,
                    null,
                    List.of(
                            new ContentFault(
                                    "feed-unknown",
                                    "No feed with id " + item.feed() + " in this workspace",
                                    null,
                                    null)));
        }
        var capabilities =
                platform.get()
                        .capabilities(feed.get().platformAccount())
                        .with(feed.get().text(), feed.get().images());
        var content = content(item);
        var errors = new ArrayList<>(platform.get().check(capabilities, content));
        if (feed.get().health() == Feed.Health.RECONNECT) {
            errors.add(
                    new ContentFault(
                            "feed-disconnected",
                            feed.get().name() + " must be connected again before anything goes out",
                            null,
                            null));
        }
        return new Result(
                item.feed(),
                feed.get().platform(),
                feed.get().name(),
                lead(capabilities, content).toSeconds(),
                CapabilitiesView.Images.of(capabilities.images()),
                errors);
    }

    private static Duration lead(Capabilities capabilities, Content content) {
        return content.media().isEmpty() ? capabilities.lead().text() : capabilities.lead().image();
    }

    private static Content content(Item item) {
        var media = item.media() == null ? List.<Picture>of() : item.media();
        return new Content(
                item.text() == null ? "" : item.text(),
                media.stream()
                        .map(picture ->
                                new Content.MediaItem(
                                        "",
                                        picture.type(),
                                        picture.bytes(),
                                        picture.width(),
                                        picture.height(),
                                        picture.altText()))
                        .toList(),
                null,
                null);
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
    @PostMapping("/feeds/{feed}/metrics")
    Readings metrics(
            @PathVariable String workspace,
            @PathVariable String feed,
            @Valid @RequestBody Ask ask) {
        if (feeds.find(workspace, feed).isEmpty()) {
            throw Problem.notFound("feed", feed);
        }
        var at = clock.instant();
        var opened = open.open(workspace, feed);
        if (opened.isEmpty()) {
            return new Readings(at, List.of(), List.of(), PAUSE.toSeconds());
        }
        var metrics = new HashMap<String, Map<String, Long>>();
        var gone = new ArrayList<String>();
        int batch =
                opened.get()
                        .platform()
                        .capabilities(opened.get().access().platformAccount())
                        .metricsBatch();
        for (int from = 0; from < ask.ids().size(); from += batch) {
            var ids = ask.ids().subList(from, Math.min(from + batch, ask.ids().size()));
            switch (read(opened.get(), ids)) {
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

    private MetricsOutcome read(FeedLookup.OpenFeed feed, List<String> ids) {
        var permit = guards.enter("read", feed.where());
        if (permit.isEmpty()) {
            return new MetricsOutcome.Later(PAUSE, "too many failures or calls lately");
        }
        boolean answered = false;
        try {
            var outcome = feed.platform().metrics(feed.access(), ids);
            answered = !(outcome instanceof MetricsOutcome.Later);
            return outcome;
        } finally {
            if (answered) {
                permit.get().answered();
            } else {
                permit.get().failed();
            }
        }
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
                pause == null ? null : Math.max(1, pause.toSeconds()));
    }
}
