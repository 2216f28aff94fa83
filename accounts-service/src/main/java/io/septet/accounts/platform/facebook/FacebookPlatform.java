package io.septet.accounts.platform.facebook;

import io.septet.accounts.media.MediaFiles;
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
import io.septet.accounts.platform.graph.GraphApi;
import io.septet.accounts.platform.graph.GraphPost;
import io.septet.accounts.platform.graph.GraphPosts;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Facebook Pages. Pictures are uploaded unpublished, even a single one, so that what makes a post
 * public is always the same one request.
 *
 * <p>Unverified: the longest text (63,206), the most pictures (10) and the longest description
 * (1,000). Facebook names 10 MB as the largest picture; clients have seen more than 4 MB refused,
 * so we stay below that.
 */
@Component
public class FacebookPlatform implements Platform {
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    "facebook",
                    "Facebook",
                    Capabilities.PublishClass.N,
                    new Capabilities.TextRule(63_206, Capabilities.Counting.CHARACTERS, 0),
                    new Capabilities.ImageRule(
                            10,
                            List.of(
                                    "image/jpeg",
                                    "image/png",
                                    "image/gif",
                                    "image/bmp",
                                    "image/tiff"),
                            4 * 1024 * 1024,
                            1000),
                    new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                    List.of("views", "reach", "likes", "comments", "shares", "clicks"),
                    1);

    private final FacebookApi.Publishing publishing;
    private final FacebookPages pages;
    private final FacebookPhotos photos;
    private final FacebookMetrics metrics;
    private final GraphPosts posts;
    private final GraphPost post;
    private final Clock clock;

    /**
     * @param files where pictures lie
     */
    public FacebookPlatform(
            FacebookProperties properties, Outbound outbound, MediaFiles files, Clock clock) {
        var baseUrl = properties.baseUrl().toString();
        var api = outbound.at(baseUrl, Outbound.Use.CALL, GraphApi.class);
        this.publishing = outbound.at(baseUrl, Outbound.Use.SEND, FacebookApi.Publishing.class);
        this.pages = new FacebookPages(api, clock);
        this.photos =
                new FacebookPhotos(
                        outbound.at(baseUrl, Outbound.Use.UPLOAD, FacebookApi.Uploads.class),
                        files,
                        clock);
        this.metrics = new FacebookMetrics(api, clock);
        this.posts =
                new GraphPosts(
                        api,
                        FacebookPosts.LISTING,
                        answer -> FacebookAnswers.of(answer, clock),
                        clock);
        this.post = new GraphPost(api, answer -> FacebookAnswers.of(answer, clock), clock);
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        return pages.connect(request, CAPABILITIES);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        var text = content.text();
        return ContentChecks.of(capabilities, content, text.codePointCount(0, text.length()));
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return photos.prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var text = request.content().text();
        var attached =
                FacebookPhotos.ids(request).stream().map(FacebookWire.Attached::new).toList();
        var post =
                new FacebookWire.Create(
                        text.isBlank() ? null : text, attached.isEmpty() ? null : attached);
        var reply =
                Reply.of(() ->
                        publishing.create(
                                "Bearer " + feed.accessToken(),
                                feed.platformAccount(),
                                "id,permalink_url",
                                post));
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer -> answer.ok() ? accepted(answer) : refusal(answer);
        };
    }

    private static SendOutcome accepted(Answered answer) {
        var created = answer.as(FacebookWire.Created.class).orElse(null);
        return created == null || created.id() == null || created.id().isBlank()
                ? new SendOutcome.Unclear(answer.seen())
                : new SendOutcome.Accepted(created.id(), created.permalinkUrl());
    }

    private SendOutcome refusal(Answered answer) {
        return FacebookAnswers.of(answer, clock).sent();
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return posts.since(feed, request.content(), since);
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return metrics.read("Bearer " + feed.accessToken(), platformIds);
    }

    /** That the answer to sending tells it was only observed. */
    @Override
    public boolean tellsLinksLater() {
        return true;
    }

    @Override
    public Optional<URI> link(FeedAccess feed, String platformId) {
        return post.link(feed, platformId, "permalink_url");
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return post.account(feed, Map.of("followers_count", "followers"));
    }

    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        return post.delete(feed, platformId);
    }
}
