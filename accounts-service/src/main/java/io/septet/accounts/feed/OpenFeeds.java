package io.septet.accounts.feed;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platforms;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens feeds with the tokens in the vault. */
@Component
class OpenFeeds implements FeedLookup {
    private final Feeds feeds;
    private final Renewals renewals;
    private final Platforms platforms;

    OpenFeeds(Feeds feeds, Renewals renewals, Platforms platforms) {
        this.feeds = feeds;
        this.renewals = renewals;
        this.platforms = platforms;
    }

    /** One whose token has ended gets the next one first; without it nothing is tried. */
    @Override
    public Optional<OpenFeed> open(String workspace, String feed) {
        var found =
                feeds.find(workspace, feed)
                        .filter(present -> present.health() != Feed.Health.RECONNECT);
        if (found.isPresent() && renewals.overdue(found.get())) {
            renewals.renewOverdue(found.get());
            found = found.filter(present -> !renewals.overdue(present));
        }
        return found.flatMap(this::open);
    }

    /** Opens a feed whatever is thought of its token. */
    Optional<OpenFeed> open(Feed feed) {
        return platforms
                .find(feed.platform())
                .flatMap(platform ->
                        feeds.credential(feed)
                                .map(credential ->
                                        new OpenFeed(
                                                platform,
                                                new FeedAccess(
                                                        feed.id(),
                                                        feed.platformAccount(),
                                                        feed.username(),
                                                        feed.server(),
                                                        credential.accessToken()),
                                                feed.capabilities(platform).publishClass(),
                                                feed.where())));
    }

    @Override
    public boolean exists(String workspace, String feed) {
        return feeds.find(workspace, feed).isPresent();
    }

    @Override
    public void refused(String workspace, String feed, String reason) {
        feeds.find(workspace, feed)
                .filter(found -> found.health() != Feed.Health.RECONNECT)
                .filter(found -> !renewals.helped(found))
                .ifPresent(found ->
                        feeds.update(
                                workspace,
                                feed,
                                null,
                                null,
                                present -> present.with(Feed.Health.RECONNECT, reason)));
    }
}
