package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.platform.Guards;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follow-up work: asks where people see a post whose platform did not say so when it accepted it.
 * Whatever comes of it, the post stays published and is never sent again.
 */
final class Links {
    /** When it is asked first; the platforms need a moment. */
    static final Duration FIRST = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Links.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Publications publications;
    private final FeedLookup feeds;
    private final Guards guards;
    private final Clock clock;

    Links(Publications publications, FeedLookup feeds, Guards guards, Clock clock) {
        this.publications = publications;
        this.feeds = feeds;
        this.guards = guards;
        this.clock = clock;
    }

    void follow(Publication published) {
        var id = published.platformId();
        var sent = published.sentAt();
        var now = clock.instant();
        if (published.link() != null
                || id == null
                || sent == null
                || Duration.between(sent, now).compareTo(PATIENCE) > 0) {
            publications.rest(published);
            return;
        }
        var feed = feeds.open(published.workspace(), published.feed());
        if (feed.isPresent() && !feed.get().platform().tellsLinksLater()) {
            publications.rest(published);
            return;
        }
        var link = feed.flatMap(open -> read(open, id));
        if (link.isPresent()) {
            publications.linked(published.linked(link.get().toString()), published.version());
        } else {
            publications.later(published, now.plus(pause(Duration.between(sent, now))));
        }
    }

    private Optional<URI> read(FeedLookup.OpenFeed feed, String id) {
        try {
            return feed.guarded(
                            guards,
                            "read",
                            platform -> platform.link(feed.access(), id),
                            Optional::isPresent)
                    .flatMap(link -> link);
        } catch (RuntimeException e) {
            log.warn("Where {} can be seen could not be read", id, e);
            return Optional.empty();
        }
    }

    /** The longer it is not told, the more seldom it is asked. */
    private static Duration pause(Duration elapsed) {
        var half = elapsed.dividedBy(2);
        return half.compareTo(FIRST) < 0
                ? FIRST
                : half.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : half;
    }
}
