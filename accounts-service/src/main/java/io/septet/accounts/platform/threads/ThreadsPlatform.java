package io.septet.accounts.platform.threads;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRefused;
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
import io.septet.accounts.platform.graph.ContainerAnswers;
import io.septet.accounts.platform.graph.ContainerMetrics;
import io.septet.accounts.platform.graph.Containers;
import io.septet.accounts.platform.graph.Dialect;
import io.septet.accounts.platform.graph.GraphPosts;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Threads. Texts, too, are containers first, so that an unclear answer leaves one to look at;
 * publishing a text in one call is possible there, but leaves none.
 */
@Component
public class ThreadsPlatform implements Platform {
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    "threads",
                    "Threads",
                    Capabilities.PublishClass.T,
                    new Capabilities.TextRule(500, Capabilities.Counting.EMOJI_AS_BYTES, 0),
                    new Capabilities.ImageRule(
                            20,
                            List.of("image/jpeg", "image/png"),
                            8 * 1024 * 1024,
                            1000,
                            new Capabilities.ImageSize(320, 1440, 0, 0, 0.1, 10)),
                    new Capabilities.Lead(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                    List.of("views", "likes", "comments", "shares", "quotes"),
                    1);

    private static final Dialect DIALECT =
            new Dialect(
                    "Threads",
                    "threads",
                    "threads_publish",
                    "text",
                    true,
                    "status",
                    "error_message",
                    Map.of(
                            "views", "views",
                            "likes", "likes",
                            "replies", "comments",
                            // As on X, Mastodon and Bluesky; what Threads itself calls shares are
                            // private sends.
                            "reposts", "shares",
                            "quotes", "quotes"),
                    new GraphPosts.Listing(
                            "threads",
                            "text",
                            "timestamp",
                            "permalink",
                            "media_type,children{id}",
                            ThreadsPlatform::media,
                            UnaryOperator.identity()));

    private final Containers containers;
    private final ContainerMetrics metrics;
    private final URI webUrl;
    private final Clock clock;

    /**
     * @param files where pictures lie
     * @param links under which addresses Threads fetches them
     */
    public ThreadsPlatform(
            ThreadsProperties properties,
            Outbound outbound,
            MediaFiles files,
            MediaLinks links,
            Clock clock) {
        this.containers =
                new Containers(DIALECT, properties.baseUrl(), outbound, files, links, clock);
        this.metrics = new ContainerMetrics(DIALECT, containers.api(), clock);
        this.webUrl = properties.webUrl();
        this.clock = clock;
    }

    private record Profile(
            @Nullable String id,
            @Nullable String username,
            @Nullable String name,
            @Nullable URI threadsProfilePictureUrl) {}

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** One login is one account. */
    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        var reply =
                Reply.of(() ->
                        containers
                                .api()
                                .node(
                                        "Bearer " + request.accessToken(),
                                        "me",
                                        "id,username,name,threads_profile_picture_url"));
        var profile =
                ContainerAnswers.good(reply, DIALECT.name(), clock)
                        .as(Profile.class)
                        .orElseThrow(() -> ContainerAnswers.improper(DIALECT.name()));
        var id = profile.id();
        if (id == null) {
            throw new ConnectRefused("Threads does not answer properly now", true);
        }
        var username = profile.username() == null ? id : profile.username();
        return new ConnectedAccount(
                id,
                username,
                profile.name() == null || profile.name().isBlank() ? username : profile.name(),
                profile.username() == null ? null : URI.create(webUrl + "/@" + username),
                profile.threadsProfilePictureUrl(),
                request.accessToken(),
                CAPABILITIES);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        var faults = ContentChecks.of(capabilities, content, ThreadsText.length(content.text()));
        int links = ThreadsText.links(content.text());
        if (links > ThreadsText.MOST_LINKS) {
            faults.add(
                    new ContentFault(
                            "too-many-links",
                            String.format(
                                    Locale.ROOT,
                                    "Threads takes at most %d different links; this text has %d",
                                    ThreadsText.MOST_LINKS,
                                    links),
                            (long) ThreadsText.MOST_LINKS,
                            (long) links));
        }
        return faults;
    }

    @Override
    public boolean preparesText() {
        return true;
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return containers.prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        return containers.send(feed, request);
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return containers.readBack(feed, request, since);
    }

    @Override
    public ReadBack ownPosts(FeedAccess feed, SendRequest request, Instant since) {
        return containers.list(feed, request, since);
    }

    /** A text alone says that it is one. */
    private static int media(JsonNode post) {
        return post.path("media_type").asString("").startsWith("TEXT")
                ? 0
                : Math.max(1, post.path("children").path("data").size());
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return metrics.read(feed, platformIds);
    }

    @Override
    public boolean tellsLinksLater() {
        return true;
    }

    @Override
    public Optional<URI> link(FeedAccess feed, String platformId) {
        return containers.posts().link(feed, platformId, "permalink");
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return containers
                .posts()
                .insights(feed, "threads_insights", Map.of("followers_count", "followers"));
    }

    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        return containers.posts().delete(feed, platformId);
    }
}
