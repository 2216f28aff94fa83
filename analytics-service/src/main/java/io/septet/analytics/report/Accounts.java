package io.septet.analytics.report;

import io.septet.analytics.feed.TrackedFeed;
import io.septet.analytics.feed.TrackedFeeds;
import io.septet.analytics.tracked.LatestValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/** Finds what accounts themselves counted at the end of a period and at its beginning. */
@Component
class Accounts {
    private final TrackedFeeds feeds;

    Accounts(TrackedFeeds feeds) {
        this.feeds = feeds;
    }

    /** Hands on each of these feeds that we know with the numbers of its account, if any. */
    void each(
            Question question,
            Collection<String> ids,
            BiConsumer<TrackedFeed, Map<String, Overview.OfAccount>> consumer) {
        feeds.findAll(question.workspace(), ids)
                .values()
                .forEach(feed -> consumer.accept(feed, account(feed, question)));
    }

    private Map<String, Overview.OfAccount> account(TrackedFeed feed, Question question) {
        var account = new TreeMap<String, Overview.OfAccount>();
        feed.metrics()
                .forEach((word, latest) -> {
                    // Mostly a period reaches up to now, and its last reading is the latest there
                    // is.
                    var end =
                            latest.at().isBefore(question.to())
                                    ? Optional.of(latest)
                                    : feeds.lastBefore(feed, word, question.to());
                    end.ifPresent(
                            value -> account.put(word, number(value, feed, word, question.from())));
                });
        return account;
    }

    private Overview.OfAccount number(
            LatestValue end, TrackedFeed feed, String word, Instant from) {
        // Without a reading since the beginning nobody knows whether anything changed.
        Long before =
                end.at().isBefore(from)
                        ? null
                        : feeds.lastBefore(feed, word, from).map(LatestValue::value).orElse(null);
        return new Overview.OfAccount(end.value(), end.at(), before);
    }
}
