package io.septet.accounts.feed;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platforms;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens feeds with the tokens in the vault. */
@Component
class OpenFeeds implements FeedLookup {
    private final Feeds feeds;
    private final Platforms platforms;

    OpenFeeds(Feeds feeds, Platforms platforms) {
        this.feeds = feeds;
        this.platforms = platforms;
    }

    @Override
    public Optional<OpenFeed> open(String workspace, String feed) {
        return feeds.find(workspace, feed)
                .filter(found -> found.health() != Feed.Health.RECONNECT)
                .flatMap(this::open);
    }

    /** Opens a feed whatever is thought of its token. */
    Optional<OpenFeed> open(Feed feed) {
        return platforms
                .find(feed.platform())
                .flatMap(platform ->
                        feeds.secret(feed)
                                .map(secret ->
                                        new OpenFeed(
                                                platform,
                                                new FeedAccess(
                                                        feed.id(),
                                                        feed.platformAccount(),
                                                        feed.username(),
                                                        feed.server(),
                                                        secret),
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
                .ifPresent(found ->
                        feeds.update(
                                workspace,
                                feed,
                                null,
                                null,
                                present -> present.with(Feed.Health.RECONNECT, reason)));
    }
}
