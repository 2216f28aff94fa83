package io.septet.accounts.feed;

import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platforms;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes accounts into a workspace, however their credentials were come by. */
@Component
public class FeedBook {
    private final Feeds feeds;
    private final AccessPlan plan;
    private final Platforms platforms;
    private final Clock clock;

    FeedBook(Feeds feeds, AccessPlan plan, Platforms platforms, Clock clock) {
        this.feeds = feeds;
        this.plan = plan;
        this.platforms = platforms;
        this.clock = clock;
    }

    /**
     * Which account a feed is of.
     *
     * @param platformAccount as in {@link ConnectedAccount}
     */
    public record Of(String id, String platform, @Nullable URI server, String platformAccount) {}

    /**
     * A feed as it is now.
     *
     * @param fresh whether it is new; otherwise its account was connected before
     */
    public record Taken(FeedView feed, boolean fresh) {}

    /** This workspace's feed of that id. */
    public Optional<Of> find(String workspace, String id) {
        return feeds.find(workspace, id)
                .map(feed ->
                        new Of(feed.id(), feed.platform(), feed.server(), feed.platformAccount()));
    }

    /** What the team calls a feed of this workspace. */
    public Optional<String> nameOf(String workspace, String id) {
        return feeds.find(workspace, id).map(Feed::name);
    }

    /** The id of the feed that has this account already. */
    public Optional<String> of(
            String workspace, String platform, @Nullable URI server, String platformAccount) {
        return feeds.findAccount(workspace, platform, server, platformAccount).map(Feed::id);
    }

    /**
     * Connects an account, or connects it again: then the feed keeps its id, its queue and its
     * history.
     *
     * @param name what the team calls it; null = as before, at first as the platform does
     */
    public Taken take(
            String workspace,
            String platform,
            @Nullable URI server,
            ConnectedAccount account,
            Credential credential,
            @Nullable String name) {
        var known = feeds.findAccount(workspace, platform, server, account.platformAccount());
        if (known.isEmpty()) {
            var now = clock.instant();
            var endsAt = plan.endsAt(platform, credential);
            var feed =
                    Feed.connected(
                            Ids.next(),
                            workspace,
                            platform,
                            server,
                            account,
                            name,
                            AccessPlan.warning(endsAt, now),
                            endsAt,
                            now);
            if (feeds.add(feed, credential)) {
                return new Taken(FeedView.of(feed, platforms), true);
            }
            known = feeds.findAccount(workspace, platform, server, account.platformAccount());
        }
        return new Taken(
                known.flatMap(feed -> again(feed, account, credential, name))
                        .map(feed -> FeedView.of(feed, platforms))
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "feed-changing",
                                        "Somebody is connecting or removing this account right now",
                                        "Look at the list of feeds and try again")),
                false);
    }

    /** A lasting access that works is not given up for one that ends. */
    private Optional<Feed> again(
            Feed feed, ConnectedAccount account, Credential credential, @Nullable String name) {
        var before = feeds.credential(feed).orElse(null);
        var kept =
                before != null
                                && feed.health() != Feed.Health.RECONNECT
                                && before.outlives(credential)
                        ? before
                        : credential;
        var endsAt = plan.endsAt(feed.platform(), kept);
        return feeds.update(
                feed.workspace(),
                feed.id(),
                null,
                kept,
                present ->
                        present.reconnected(
                                account,
                                name,
                                AccessPlan.warning(endsAt, clock.instant()),
                                endsAt));
    }
}
