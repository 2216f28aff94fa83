package io.septet.accounts.platform.mastodon;

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
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Mastodon. The delivery's id is the {@code Idempotency-Key}: a server keeps it for an hour and
 * answers a repetition with the status it made first. Whether servers of other software do so is
 * not known, so these are class N.
 */
@Component
public class MastodonPlatform implements Platform {
    static final Capabilities CAPABILITIES =
            new Capabilities(
                    "mastodon",
                    "Mastodon",
                    Capabilities.PublishClass.K,
                    new Capabilities.TextRule(500, Capabilities.Counting.GRAPHEMES, 23),
                    new Capabilities.ImageRule(
                            4,
                            List.of("image/jpeg", "image/png", "image/gif", "image/webp"),
                            16 * 1024 * 1024,
                            1500,
                            Capabilities.ImageSize.pixels(33_177_600)),
                    new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                    List.of("likes", "comments", "shares", "quotes"),
                    20,
                    List.of("warning", "visibility", "language"));

    private final MastodonApi api;
    private final MastodonApi.Publishing publishing;
    private final MastodonAccounts accounts;
    private final MastodonPictures pictures;
    private final MastodonMetrics metrics;
    private final MastodonPosts posts;
    private final Servers servers;
    private final Clock clock;

    /**
     * @param files where pictures lie
     */
    public MastodonPlatform(
            Outbound outbound, OutboundProperties properties, MediaFiles files, Clock clock) {
        this.api = outbound.anywhere(Outbound.Use.CALL, MastodonApi.class);
        this.servers = new Servers(properties.allowLoopback());
        this.publishing = outbound.anywhere(Outbound.Use.SEND, MastodonApi.Publishing.class);
        this.accounts = new MastodonAccounts(api, servers, clock);
        this.pictures =
                new MastodonPictures(
                        api,
                        outbound.anywhere(Outbound.Use.UPLOAD, MastodonApi.Uploads.class),
                        servers,
                        files,
                        clock);
        this.metrics = new MastodonMetrics(api, servers, clock);
        this.posts = new MastodonPosts(api, servers, clock);
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        return accounts.connect(request);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        return ContentChecks.of(
                capabilities, content, MastodonText.length(content, capabilities.text().link()));
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return pictures.prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var server = servers.of(feed.server());
        if (server.isEmpty()) {
            return new SendOutcome.Refused("The address of this server may not be called");
        }
        var content = request.content();
        var media = MastodonPictures.ids(request);
        var status =
                new MastodonWire.Create(
                        content.text().isBlank() ? null : content.text(),
                        media.isEmpty() ? null : media,
                        content.visibility() == null ? "public" : content.visibility(),
                        content.warning() != null,
                        content.warning(),
                        content.language());
        var reply =
                Reply.of(() ->
                        publishing.create(
                                server.get(),
                                "Bearer " + feed.accessToken(),
                                request.deliveryId(),
                                status));
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer -> answer.ok() ? accepted(answer) : refusal(answer);
        };
    }

    private static SendOutcome accepted(Answered answer) {
        var made = answer.as(MastodonWire.Status.class).orElse(null);
        return made == null || made.id() == null || made.id().isBlank()
                ? new SendOutcome.Unclear(answer.seen())
                : new SendOutcome.Accepted(made.id(), made.url());
    }

    /** A 404 tells that the status was made by an earlier try and deleted since. */
    private SendOutcome refusal(Answered answer) {
        return switch (MastodonAnswers.of(answer, clock)) {
            case Refusal.Gone gone -> new SendOutcome.Unclear(answer.seen());
            case Refusal other -> other.sent();
        };
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return posts.since(feed, request, since);
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return metrics.read(feed, platformIds);
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return metrics.account(feed);
    }

    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        var server = servers.of(feed.server());
        return server.isEmpty()
                ? new DeleteOutcome.Refused("The address of this server may not be called")
                : Refusal.deleting(
                        Reply.of(() ->
                                api.delete(
                                        server.get(), "Bearer " + feed.accessToken(), platformId)),
                        answer -> MastodonAnswers.of(answer, clock),
                        answer ->
                                answer.as(MastodonWire.Status.class)
                                        .filter(status -> platformId.equals(status.id()))
                                        .isPresent());
    }
}
