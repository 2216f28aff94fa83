package io.septet.analytics.reading;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.septet.analytics.feed.AccountCadence;
import io.septet.analytics.feed.TrackedFeed;
import io.septet.analytics.feed.TrackedFeeds;
import io.septet.analytics.tracked.AnalyticsKeys;
import io.septet.analytics.tracked.Metric;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/**
 * Reads what platforms say of the accounts themselves, once a day. What cannot be read now is tried
 * again later; until then there is a gap, never a zero.
 */
@Component
class AccountCollector {
    private static final Logger log = LoggerFactory.getLogger(AccountCollector.class);
    private static final Pattern WORD = Pattern.compile("[a-z][a-zA-Z]{0,39}");
    private static final int MOST_WORDS = 20;

    private final Partitions partitions;
    private final CollectQueue queue;
    private final AnalyticsKeys keys;
    private final TrackedFeeds feeds;
    private final MetricsSource source;
    private final AccountCadence cadence;
    private final Clock clock;

    AccountCollector(
            Partitions partitions,
            CollectQueue queue,
            AnalyticsKeys keys,
            TrackedFeeds feeds,
            MetricsSource source,
            AccountCadence cadence,
            Clock clock) {
        this.partitions = partitions;
        this.queue = queue;
        this.keys = keys;
        this.feeds = feeds;
        this.source = source;
        this.cadence = cadence;
        this.clock = clock;
    }

    /**
     * Reads every account that is due now.
     *
     * @return how many readings were kept
     */
    int run() {
        var kept = new AtomicInteger();
        for (String tag : partitions.all()) {
            List<String> claimed;
            do {
                claimed = queue.claim(keys.collectAccounts(tag), clock.instant());
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (var feed : feeds.findAllIn(tag, claimed)) {
                        threads.execute(() -> kept.addAndGet(read(tag, feed) ? 1 : 0));
                    }
                }
            } while (claimed.size() == CollectQueue.MOST);
        }
        return kept.get();
    }

    private boolean read(String tag, TrackedFeed feed) {
        if (!feed.readable()) {
            return false;
        }
        var now = clock.instant();
        var paused = queue.pausedUntil(tag, feed.id(), now);
        if (paused.isPresent()) {
            later(tag, feed, paused.get());
            return false;
        }
        try {
            var answer = source.readAccount(feed.workspace(), feed.id());
            var reported = reported(answer.metrics());
            var wait = answer.retryAfterSeconds();
            if (reported.isEmpty() && wait != null) {
                later(tag, feed, now.plusSeconds(Math.max(0, wait)));
                return false;
            }
            return feeds.keep(feed, answer.at(), reported, cadence.next(feed.since(), now));
        } catch (HttpClientErrorException.NotFound e) {
            // It was removed, which we have not heard yet.
            later(tag, feed, cadence.next(feed.since(), now));
        } catch (RuntimeException e) {
            // An open circuit breaker has been reported by the failures that opened it.
            log.atLevel(e instanceof CallNotPermittedException ? Level.DEBUG : Level.WARN)
                    .log("No reading of account {} now: {}", feed.id(), e.getMessage());
            later(tag, feed, now.plus(MetricsSource.retryAfter(e).orElse(Duration.ZERO)));
        }
        return false;
    }

    /** Not before the usual wait, and not after the next regular reading unless asked to. */
    private void later(String tag, TrackedFeed feed, Instant asked) {
        var usual = cadence.retry(clock.instant());
        queue.postpone(
                keys.collectAccounts(tag),
                feed.id(),
                Optional.of(asked.isAfter(usual) ? asked : usual));
    }

    /** What can be believed; words of platforms we do not know yet are kept, they may be shown. */
    private static Map<String, Long> reported(Map<String, @Nullable Long> answer) {
        var believed = new TreeMap<String, Long>();
        answer.forEach((word, value) -> {
            boolean known = WORD.matcher(word).matches() && believed.size() < MOST_WORDS;
            if (known && value != null && Metric.isBelievable(value)) {
                believed.put(word, value);
            }
        });
        return believed;
    }
}
