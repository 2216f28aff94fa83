package io.septet.accounts.platform.linkedin;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Capabilities.PublishClass;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * LinkedIn, for organisations and for members. Of an organisation the own posts can be read back,
 * of a member they cannot, so the two differ in their publish class.
 *
 * <p>Unverified: the largest picture (8 MB, as its own pages say), and how the text is counted
 * ({@link LittleText}).
 */
@Component
public class LinkedInPlatform implements Platform {
    /** A picture must have fewer. */
    private static final long PIXELS = 36_152_320;

    private static final Capabilities ORGANIZATION =
            capabilities(
                    PublishClass.N,
                    List.of("impressions", "reach", "clicks", "likes", "comments", "shares"),
                    20);
    private static final Capabilities MEMBER =
            capabilities(PublishClass.N0, List.of("likes", "comments"), 1);

    private final LinkedInApi api;
    private final LinkedInApi.Publishing publishing;
    private final LinkedInAccounts accounts;
    private final LinkedInPictures pictures;
    private final LinkedInMetrics metrics;
    private final LinkedInPosts posts;
    private final LinkedInProperties properties;
    private final Clock clock;

    /**
     * @param files where pictures lie
     */
    public LinkedInPlatform(
            LinkedInProperties properties, Outbound outbound, MediaFiles files, Clock clock) {
        var baseUrl = properties.baseUrl().toString();
        this.api = outbound.at(baseUrl, Outbound.Use.CALL, LinkedInApi.class);
        this.publishing = outbound.at(baseUrl, Outbound.Use.SEND, LinkedInApi.Publishing.class);
        this.accounts = new LinkedInAccounts(api, properties, LinkedInPlatform::of, clock);
        this.pictures =
                new LinkedInPictures(
                        api,
                        outbound.at(baseUrl, Outbound.Use.UPLOAD, LinkedInApi.Uploads.class),
                        properties,
                        files,
                        clock);
        this.metrics = new LinkedInMetrics(api, properties, clock);
        this.posts = new LinkedInPosts(api, properties, clock);
        this.properties = properties;
        this.clock = clock;
    }

    private static Capabilities capabilities(
            PublishClass publishClass, List<String> metrics, int metricsBatch) {
        return new Capabilities(
                "linkedin",
                "LinkedIn",
                publishClass,
                new Capabilities.TextRule(3000, Capabilities.Counting.ESCAPED, 0),
                new Capabilities.ImageRule(
                        20,
                        List.of("image/jpeg", "image/png", "image/gif"),
                        8 * 1024 * 1024,
                        4086,
                        Capabilities.ImageSize.pixels(36_152_319)),
                new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                metrics,
                metricsBatch);
    }

    private static Capabilities of(String account) {
        return LinkedInAccounts.isOrganization(account) ? ORGANIZATION : MEMBER;
    }

    @Override
    public Capabilities capabilities() {
        return ORGANIZATION;
    }

    @Override
    public Capabilities capabilities(String platformAccount) {
        return of(platformAccount);
    }

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        return accounts.connect(request);
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        var faults =
                new ArrayList<>(
                        ContentChecks.of(capabilities, content, LittleText.length(content.text())));
        content.media().stream().flatMap(LinkedInPlatform::pixels).forEach(faults::add);
        return faults;
    }

    private static Stream<ContentFault> pixels(Content.MediaItem picture) {
        long pixels = (long) picture.width() * picture.height();
        return pixels < PIXELS
                ? Stream.empty()
                : Stream.of(
                        new ContentFault(
                                "image-too-large",
                                String.format(
                                        Locale.ROOT,
                                        "LinkedIn takes pictures of fewer than %d pixels; this one has %d",
                                        PIXELS,
                                        pixels),
                                PIXELS,
                                pixels));
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return pictures.prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var images = LinkedInPictures.attached(request);
        if (images.isEmpty()) {
            return new SendOutcome.NotSent(null, "A picture is not prepared");
        }
        var post =
                LinkedInWire.Create.of(
                        feed.platformAccount(),
                        LittleText.of(request.content().text()),
                        LinkedInWire.Attached.of(images.get()));
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        return switch (Reply.of(() -> publishing.create(headers, post))) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer -> answer.ok() ? accepted(answer) : refusal(answer);
        };
    }

    /** The id is in a header, and the body empty. */
    private SendOutcome accepted(Answered answer) {
        return Stream.of("x-restli-id", "x-linkedin-id")
                .map(name -> answer.headers().getOrEmpty(name))
                .flatMap(List::stream)
                .filter(id -> id.matches("urn:li:[A-Za-z]+:[A-Za-z0-9_-]+"))
                .findFirst()
                .<SendOutcome>map(id ->
                        new SendOutcome.Accepted(
                                id, URI.create(properties.webUrl() + "/feed/update/" + id)))
                .orElseGet(() -> new SendOutcome.Unclear(answer.seen()));
    }

    private SendOutcome refusal(Answered answer) {
        return LinkedInAnswers.of(answer, clock).sent();
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

    /** What is gone already is deleted just the same. */
    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        return Refusal.deleting(
                Reply.of(() -> api.delete(headers, "DELETE", platformId)),
                answer -> LinkedInAnswers.of(answer, clock),
                answer -> answer.status() == 204);
    }
}
