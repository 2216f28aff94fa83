package io.septet.analytics.reading;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.analytics.tracked.Cadence;
import io.septet.analytics.tracked.Metric;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.analytics.tracked.TrackedPublications;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Takes the readings that are due. What cannot be read now is tried again later; until then there
 * is a gap, never a zero.
 */
@Component
class Collector {
    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    /** No platform is left alone for longer, whatever it says. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final Partitions partitions;
    private final CollectQueue queue;
    private final AnalyticsKeys keys;
    private final TrackedPublications publications;
    private final MetricsSource source;
    private final Readings readings;
    private final Cadence cadence;
    private final Clock clock;

    Collector(
            Partitions partitions,
            CollectQueue queue,
            AnalyticsKeys keys,
            TrackedPublications publications,
            MetricsSource source,
            Readings readings,
            Cadence cadence,
            Clock clock) {
        this.partitions = partitions;
        this.queue = queue;
        this.keys = keys;
        this.publications = publications;
        this.source = source;
        this.readings = readings;
        this.cadence = cadence;
        this.clock = clock;
    }

    /**
     * Takes everything that is due now, feeds beside each other.
     *
     * @return how many readings were kept
     */
    int run() {
        int kept = 0;
        for (String tag : partitions.all()) {
            List<String> claimed;
            do {
                claimed = queue.claim(keys.collect(tag), clock.instant());
                kept += read(tag, claimed);
            } while (claimed.size() == CollectQueue.MOST);
        }
        return kept;
    }

    private int read(String tag, List<String> deliveries) {
        var feeds =
                publications.findAllIn(tag, deliveries).stream()
                        .filter(TrackedPublication::readable)
                        .collect(
                                Collectors.groupingBy(publication ->
                                        new Feed(
                                                tag, publication.workspace(), publication.feed())));
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            feeds.forEach((feed, due) -> results.add(threads.submit(() -> readFeed(feed, due))));
        }
        return results.stream().mapToInt(Collector::result).sum();
    }

    private int readFeed(Feed feed, List<TrackedPublication> due) {
        int kept = 0;
        for (int from = 0; from < due.size(); from += MetricsSource.MOST) {
            var part = due.subList(from, Math.min(due.size(), from + MetricsSource.MOST));
            var paused = queue.pausedUntil(feed.tag(), feed.id(), clock.instant());
            if (paused.isPresent()) {
                part.forEach(publication -> retry(feed, publication, paused));
            } else {
                kept += ask(feed, part);
            }
        }
        return kept;
    }

    private int ask(Feed feed, List<TrackedPublication> part) {
        // Two deliveries may have become one thing on the platform, so ids are not unique.
        var ids =
                part.stream()
                        .map(TrackedPublication::platformId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        AccountsApi.Answer answer;
        try {
            answer = source.read(feed.workspace(), feed.id(), ids);
        } catch (RuntimeException e) {
            // An open circuit breaker has been reported by the failures that opened it.
            log.atLevel(e instanceof CallNotPermittedException ? Level.DEBUG : Level.WARN)
                    .log("No readings of feed {} now: {}", feed.id(), e.getMessage());
            var pause = pause(feed, MetricsSource.retryAfter(e));
            part.forEach(publication -> retry(feed, publication, pause));
            return 0;
        }
        return keep(feed, part, answer);
    }

    private int keep(Feed feed, List<TrackedPublication> part, AccountsApi.Answer answer) {
        var paused =
                pause(
                        feed,
                        Optional.ofNullable(answer.retryAfterSeconds()).map(Duration::ofSeconds));
        Map<String, AccountsApi.Item> items =
                answer.items().stream()
                        .collect(
                                Collectors.toMap(
                                        AccountsApi.Item::id, Function.identity(), (a, b) -> a));
        int kept = 0;
        for (TrackedPublication publication : part) {
            AccountsApi.@Nullable Item item = items.get(publication.platformId());
            if (item != null) {
                var reading = new Reading(answer.at(), Metric.reported(item.metrics()));
                var next = cadence.next(publication.publishedAt(), clock.instant());
                kept += readings.keep(publication, reading, next) ? 1 : 0;
            } else if (answer.gone().contains(publication.platformId())) {
                readings.gone(publication, answer.at());
            } else {
                retry(feed, publication, paused);
            }
        }
        return kept;
    }

    private void retry(Feed feed, TrackedPublication publication, Optional<Instant> paused) {
        var publishedAt = publication.publishedAt();
        queue.postpone(
                keys.collect(feed.tag()),
                publication.delivery(),
                paused.isPresent()
                        ? cadence.untilEnd(publishedAt, paused.get())
                        : cadence.retry(publishedAt, clock.instant()));
    }

    private Optional<Instant> pause(Feed feed, Optional<Duration> asked) {
        return asked.filter(Duration::isPositive)
                .map(wait -> wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE)
                .map(wait -> {
                    var now = clock.instant();
                    queue.pause(feed.tag(), feed.id(), now, wait);
                    return now.plus(wait);
                });
    }

    /** A feed whose readings failed for a reason of ours does not stop the others. */
    private static int result(Future<Integer> feed) {
        try {
            return feed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            log.warn("Readings of a feed were not kept, they come back after the lease", e);
            return 0;
        }
    }

    private record Feed(String tag, String workspace, String id) {}
}
