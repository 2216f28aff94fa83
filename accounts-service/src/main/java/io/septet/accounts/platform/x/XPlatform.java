package io.septet.accounts.platform.x;

import com.twitter.twittertext.TwitterTextParser;
import io.septet.accounts.media.MediaFiles;
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
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * X.
 *
 * <p>Unverified: whether the wire says {@code tweet} or {@code post} in field names (we ask with
 * the former and read both); what 402 means exactly (taken as unclear); that a GIF may be uploaded
 * in one piece. Long posts of paying accounts are not offered: everybody has 280.
 */
@Component
public class XPlatform implements Platform {
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    "x",
                    "X",
                    Capabilities.PublishClass.N,
                    new Capabilities.TextRule(280, Capabilities.Counting.WEIGHTED, 23),
                    new Capabilities.ImageRule(
                            4,
                            List.of("image/jpeg", "image/png", "image/webp", "image/gif"),
                            5 * 1024 * 1024,
                            1000),
                    new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                    List.of(
                            "impressions",
                            "likes",
                            "comments",
                            "shares",
                            "quotes",
                            "saves",
                            "clicks"),
                    100);

    private final XApi api;
    private final XApi.Publishing publishing;
    private final XPictures pictures;
    private final XMetrics metrics;
    private final XPosts posts;
    private final XProperties properties;

    /**
     * @param files where pictures lie
     */
    public XPlatform(XProperties properties, Outbound outbound, MediaFiles files, Clock clock) {
        var baseUrl = properties.baseUrl().toString();
        this.properties = properties;
        this.api = outbound.at(baseUrl, Outbound.Use.CALL, XApi.class);
        this.publishing = outbound.at(baseUrl, Outbound.Use.SEND, XApi.Publishing.class);
        this.pictures =
                new XPictures(
                        api,
                        outbound.at(baseUrl, Outbound.Use.UPLOAD, XApi.Uploads.class),
                        files,
                        clock);
        this.metrics = new XMetrics(api, clock);
        this.posts = new XPosts(api, properties.webUrl(), clock);
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        var reply = Reply.of(() -> api.me("Bearer " + request.accessToken(), "profile_image_url"));
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused("X cannot be reached now", true);
        }
        var user = answer.ok() ? answer.as(XWire.Me.class).map(XWire.Me::data).orElse(null) : null;
        if (user == null || user.id() == null || user.username() == null) {
            throw refused(answer);
        }
        return new ConnectedAccount(
                user.id(),
                user.username(),
                user.name() == null ? user.username() : user.name(),
                URI.create(properties.webUrl() + "/" + user.username()),
                user.profileImageUrl(),
                request.accessToken(),
                CAPABILITIES);
    }

    private static ConnectRefused refused(Answered answer) {
        return XAnswers.of(answer).connecting("X");
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        return ContentChecks.of(
                capabilities, content, TwitterTextParser.parseTweet(content.text()).weightedLength);
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return pictures.prepare("Bearer " + feed.accessToken(), request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var media = XPictures.ids(request);
        var text = request.content().text();
        var post =
                new XWire.Create(
                        text.isBlank() ? null : text,
                        media.isEmpty() ? null : new XWire.Media(media));
        return switch (Reply.of(() -> publishing.create("Bearer " + feed.accessToken(), post))) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer -> answer.ok() ? accepted(feed, answer) : refusal(answer);
        };
    }

    private SendOutcome accepted(FeedAccess feed, Answered answer) {
        var data = answer.as(XWire.Created.class).map(XWire.Created::data).orElse(null);
        if (data == null || data.id() == null || data.id().isBlank()) {
            return new SendOutcome.Unclear(answer.seen());
        }
        return new SendOutcome.Accepted(
                data.id(),
                URI.create(properties.webUrl() + "/" + feed.username() + "/status/" + data.id()));
    }

    private static SendOutcome refusal(Answered answer) {
        return XAnswers.of(answer).sent();
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return posts.since(feed, request, since);
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return metrics.read("Bearer " + feed.accessToken(), platformIds);
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return metrics.account(feed);
    }

    /** That 404 is the answer for a post that is gone is unverified. */
    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        return Refusal.deleting(
                Reply.of(() -> api.delete("Bearer " + feed.accessToken(), platformId)),
                answer ->
                        answer.status() == 404
                                        && XAnswers.of(answer)
                                                instanceof Refusal.Rejected(var words)
                                ? new Refusal.Gone(words)
                                : XAnswers.of(answer),
                answer ->
                        answer.as(XWire.Deleted.class)
                                .map(XWire.Deleted::data)
                                .filter(data -> Boolean.TRUE.equals(data.deleted()))
                                .isPresent());
    }
}
