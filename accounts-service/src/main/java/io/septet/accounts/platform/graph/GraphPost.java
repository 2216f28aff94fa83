package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What Meta's APIs do alike with a single object: delete a post, and count for an account. */
public final class GraphPost {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    /** Instagram lets no program delete such a post. */
    private static final int NOT_DELETABLE = 2207073;

    private final GraphApi api;
    private final Function<Answered, Refusal> refusal;
    private final Clock clock;

    /**
     * @param refusal what an answer means that is none
     */
    public GraphPost(GraphApi api, Function<Answered, Refusal> refusal, Clock clock) {
        this.api = api;
        this.refusal = refusal;
        this.clock = clock;
    }

    /** Deletes a post. */
    public DeleteOutcome delete(FeedAccess feed, String id) {
        var reply = Reply.of(() -> api.delete("Bearer " + feed.accessToken(), id));
        if (reply instanceof Answered answer
                && !answer.ok()
                && GraphFault.in(answer)
                        .filter(fault -> fault.part() == NOT_DELETABLE)
                        .isPresent()) {
            return new DeleteOutcome.Unsupported(
                    GraphFault.in(answer).map(GraphFault::words).orElse("no reason given"));
        }
        return Refusal.deleting(
                reply,
                refusal,
                answer ->
                        answer.json()
                                .filter(node -> node.path("success").asBoolean(false))
                                .isPresent());
    }

    /**
     * Where people see a post; empty if it cannot be told now.
     *
     * @param field of the post that tells it
     */
    public Optional<URI> link(FeedAccess feed, String id, String field) {
        var reply = Reply.of(() -> api.node("Bearer " + feed.accessToken(), id, field));
        return reply instanceof Answered answer && answer.ok()
                ? answer.json().map(node -> GraphPosts.link(node.path(field)))
                : Optional.empty();
    }

    /**
     * Reads numbers that are fields of the account.
     *
     * @param names the platform's name to ours
     */
    public MetricsOutcome account(FeedAccess feed, Map<String, String> names) {
        var fields = String.join(",", names.keySet().stream().sorted().toList());
        return Refusal.reading(
                feed,
                Reply.of(() ->
                        api.node("Bearer " + feed.accessToken(), feed.platformAccount(), fields)),
                refusal,
                answer -> {
                    var found = new HashMap<String, Long>();
                    answer.json()
                            .ifPresent(node ->
                                    names.forEach((theirs, ours) -> {
                                        if (node.path(theirs).isIntegralNumber()) {
                                            found.put(ours, node.path(theirs).asLong());
                                        }
                                    }));
                    return found;
                },
                clock,
                PAUSE);
    }

    /**
     * Reads numbers that are insights of the account.
     *
     * @param names the platform's name to ours
     */
    public MetricsOutcome insights(FeedAccess feed, String edge, Map<String, String> names) {
        var metrics = String.join(",", names.keySet().stream().sorted().toList());
        return Refusal.reading(
                feed,
                Reply.of(() ->
                        api.accountInsights(
                                "Bearer " + feed.accessToken(),
                                feed.platformAccount(),
                                edge,
                                metrics)),
                refusal,
                answer -> GraphInsights.in(answer, names),
                clock,
                PAUSE);
    }
}
