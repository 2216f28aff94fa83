package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.ReadBack.Candidates;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Instant;

/**
 * Finds out what became of a container. The container says whether it was published, but not as
 * what: the post is recognised among the account's recent ones, and never guessed.
 */
final class ContainerReadBack {
    private final Dialect dialect;
    private final GraphApi api;
    private final GraphPosts posts;
    private final Clock clock;

    ContainerReadBack(Dialect dialect, GraphApi api, Clock clock) {
        this.dialect = dialect;
        this.api = api;
        this.posts =
                new GraphPosts(
                        api,
                        dialect.listing(),
                        answer -> ContainerAnswers.of(answer, clock),
                        clock);
        this.clock = clock;
    }

    /** What the account has posted, whatever the container says. */
    ReadBack list(FeedAccess feed, SendRequest request, Instant since) {
        return posts.since(feed, request.content(), since);
    }

    ReadBack look(FeedAccess feed, SendRequest request, Instant since) {
        var container = request.handles().get(ContainerWork.CONTAINER);
        if (container == null) {
            // Without a container there was nothing that could be published.
            return new ReadBack.Absent(clock.instant());
        }
        var reply =
                Reply.of(() ->
                        api.node(
                                "Bearer " + feed.accessToken(),
                                container,
                                dialect.status() + "," + dialect.words()));
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new ReadBack.Unreadable(reason, null);
            case Reply.Lost(var reason) -> new ReadBack.Unreadable(reason, null);
            case Answered answer when answer.ok() -> told(answer, feed, request, since);
            case Answered answer ->
                    switch (ContainerAnswers.of(answer, clock)) {
                        // Also answered for containers a few seconds old, so it proves nothing.
                        case Refusal.Gone(var words) ->
                                lost(
                                        feed,
                                        request,
                                        since,
                                        new ReadBack.Unreadable(
                                                dialect.name()
                                                        + " does not know the post: "
                                                        + words,
                                                null));
                        case Refusal other -> other.looked();
                    };
        };
    }

    private ReadBack told(Answered answer, FeedAccess feed, SendRequest request, Instant since) {
        var fields = Containers.fields(answer, dialect.status(), dialect.words());
        return switch (fields.getOrDefault(dialect.status(), "")) {
            case "PUBLISHED" -> published(feed, request, since);
            case "FINISHED" ->
                    new ReadBack.Ready(
                            dialect.name() + " has the post ready and has not published it");
            case "IN_PROGRESS" ->
                    new ReadBack.InProgress(dialect.name() + " is still processing the post");
            case "EXPIRED" ->
                    lost(
                            feed,
                            request,
                            since,
                            new ReadBack.Gone(
                                    dialect.name() + " has thrown away what it had accepted"));
            case "ERROR" ->
                    lost(
                            feed,
                            request,
                            since,
                            new ReadBack.Gone(
                                    dialect.name()
                                            + " could not process the post: "
                                            + fields.getOrDefault(
                                                    dialect.words(), "no reason given")));
            default -> new ReadBack.Unreadable(answer.seen(), null);
        };
    }

    private ReadBack published(FeedAccess feed, SendRequest request, Instant since) {
        if (!(posts.since(feed, request.content(), since) instanceof Candidates found)) {
            return new ReadBack.Public(
                    dialect.name() + " has published the post; its id cannot be read now");
        }
        return switch (found.equal().size()) {
            case 0 ->
                    new ReadBack.Public(
                            dialect.name() + " has published the post, but does not list it yet");
            case 1 -> {
                var post = found.equal().getFirst();
                yield new ReadBack.Found(post.platformId(), post.link(), post.createdAt());
            }
            default ->
                    new ReadBack.Public(
                            dialect.name()
                                    + " has published the post, and several look just like it");
        };
    }

    /**
     * @param nothing what to answer if the account has no such post either
     */
    private ReadBack lost(FeedAccess feed, SendRequest request, Instant since, ReadBack nothing) {
        var recent = posts.since(feed, request.content(), since);
        if (!(recent instanceof Candidates found)) {
            return recent;
        }
        return found.equal().isEmpty()
                ? nothing
                : new ReadBack.Other(
                        dialect.name() + " has lost the post, yet shows one just like it",
                        found.equal());
    }
}
