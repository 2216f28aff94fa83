package io.septet.scheduler.post;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.accounts.FeedCheck;
import io.septet.scheduler.approval.RulesStore;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.LogEntry;
import io.septet.scheduler.delivery.Recalls;
import io.septet.scheduler.delivery.WakeUps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes a post together with its deliveries, in one change. What accounts-service may have is
 * taken back before; if one delivery of the post cannot be taken back any more, those that were go
 * out as they were planned and nothing else changes.
 */
@Component
class PostActions {
    private static final int TRIES = 20;

    private final Posts posts;
    private final Deliveries deliveries;
    private final Recalls recalls;
    private final Composer composer;
    private final Gate gate;
    private final RulesStore rules;
    private final WakeUps wakeUps;
    private final Changes changes;
    private final Clock clock;

    PostActions(
            Posts posts,
            Deliveries deliveries,
            Recalls recalls,
            Composer composer,
            Gate gate,
            RulesStore rules,
            WakeUps wakeUps,
            Changes changes,
            Clock clock) {
        this.posts = posts;
        this.deliveries = deliveries;
        this.recalls = recalls;
        this.composer = composer;
        this.gate = gate;
        this.rules = rules;
        this.wakeUps = wakeUps;
        this.changes = changes;
        this.clock = clock;
    }

    /** What becomes of a new post. */
    enum Wish {
        /** It is kept as a draft. */
        KEEP,
        /** It waits for approval. */
        SUBMIT,
        /** It goes out. */
        SEND
    }

    /**
     * Stores a new post, and its deliveries if it is to go out.
     *
     * @return the post's id
     * @throws Problem 409 {@code approval-needed} if it may not go out by itself
     */
    String create(Caller caller, Draft draft, Wish wish, Once.@Nullable Request once) {
        var now = now();
        var id = Ids.next();
        var asked = rules.of(caller.workspace());
        boolean send = wish == Wish.SEND;
        if (send) {
            Gate.demandNone(asked, draft);
        }
        var submission =
                wish == Wish.SUBMIT
                        ? gate.submit(
                                caller.workspace(),
                                id,
                                null,
                                draft,
                                draft.feeds(),
                                asked,
                                caller.member(),
                                now)
                        : null;
        var composed =
                composer.compose(
                        caller.workspace(), draft, send ? draft.feeds() : List.<String>of());
        var contents =
                send
                        ? composed.contents()
                        : composer.asItIs(caller.workspace(), draft, draft.feeds());
        var checks = composer.ask(caller.workspace(), contents);
        var fresh = new LinkedHashMap<String, Delivery>();
        if (send) {
            composer.demandSound(checks, composed);
            contents.forEach((feed, content) ->
                    fresh.put(
                            feed,
                            Delivery.scheduled(
                                    caller.workspace(),
                                    id,
                                    caller.member(),
                                    feed,
                                    1,
                                    Composer.plan(
                                            draft,
                                            content,
                                            Objects.requireNonNull(checks.get(feed))))));
        }
        var post =
                new Post(
                        1,
                        1,
                        id,
                        caller.workspace(),
                        switch (wish) {
                            case KEEP -> PostState.DRAFT;
                            case SUBMIT -> PostState.SUBMITTED;
                            case SEND -> PostState.SCHEDULED;
                        },
                        draft,
                        caller.member(),
                        now,
                        sent(fresh.values()),
                        submission == null ? composed.renditions() : submission.renditions(),
                        null,
                        submission == null ? null : submission.approval());
        var change = Change.of();
        rules.expect(change, caller.workspace(), asked);
        if (once != null) {
            once.add(change, id);
        }
        posts.put(change, null, post);
        fresh.values()
                .forEach(one ->
                        deliveries.put(
                                change,
                                null,
                                one,
                                LogEntry.by(now, "scheduled", null, caller.member())));
        return switch (changes.apply(change)) {
            case ChangeOutcome.Applied() -> {
                wakeUps.plant(fresh.values());
                yield id;
            }
            case ChangeOutcome.Replayed(var answer) -> answer;
            case ChangeOutcome.OtherBody() -> throw Once.otherBody();
            case ChangeOutcome.Stale(var key) -> throw meanwhile();
        };
    }

    /**
     * Brings a post to a goal.
     *
     * @param goalOf the goal for the post as it is; asked again when somebody else changed it
     *     meanwhile
     * @throws Problem 404 if there is no such post, 409 {@code too-late} if a delivery cannot be
     *     taken back, and whatever {@code goalOf} throws
     */
    void bring(Caller caller, String id, Function<Post, Goal> goalOf, Once.@Nullable Request once) {
        Map<String, Delivery> back = new HashMap<>();
        boolean done = false;
        try {
            for (int tries = 0; tries < TRIES && !done; tries++) {
                done = attempt(caller, id, goalOf, once, back);
            }
        } finally {
            if (!done) {
                recalls.letGo(List.copyOf(back.values()));
            }
        }
        if (!done) {
            throw meanwhile();
        }
    }

    /**
     * One attempt.
     *
     * @param back what accounts-service has given back so far, by id; grows
     * @return false if somebody else was faster
     */
    private boolean attempt(
            Caller caller,
            String id,
            Function<Post, Goal> goalOf,
            Once.@Nullable Request once,
            Map<String, Delivery> back) {
        var post =
                posts.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("post", id));
        var asked = rules.of(caller.workspace());
        var goal = gate.pass(post, goalOf.apply(post), asked);
        var draft = Goals.draft(goal).orElse(post.draft());
        Map<String, Delivery> present =
                posts.deliveriesOf(post).stream()
                        .collect(Collectors.toMap(Delivery::feed, Function.identity()));
        var going = Goals.going(post, goal, draft);
        var submission =
                goal instanceof Goal.Submit submit
                        ? gate.submit(
                                caller.workspace(),
                                id,
                                post.approval(),
                                draft,
                                Gate.feeds(post, submit, present),
                                asked,
                                caller.member(),
                                now())
                        : null;
        var composed = composer.compose(caller.workspace(), draft, going);
        var contents = composed.contents();
        if (goal instanceof Goal.Release(var approval)) {
            Gate.demandApproved(approval, contents);
        }
        var shape = Reshaping.of(post, goal, present, contents);
        if (shape.changesNothing() && goal instanceof Goal.Send) {
            demandSomethingGoes(present.values());
        }
        if (once == null && shape.changesNothing() && Goals.isAsWanted(post, goal, draft)) {
            return true;
        }
        var checks = checks(caller, post, draft, composed, shape);

        var away = recalls.away(shape.toHold()).stream().filter(one -> !isBack(back, one)).toList();
        if (!away.isEmpty()) {
            var outcome = recalls.recall(away);
            outcome.back().forEach(one -> back.put(one.id(), one));
            demandInTime(outcome);
            // Read again: what has been heard meanwhile may have changed the records.
            return false;
        }

        var after = shape.after(post, goal, draft, present, contents, checks);
        var change = Change.of();
        rules.expect(change, caller.workspace(), asked);
        if (once != null) {
            once.add(change, id);
        }
        var at = now();
        after.values()
                .forEach(one -> {
                    var old = present.get(one.feed());
                    boolean same = old != null && old.id().equals(one.id());
                    deliveries.put(
                            change,
                            same ? old : null,
                            one,
                            Goals.line(old, one, at, caller.member()));
                    if (goal instanceof Goal.Release(var approval)) {
                        deliveries.tellApproved(change, one, approval);
                    }
                });
        present.values().stream()
                .filter(one -> !after.containsKey(one.feed()) || isNewTake(one, after))
                .forEach(one -> deliveries.expect(change, one));
        shape.toHold().stream()
                .filter(one -> !isBack(back, one))
                .forEach(one -> deliveries.expectNotHanding(change, one));
        if (goal instanceof Goal.Delete) {
            posts.remove(change, post);
        } else {
            var all = new LinkedHashMap<>(present);
            all.putAll(after);
            var renditions = Goals.renditions(post, shape, composed);
            if (submission != null) {
                renditions.putAll(submission.renditions());
            }
            var wanted =
                    post.with(
                            Goals.stateAfter(post, goal, all.values()),
                            draft,
                            sent(all.values()),
                            renditions);
            posts.put(
                    change,
                    post,
                    wanted.by(
                            draft.equals(post.draft()) ? post.editor() : caller.member(),
                            submission == null
                                    ? Goals.approvalAfter(post, goal, draft)
                                    : submission.approval()));
        }
        return switch (changes.apply(change)) {
            case ChangeOutcome.Applied() -> {
                wakeUps.plant(after.values());
                yield true;
            }
            case ChangeOutcome.Replayed(var answer) -> true;
            case ChangeOutcome.OtherBody() -> throw Once.otherBody();
            case ChangeOutcome.Stale(var key) -> false;
        };
    }

    /**
     * Asks about what goes out anew, which has to be sound, and about feeds that a draft names
     * first.
     */
    private Map<String, FeedCheck> checks(
            Caller caller, Post post, Draft draft, Composer.Composed composed, Reshaping shape) {
        var contents = composed.contents();
        var checks = composer.ask(caller.workspace(), Composer.only(contents, shape.toAsk()));
        composer.demandSound(checks, composed);
        var named = new ArrayList<>(draft.feeds());
        named.removeAll(post.draft().feeds());
        named.removeAll(contents.keySet());
        composer.ask(caller.workspace(), composer.asItIs(caller.workspace(), draft, named));
        return checks;
    }

    private static void demandSomethingGoes(Collection<Delivery> present) {
        if (present.stream().noneMatch(Delivery::mayStillGo)) {
            throw Problem.conflict(
                    "nothing-to-send",
                    "There is nothing left to send",
                    "Every feed of this post has it already, or waits for a decision");
        }
    }

    static void demandInTime(Recalls.Outcome outcome) {
        if (!outcome.tooLate().isEmpty()) {
            var feeds = new ArrayList<Map<String, String>>();
            outcome.tooLate()
                    .forEach((one, state) ->
                            feeds.add(
                                    Map.of(
                                            "feed", one.feed(),
                                            "platform", one.platform(),
                                            "delivery", one.id(),
                                            "state", state)));
            throw Problem.conflict(
                            "too-late",
                            "It is too late for that",
                            "The post is being sent to "
                                    + feeds.size()
                                    + " of its feeds, or has been; nothing was changed")
                    .with("feeds", feeds);
        }
        if (!outcome.unanswered().isEmpty()) {
            throw Problem.unavailable(
                    "accounts-unavailable",
                    "The post cannot be taken back right now",
                    "accounts-service does not answer, so the post goes out as it was planned; try again in a moment",
                    java.time.Duration.ofSeconds(5));
        }
    }

    private static boolean isNewTake(Delivery old, Map<String, Delivery> after) {
        var one = after.get(old.feed());
        return one != null && !one.id().equals(old.id());
    }

    private static boolean isBack(Map<String, Delivery> back, Delivery one) {
        var recalled = back.get(one.id());
        return recalled != null && recalled.revision() == one.revision();
    }

    private static Map<String, Post.Sent> sent(Collection<Delivery> all) {
        return all.stream()
                .collect(
                        Collectors.toMap(
                                Delivery::feed, one -> new Post.Sent(one.id(), one.take())));
    }

    static Problem meanwhile() {
        return Problem.conflict(
                "changed-meanwhile",
                "Something it depends on changed meanwhile",
                "Load it again and repeat the request");
    }

    /** Now, as times are stored. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
