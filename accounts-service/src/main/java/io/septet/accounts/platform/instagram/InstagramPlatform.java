package io.septet.accounts.platform.instagram;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentChecks;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.graph.ContainerMetrics;
import io.septet.accounts.platform.graph.Containers;
import io.septet.accounts.platform.graph.Dialect;
import io.septet.accounts.platform.graph.GraphPosts;
import io.septet.accounts.platform.http.Outbound;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Instagram. Every post needs a picture; the platform fetches it from a public address.
 *
 * <p>Unverified: that the 2,200 characters of a caption are code points. How many posts an account
 * may publish in a day is told differently on Instagram's own pages (50 and 100), so we wait for
 * its refusal.
 */
@Component
public class InstagramPlatform implements Platform {
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    "instagram",
                    "Instagram",
                    Capabilities.PublishClass.T,
                    new Capabilities.TextRule(2_200, Capabilities.Counting.CHARACTERS, 0),
                    new Capabilities.ImageRule(
                            10,
                            List.of("image/jpeg"),
                            8 * 1024 * 1024,
                            1000,
                            new Capabilities.ImageSize(320, 1440, 0, 0, 0.8, 1.91)),
                    new Capabilities.Lead(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                    List.of("views", "reach", "likes", "comments", "shares", "saves"),
                    1);

    private static final Dialect DIALECT =
            new Dialect(
                    "Instagram",
                    "media",
                    "media_publish",
                    "caption",
                    false,
                    "status_code",
                    "status",
                    Map.of(
                            "views", "views",
                            "reach", "reach",
                            "likes", "likes",
                            "comments", "comments",
                            "shares", "shares",
                            "saved", "saves"),
                    new GraphPosts.Listing(
                            "media",
                            "caption",
                            "timestamp",
                            "permalink",
                            "media_type,children{id}",
                            InstagramPlatform::media,
                            UnaryOperator.identity()));

    private final Door linked;
    private final Door own;
    private final InstagramAccounts accounts;
    private final InstagramProperties properties;
    private final Clock clock;

    /** One of the two addresses at which the same API answers, each to tokens of its own. */
    private record Door(Containers containers, ContainerMetrics metrics) {}

    /**
     * @param files where pictures lie
     * @param links under which addresses Instagram fetches them
     */
    public InstagramPlatform(
            InstagramProperties properties,
            Outbound outbound,
            MediaFiles files,
            MediaLinks links,
            Clock clock) {
        this.linked = door(properties.baseUrl(), outbound, files, links, clock);
        this.own = door(properties.ownUrl(), outbound, files, links, clock);
        this.accounts =
                new InstagramAccounts(linked.containers().api(), properties.webUrl(), clock);
        this.properties = properties;
        this.clock = clock;
    }

    private static Door door(
            URI address, Outbound outbound, MediaFiles files, MediaLinks links, Clock clock) {
        var containers = new Containers(DIALECT, address, outbound, files, links, clock);
        return new Door(containers, new ContainerMetrics(DIALECT, containers.api(), clock));
    }

    private Door door(String token) {
        return isOwn(token) ? own : linked;
    }

    /** Whether a token is of Instagram's own login; those of Facebook's begin otherwise. */
    private static boolean isOwn(String token) {
        return token.startsWith("IG");
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        var token = request.accessToken();
        return isOwn(token)
                ? InstagramAccounts.own(
                        own.containers().api(), token, properties.webUrl(), CAPABILITIES, clock)
                : accounts.connect(request, CAPABILITIES);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        if (content.media().isEmpty()) {
            return List.of(
                    new ContentFault(
                            "media-missing",
                            "Instagram takes no post without a picture",
                            null,
                            null));
        }
        var text = content.text();
        var faults = ContentChecks.of(capabilities, content, text.codePointCount(0, text.length()));
        faults.addAll(InstagramCaption.faults(text));
        return faults;
    }

    /** A text alone is refused there, in words, rather than when it is due. */
    @Override
    public boolean preparesText() {
        return true;
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return request.content().media().isEmpty()
                ? new PrepareOutcome.Refused("Instagram takes no post without a picture")
                : door(feed.accessToken()).containers().prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        return door(feed.accessToken()).containers().send(feed, request);
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return door(feed.accessToken()).containers().readBack(feed, request, since);
    }

    @Override
    public ReadBack ownPosts(FeedAccess feed, SendRequest request, Instant since) {
        return door(feed.accessToken()).containers().list(feed, request, since);
    }

    /** Every post here has a picture or a video. */
    private static int media(JsonNode post) {
        return Math.max(1, post.path("children").path("data").size());
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return door(feed.accessToken()).metrics().read(feed, platformIds);
    }

    @Override
    public boolean tellsLinksLater() {
        return true;
    }

    @Override
    public Optional<URI> link(FeedAccess feed, String platformId) {
        return door(feed.accessToken()).containers().posts().link(feed, platformId, "permalink");
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return door(feed.accessToken())
                .containers()
                .posts()
                .account(
                        feed,
                        Map.of(
                                "followers_count", "followers",
                                "follows_count", "following",
                                "media_count", "posts"));
    }

    /** Tokens of Instagram's own login may not delete. */
    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        return isOwn(feed.accessToken())
                ? new DeleteOutcome.Unsupported(
                        "Instagram lets nobody delete a post through this kind of login; delete it in the app")
                : linked.containers().posts().delete(feed, platformId);
    }
}
