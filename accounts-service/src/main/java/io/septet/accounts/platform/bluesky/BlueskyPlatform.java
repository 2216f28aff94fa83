package io.septet.accounts.platform.bluesky;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Capabilities.Counting;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bluesky. We choose a post's id and write the whole record before it is due; a server refuses a
 * second record under the same id.
 *
 * <p>Unverified: what servers of other software answer to an id that is taken. The reference server
 * answers 500.
 */
@Component
public class BlueskyPlatform implements Platform {
    static final Capabilities CAPABILITIES =
            new Capabilities(
                    "bluesky",
                    "Bluesky",
                    Capabilities.PublishClass.C,
                    new Capabilities.TextRule(300, Counting.GRAPHEMES_AND_BYTES, 0),
                    // Newer servers take 2 MB; 1 MB is taken by all. Animations would stand still.
                    new Capabilities.ImageRule(
                            4, List.of("image/jpeg", "image/png", "image/webp"), 1_000_000, 2_000),
                    // Signing in and looking up mentions before a text is due keeps it punctual.
                    new Capabilities.Lead(Duration.ofSeconds(10), Duration.ofSeconds(60)),
                    List.of("likes", "comments", "shares", "quotes"),
                    25,
                    // Readers are warned by fixed labels there, not in words of our own.
                    List.of("language"));

    /** A session younger than this that is refused would be refused again. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final BlueskyApi api;
    private final BlueskyApi.Publishing publishing;
    private final BlueskyProperties properties;
    private final BlueskyAccounts accounts;
    private final BlueskyRecords records;
    private final BlueskyMetrics metrics;
    private final BlueskyReadBack readBack;
    private final Sessions sessions;
    private final Clock clock;

    /**
     * @param files where pictures lie
     */
    public BlueskyPlatform(
            BlueskyProperties properties,
            Outbound outbound,
            OutboundProperties allowed,
            MediaFiles files,
            Clock clock) {
        this.api = outbound.anywhere(Outbound.Use.CALL, BlueskyApi.class);
        this.sessions =
                new Sessions(
                        api, new Servers(allowed.allowLoopback()), properties.baseUrl(), clock);
        this.publishing = outbound.anywhere(Outbound.Use.SEND, BlueskyApi.Publishing.class);
        this.accounts = new BlueskyAccounts(api, sessions, properties.webUrl(), clock);
        this.records =
                new BlueskyRecords(
                        api,
                        outbound.anywhere(Outbound.Use.UPLOAD, BlueskyApi.Uploads.class),
                        sessions,
                        files,
                        clock);
        this.metrics = new BlueskyMetrics(api, sessions, clock);
        this.readBack = new BlueskyReadBack(api, sessions, properties.webUrl(), clock);
        this.properties = properties;
        this.clock = clock;
    }

    /** The sessions, for tests. */
    Sessions sessions() {
        return sessions;
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
        var length = BlueskyText.graphemes(content.text());
        var faults = new ArrayList<>(ContentChecks.of(capabilities, content, length));
        long most = (long) capabilities.text().limit() * Counting.BYTES_PER_GRAPHEME;
        long bytes = BlueskyText.bytes(content.text());
        if (length <= capabilities.text().limit() && bytes > most) {
            faults.add(
                    new ContentFault(
                            "text-too-many-bytes",
                            String.format(
                                    Locale.ROOT,
                                    "%s takes at most %d bytes of text; this text has %d",
                                    capabilities.name(),
                                    most,
                                    bytes),
                            most,
                            bytes));
        }
        return faults;
    }

    /** The id and the record are chosen before the first send, also for text alone. */
    @Override
    public boolean preparesText() {
        return true;
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return records.prepare(feed, request);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var rkey = request.handles().get(BlueskyRecords.RKEY);
        var record = request.handles().get(BlueskyRecords.RECORD);
        if (rkey == null || record == null) {
            return new SendOutcome.NotSent(null, "The post was not prepared");
        }
        var session = sessions.find(feed).orElse(null);
        if (session == null) {
            return signInFirst(feed, null);
        }
        var body =
                new BlueskyWire.Create(
                        feed.platformAccount(),
                        BlueskyLinks.POSTS,
                        rkey,
                        Outbound.JSON.readTree(record));
        var reply = Reply.of(() -> publishing.create(session.server(), session.bearer(), body));
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer ->
                    answer.ok() ? accepted(feed, answer) : refusal(feed, session, answer);
        };
    }

    private SendOutcome accepted(FeedAccess feed, Answered answer) {
        var uri = answer.as(BlueskyWire.Created.class).map(BlueskyWire.Created::uri).orElse("");
        return BlueskyLinks.record(uri)
                .<SendOutcome>map(record ->
                        new SendOutcome.Accepted(
                                uri,
                                BlueskyLinks.post(
                                        properties.webUrl(), feed.username(), record.rkey())))
                .orElseGet(() -> new SendOutcome.Unclear(answer.seen()));
    }

    private SendOutcome refusal(FeedAccess feed, Session session, Answered answer) {
        return switch (BlueskyAnswers.of(answer, clock)) {
            case Refusal.SessionOver(var words)
                    when !session.since().plus(YOUNG).isAfter(clock.instant()) ->
                    signInFirst(feed, session);
            case Refusal.Gone gone -> new SendOutcome.Unclear(answer.seen());
            case Refusal other -> other.sent();
        };
    }

    /**
     * Signs in and leaves the sending to the next attempt: this one's time to send may be over by
     * then.
     */
    private SendOutcome signInFirst(FeedAccess feed, @Nullable Session over) {
        var signIn = sessions.renew(feed, over);
        if (signIn.session() != null) {
            return new SendOutcome.NotSent(clock.instant(), "The account had to sign in again");
        }
        return switch (signIn.reply()) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.NotSent(null, reason);
            case Answered answer ->
                    switch (BlueskyAnswers.of(answer, clock).sent()) {
                        case SendOutcome.Reconnect reconnect -> reconnect;
                        case SendOutcome.NotSent notSent -> notSent;
                        // Nothing was sent, whatever signing in has led to.
                        case SendOutcome.Refused(var words) -> new SendOutcome.NotSent(null, words);
                        case SendOutcome.Unclear(var seen) -> new SendOutcome.NotSent(null, seen);
                        case SendOutcome.Accepted accepted ->
                                throw new IllegalStateException("A refusal accepts nothing");
                    };
        };
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return readBack.look(feed, request);
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
        var record = BlueskyLinks.record(platformId);
        if (record.isEmpty()) {
            return new DeleteOutcome.Gone();
        }
        var which =
                new BlueskyWire.Delete(
                        record.get().repo(), record.get().collection(), record.get().rkey());
        return Refusal.deleting(
                sessions.call(
                        feed, session -> api.delete(session.server(), session.bearer(), which)),
                answer -> BlueskyAnswers.of(answer, clock),
                answer -> answer.json().isPresent());
    }
}
