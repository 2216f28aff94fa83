package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.approval.Approval;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes decisions. The last yes schedules the post in the change that records it; a no sends it
 * back to its author.
 */
@Component
class Approvals {
    private static final int TRIES = 20;

    private final Posts posts;
    private final PostActions actions;
    private final Changes changes;

    Approvals(Posts posts, PostActions actions, Changes changes) {
        this.posts = posts;
        this.actions = actions;
        this.changes = changes;
    }

    /**
     * What somebody says.
     *
     * @param hash of what they have seen
     * @param stage which they mean, counted from 0
     */
    record Word(String hash, int stage, boolean approved, @Nullable String note) {}

    /**
     * Takes a member's decision.
     *
     * @throws Problem 403 if it is not theirs, 409 if there is nothing to decide, or it is
     *     something else by now
     */
    void decide(Caller caller, String id, Word word, Once.@Nullable Request once) {
        decide(
                caller,
                id,
                word,
                approval -> post -> approval.whyNot(caller, post.authors()),
                null,
                change -> {
                    if (once != null) {
                        once.add(change, id);
                    }
                },
                once);
    }

    /**
     * Takes the decision of an outside reader.
     *
     * @param caller who made the link and answers for it, and from where the reader came
     * @param reader how the reader has called themselves
     * @throws Problem as for a member's
     */
    void decideFor(Caller caller, String id, Word word, String reader) {
        decide(
                caller,
                id,
                word,
                approval -> post -> approval.whyNot(caller.member(), post.authors()),
                reader,
                change -> {},
                null);
    }

    private interface Right {
        Function<Post, Optional<Approval.WhyNot>> in(Approval approval);
    }

    private interface Besides {
        void add(Change change);
    }

    private void decide(
            Caller caller,
            String id,
            Word word,
            Right right,
            @Nullable String reader,
            Besides besides,
            Once.@Nullable Request once) {
        for (int tries = 0; tries < TRIES; tries++) {
            var post =
                    posts.find(caller.workspace(), id)
                            .orElseThrow(() -> Problem.notFound("post", id));
            var after = said(caller, post, word, right, reader);
            if (after.complete()) {
                actions.bring(
                        caller,
                        id,
                        now -> new Goal.Release(said(caller, now, word, right, reader)),
                        once);
                return;
            }
            var change = Change.of();
            besides.add(change);
            posts.put(
                    change,
                    post,
                    post.with(
                                    after.refused() ? PostState.REJECTED : PostState.SUBMITTED,
                                    post.draft(),
                                    post.deliveries(),
                                    post.allRenditions())
                            .by(post.editor(), after));
            switch (changes.apply(change)) {
                case ChangeOutcome.Applied() -> {
                    return;
                }
                case ChangeOutcome.Replayed(var answer) -> {
                    return;
                }
                case ChangeOutcome.OtherBody() -> throw Once.otherBody();
                case ChangeOutcome.Stale(var key) -> {}
            }
        }
        throw PostActions.meanwhile();
    }

    private Approval said(
            Caller caller, Post post, Word word, Right right, @Nullable String reader) {
        var approval = post.approval();
        if (post.state() != PostState.SUBMITTED || approval == null) {
            throw Problem.conflict(
                            "nothing-to-approve",
                            "There is nothing to approve",
                            "The post is not submitted, or was decided meanwhile")
                    .with("state", post.state());
        }
        if (!approval.hash().equals(word.hash())) {
            throw Problem.conflict(
                    "approval-outdated",
                    "It is not what you have seen any more",
                    "Somebody has changed the post since; look at it again");
        }
        var now = actions.now();
        if (!now.isBefore(approval.due())) {
            throw Problem.conflict(
                    "approval-expired",
                    "It is too late to decide",
                    "The post was due at " + approval.due());
        }
        int waiting = approval.waiting().orElseThrow(PostActions::meanwhile);
        if (waiting != word.stage()) {
            throw PostActions.meanwhile();
        }
        right.in(approval)
                .apply(post)
                .ifPresent(why -> {
                    throw refused(why);
                });
        return approval.with(
                new Approval.Decision(
                        approval.stages().get(waiting).name(),
                        word.approved(),
                        caller.member(),
                        reader,
                        reader == null ? null : caller.address(),
                        word.note(),
                        now));
    }

    static Problem refused(Approval.WhyNot why) {
        return switch (why) {
            case OWN_WORK ->
                    new Problem(
                            HttpStatus.FORBIDDEN,
                            "own-work",
                            "Nobody approves their own work",
                            "Somebody else than who wrote it or changed it last has to decide");
            case DECIDED_BEFORE ->
                    new Problem(
                            HttpStatus.FORBIDDEN,
                            "decided-before",
                            "Nobody decides two stages",
                            "You have decided an earlier stage of this post");
            case NOT_ASKED ->
                    new Problem(
                            HttpStatus.FORBIDDEN,
                            "not-your-stage",
                            "This stage is for others",
                            "It is decided by other members, or by a higher role");
        };
    }
}
