package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose answers a test writes, feed by feed. It remembers what was sent to it and when.
 */
final class ScriptedPlatform implements Platform, FeedLookup {
    /** One send as the platform saw it. */
    record Sent(String deliveryId, String feed, String text, Instant at) {}

    static final Function<SendRequest, SendOutcome> ACCEPTS =
            request -> new SendOutcome.Accepted("p-" + request.deliveryId(), null);

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final Map<String, Function<SendRequest, SendOutcome>> sends = new ConcurrentHashMap<>();
    final Map<String, Function<SendRequest, PrepareOutcome>> prepares = new ConcurrentHashMap<>();

    final Map<String, Function<SendRequest, ReadBack>> reads = new ConcurrentHashMap<>();
    final List<Instant> looks = new CopyOnWriteArrayList<>();

    /** By what an unclear send can be settled. */
    volatile Capabilities.PublishClass kind = Capabilities.PublishClass.N;

    /** Whether feeds can be opened. */
    volatile boolean connected = true;

    /** Where posts can be seen, if that is told afterwards. */
    volatile @Nullable Function<String, Optional<URI>> links;

    /** Whether text alone is prepared too. */
    volatile boolean preparesText;

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                "scripted",
                "Scripted",
                kind,
                new Capabilities.TextRule(280, Capabilities.Counting.CHARACTERS, 0),
                new Capabilities.ImageRule(4, List.of("image/png"), 1_000, 100),
                new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                List.of("likes"),
                10);
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        sent.add(
                new Sent(
                        request.deliveryId(),
                        feed.feed(),
                        request.content().text(),
                        Instant.now()));
        return sends.getOrDefault(feed.feed(), ACCEPTS).apply(request);
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        looks.add(since);
        return reads.getOrDefault(feed.feed(), any -> new ReadBack.Unreadable("not scripted", null))
                .apply(request);
    }

    @Override
    public boolean tellsLinksLater() {
        return links != null;
    }

    @Override
    public Optional<URI> link(FeedAccess feed, String platformId) {
        return links == null ? Optional.empty() : links.apply(platformId);
    }

    @Override
    public boolean preparesText() {
        return preparesText;
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        return prepares.getOrDefault(
                        feed.feed(), any -> new PrepareOutcome.Ready(Map.of("media", "1")))
                .apply(request);
    }

    List<Sent> sentTo(String feed) {
        return sent.stream().filter(one -> one.feed().equals(feed)).toList();
    }

    @Override
    public Optional<OpenFeed> open(String workspace, String feed) {
        if (!connected) {
            return Optional.empty();
        }
        return Optional.of(
                new OpenFeed(
                        this,
                        new FeedAccess(feed, "1", "desk", null, "secret"),
                        "scripted-" + feed));
    }

    @Override
    public boolean exists(String workspace, String feed) {
        return true;
    }

    @Override
    public void refused(String workspace, String feed, String reason) {}

    @Override
    public ConnectedAccount connect(ConnectRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ContentFault> check(Capabilities capabilities, Content content) {
        return List.of();
    }

    @Override
    public MetricsOutcome metrics(FeedAccess feed, List<String> platformIds) {
        return new MetricsOutcome.Read(Map.of(), List.of());
    }

    @Override
    public MetricsOutcome accountMetrics(FeedAccess feed) {
        return new MetricsOutcome.Read(Map.of(), List.of());
    }

    @Override
    public DeleteOutcome delete(FeedAccess feed, String platformId) {
        return new DeleteOutcome.Gone();
    }
}
