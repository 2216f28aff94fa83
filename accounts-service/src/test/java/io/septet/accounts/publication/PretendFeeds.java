package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Capabilities.PublishClass;
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
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The adapter of {@link PretendPlatforms}. A feed's id begins with the class of its platform. */
final class PretendFeeds implements Platform, FeedLookup {
    private final String url;
    private final Duration call;
    private final PublishClass kind;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();

    PretendFeeds(String url, Duration call) {
        this(url, call, PublishClass.N, HttpClient.newHttpClient());
    }

    private PretendFeeds(String url, Duration call, PublishClass kind, HttpClient http) {
        this.url = url;
        this.call = call;
        this.kind = kind;
        this.http = http;
    }

    private record Answer(int status, String body) {}

    @Override
    public Optional<OpenFeed> open(String workspace, String feed) {
        var of = PublishClass.valueOf(feed.substring(0, feed.indexOf('-')));
        return Optional.of(
                new OpenFeed(
                        new PretendFeeds(url, call, of, http),
                        new FeedAccess(feed, feed, "desk", null, "secret"),
                        of,
                        "pretend-" + of));
    }

    @Override
    public boolean exists(String workspace, String feed) {
        return true;
    }

    @Override
    public void refused(String workspace, String feed, String reason) {}

    @Override
    public boolean preparesText() {
        return kind == PublishClass.T;
    }

    @Override
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        if (kind != PublishClass.T || request.handles().containsKey("container")) {
            return new PrepareOutcome.Ready(request.handles());
        }
        try {
            var id = json.readValue(ask("/containers", Map.of()).body(), String.class);
            return new PrepareOutcome.Ready(Map.of("container", id));
        } catch (IOException e) {
            return new PrepareOutcome.NotYet(Map.of(), null, "No container");
        }
    }

    @Override
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var fields = new HashMap<>(request.handles());
        fields.put("kind", kind.name());
        fields.put("feed", feed.feed());
        fields.put("delivery", request.deliveryId());
        fields.put("text", request.content().text());
        fields.put("leaves", Instant.now().toString());
        try {
            var answer = ask("/publish", fields);
            return switch (answer.status()) {
                case 200 ->
                        new SendOutcome.Accepted(json.readValue(answer.body(), String.class), null);
                case 422 -> new SendOutcome.Refused("Not this one");
                case 429 ->
                        new SendOutcome.NotSent(
                                Instant.now().plusMillis(50), "Not so many at once");
                default -> new SendOutcome.Unclear("Answered " + answer.status());
            };
        } catch (ConnectException e) {
            return new SendOutcome.NotSent(null, "Not connected");
        } catch (IOException e) {
            return new SendOutcome.Unclear(e.toString());
        }
    }

    @Override
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        try {
            return switch (kind) {
                case K, N -> listed(feed, request, since);
                case C -> record(request);
                case T -> container(request);
                case N0 -> new ReadBack.Impossible("Nothing can be read");
            };
        } catch (IOException e) {
            return new ReadBack.Unreadable(e.toString(), null);
        }
    }

    private ReadBack listed(FeedAccess feed, SendRequest request, Instant since)
            throws IOException {
        var asOf = Instant.now();
        var fields = Map.of("feed", feed.feed(), "since", since.toString());
        var posts =
                List.of(json.readValue(ask("/posts", fields).body(), PretendPlatforms.Post[].class))
                        .stream()
                        .map(post -> new Seen(post.id(), null, post.at(), post.text()))
                        .collect(
                                Collectors.partitioningBy(
                                        seen -> seen.text().equals(request.content().text())));
        return new ReadBack.Candidates(
                posts.getOrDefault(true, List.of()), posts.getOrDefault(false, List.of()), asOf);
    }

    private ReadBack record(SendRequest request) throws IOException {
        var asOf = Instant.now();
        var answer = ask("/record", Map.of("id", request.deliveryId()));
        var found = json.readValue(answer.body(), PretendPlatforms.Post[].class);
        return found.length == 0
                ? new ReadBack.Absent(asOf)
                : new ReadBack.Found(found[0].id(), null, found[0].at());
    }

    private ReadBack container(SendRequest request) throws IOException {
        var id = request.handles().get("container");
        if (id == null) {
            return new ReadBack.Absent(Instant.now());
        }
        var answer = ask("/container", Map.of("id", id));
        var container = json.readValue(answer.body(), PretendPlatforms.Container.class);
        var post = container.post();
        return post == null
                ? new ReadBack.Ready("The container is finished")
                : new ReadBack.Found(post, null, null);
    }

    private Answer ask(String path, Map<String, String> fields) throws IOException {
        var body =
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(call)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                "pretend",
                "Pretend",
                kind,
                new Capabilities.TextRule(280, Capabilities.Counting.CHARACTERS, 0),
                new Capabilities.ImageRule(4, List.of("image/png"), 1_000, 100),
                new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                List.of(),
                10);
    }

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
