package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.Fingerprint;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.kit.time.ContractTimings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares records with what a feed shows: one look through what the account has posted, or where
 * only single posts can be asked for, one look for each. Nothing is changed by it.
 */
@Component
class Comparison {
    private static final Logger log = LoggerFactory.getLogger(Comparison.class);

    /** More single looks than this would keep others from looking. */
    private static final int MOST_LOOKS = 25;

    private final Publications publications;
    private final FeedLookup feeds;
    private final Guards guards;
    private final ContractTimings timings;

    Comparison(
            Publications publications, FeedLookup feeds, Guards guards, ContractTimings timings) {
        this.publications = publications;
        this.feeds = feeds;
        this.guards = guards;
        this.timings = timings;
    }

    /**
     * What one feed shows.
     *
     * @param why it could not be compared, or not all of it; null = it was
     */
    record Shown(List<Found> items, @Nullable String why) {}

    /**
     * What it shows of one delivery.
     *
     * @param there whether its post is there, or one of which nobody else but it can be the origin
     * @param more posts that its sends must have made besides
     */
    record Found(String delivery, boolean there, List<String> more) {}

    /** Compares publications of one feed. */
    Shown compare(String workspace, String feed, List<String> ids) {
        // What was never armed cannot have left a post.
        var armed =
                publications.findAll(workspace, ids).stream()
                        .filter(one -> one.workspace().equals(workspace) && one.feed().equals(feed))
                        .filter(one -> one.firstArmedAt() != null)
                        .sorted(Comparator.comparing(Comparison::sent))
                        .toList();
        if (armed.isEmpty()) {
            return new Shown(List.of(), null);
        }
        var open = feeds.open(workspace, feed);
        if (open.isEmpty()) {
            return new Shown(List.of(), "The account must be connected again");
        }
        if (open.get().publishClass() == PublishClass.N0) {
            return new Shown(List.of(), "Nothing can be looked up on this platform");
        }
        var since = sent(armed.getFirst()).minus(timings.lookBack());
        return open.get().publishClass() == PublishClass.C
                ? oneByOne(open.get(), armed)
                : atOnce(open.get(), armed, since);
    }

    private Shown atOnce(FeedLookup.OpenFeed feed, List<Publication> armed, Instant since) {
        return switch (look(feed, armed.getFirst(), since)) {
            case ReadBack.Candidates(var equal, var different, var asOf) ->
                    new Shown(
                            inList(
                                    armed,
                                    Stream.concat(equal.stream(), different.stream()).toList()),
                            null);
            case ReadBack other -> new Shown(List.of(), why(other));
        };
    }

    private List<Found> inList(List<Publication> armed, List<Seen> posts) {
        var owners = new HashMap<String, @Nullable String>();
        posts.forEach(post ->
                owners.put(
                        post.platformId(),
                        publications.ownerOf(armed.getFirst(), post.platformId()).orElse(null)));
        return armed.stream().map(one -> found(one, posts, owners)).toList();
    }

    private Found found(Publication one, List<Seen> posts, Map<String, @Nullable String> owners) {
        var text = Fingerprint.of(one.content()).text();
        var since = sent(one).minus(timings.lookBack());
        boolean there = false;
        var alike = new ArrayList<String>();
        for (var post : posts) {
            var owner = owners.get(post.platformId());
            var at = post.createdAt();
            if (post.platformId().equals(one.platformId()) || one.id().equals(owner)) {
                there = true;
            } else if (owner == null
                    && (at == null || !at.isBefore(since))
                    && Fingerprint.of(post.text(), 0).text().equals(text)) {
                alike.add(post.platformId());
            }
        }
        if (one.state() != PublicationState.PUBLISHED || one.platformId() == null) {
            return new Found(one.id(), there || !alike.isEmpty(), List.of());
        }
        // One call makes one post: another of the same text was written by hand.
        return new Found(one.id(), there, one.attempt() > 1 ? List.copyOf(alike) : List.of());
    }

    private Shown oneByOne(FeedLookup.OpenFeed feed, List<Publication> armed) {
        var items = new ArrayList<Found>();
        for (var one : armed.subList(0, Math.min(MOST_LOOKS, armed.size()))) {
            switch (look(feed, one, sent(one))) {
                case ReadBack.Found found -> items.add(new Found(one.id(), true, List.of()));
                case ReadBack.Other other -> items.add(new Found(one.id(), true, List.of()));
                case ReadBack.Absent absent -> items.add(new Found(one.id(), false, List.of()));
                case ReadBack other -> {
                    return new Shown(items, why(other));
                }
            }
        }
        return new Shown(
                items,
                armed.size() > MOST_LOOKS
                        ? "Only " + MOST_LOOKS + " of " + armed.size() + " posts were asked for"
                        : null);
    }

    private ReadBack look(FeedLookup.OpenFeed feed, Publication one, Instant since) {
        try {
            return feed.guarded(
                            guards,
                            "read",
                            platform ->
                                    platform.ownPosts(feed.access(), Publisher.request(one), since),
                            answer -> !(answer instanceof ReadBack.Unreadable))
                    .orElseGet(() ->
                            new ReadBack.Unreadable("The platform is not answering well", null));
        } catch (RuntimeException e) {
            log.warn("{} could not be compared", feed.where(), e);
            return new ReadBack.Unreadable("Our own fault while looking", null);
        }
    }

    private static String why(ReadBack answer) {
        return switch (answer) {
            case ReadBack.Unreadable(var reason, var until) -> reason;
            case ReadBack.Reconnect(var reason) -> reason;
            case ReadBack.Impossible(var reason) -> reason;
            default -> "The platform does not list what the account has posted";
        };
    }

    private static Instant sent(Publication one) {
        return Objects.requireNonNullElse(one.firstArmedAt(), one.due());
    }
}
