package io.septet.accounts.platform.graph;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.FeedAccess;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Publishing in two steps. Preparing makes a container of each picture and one of the whole, and
 * waits until the platform has fetched and processed them; nobody sees that, so it may be repeated.
 * Sending publishes the container, which cannot become two posts.
 *
 * <p>Handle after preparing: {@code container}, its id.
 */
public final class Containers {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Dialect dialect;
    private final GraphApi api;
    private final GraphApi.Publishing publishing;
    private final MediaFiles files;
    private final MediaLinks links;
    private final ContainerReadBack readBack;
    private final GraphPost posts;
    private final Clock clock;

    /**
     * @param baseUrl where the API answers, with its version
     * @param files where pictures lie
     * @param links under which addresses the platform fetches them
     */
    public Containers(
            Dialect dialect,
            URI baseUrl,
            Outbound outbound,
            MediaFiles files,
            MediaLinks links,
            Clock clock) {
        this.dialect = dialect;
        this.api = outbound.at(baseUrl.toString(), Outbound.Use.CALL, GraphApi.class);
        this.publishing =
                outbound.at(baseUrl.toString(), Outbound.Use.SEND, GraphApi.Publishing.class);
        this.files = files;
        this.links = links;
        this.readBack = new ContainerReadBack(dialect, api, clock);
        this.posts = new GraphPost(api, answer -> ContainerAnswers.of(answer, clock), clock);
        this.clock = clock;
    }

    /** What is done with the posts and the account afterwards. */
    public GraphPost posts() {
        return posts;
    }

    /** The client of everything that only reads. */
    public GraphApi api() {
        return api;
    }

    /** Makes the containers, as far as they are not there yet. */
    public PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        for (var picture : request.content().media()) {
            if (files.find(request.workspace(), picture.sha256()).isEmpty()) {
                return new PrepareOutcome.NotYet(
                        request.handles(), null, "A picture is not in the media storage");
            }
        }
        return new ContainerWork(dialect, api, links, clock, feed, request).done();
    }

    /** Publishes the container, with one request. */
    public SendOutcome send(FeedAccess feed, SendRequest request) {
        var container = request.handles().get(ContainerWork.CONTAINER);
        if (container == null) {
            return new SendOutcome.Refused("Nothing was prepared that could be published");
        }
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("creation_id", container);
        var reply =
                Reply.of(() ->
                        publishing.publish(
                                "Bearer " + feed.accessToken(),
                                feed.platformAccount(),
                                dialect.publish(),
                                form));
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer when answer.ok() -> accepted(answer);
            case Answered answer -> refusal(answer);
        };
    }

    /** What became of the container. */
    public ReadBack readBack(FeedAccess feed, SendRequest request, Instant since) {
        return readBack.look(feed, request, since);
    }

    /** What the account has posted, whatever became of the container. */
    public ReadBack list(FeedAccess feed, SendRequest request, Instant since) {
        return readBack.list(feed, request, since);
    }

    /**
     * The answer has no link. Reading one would be a second request, whose failure must not put an
     * accepted post in doubt.
     */
    private static SendOutcome accepted(Answered answer) {
        var id = id(answer);
        return id == null
                ? new SendOutcome.Unclear(answer.seen())
                : new SendOutcome.Accepted(id, null);
    }

    private SendOutcome refusal(Answered answer) {
        return switch (ContainerAnswers.of(answer, clock)) {
            case Refusal.NotNow(var words) ->
                    new SendOutcome.NotSent(clock.instant().plus(SOON), words);
            // Seen for posts that went live: only the container can tell.
            case Refusal.Limited limited -> new SendOutcome.Unclear(answer.seen());
            case Refusal.Gone gone -> new SendOutcome.Unclear(answer.seen());
            case Refusal other -> other.sent();
        };
    }

    /** The id in an answer; null if it has none. */
    static @Nullable String id(Answered answer) {
        return answer.json()
                .map(node -> node.path("id"))
                .filter(node -> node.isString() || node.isIntegralNumber())
                .map(node -> node.asString())
                .filter(id -> !id.isBlank())
                .orElse(null);
    }

    /** What was asked for, as far as it is in an answer. */
    static Map<String, String> fields(Answered answer, String... names) {
        var found = new java.util.HashMap<String, String>();
        answer.json()
                .ifPresent(node -> {
                    for (var name : names) {
                        if (node.path(name).isString()) {
                            found.put(name, node.path(name).asString());
                        }
                    }
                });
        return found;
    }
}
