package io.septet.scheduler.post;

import io.septet.kit.content.ContentHash;
import io.septet.kit.problem.Problem;
import io.septet.scheduler.accounts.FeedCheck;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.approval.Rules;
import io.septet.scheduler.approval.Stage;
import io.septet.scheduler.delivery.Content;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.media.Rendition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a workspace has stages, nothing goes out by being scheduled: it is submitted, and every
 * change of what was submitted or approved submits it anew.
 */
@Component
class Gate {
    private final Composer composer;

    Gate(Composer composer) {
        this.composer = composer;
    }

    /** The goal that takes the place of one that would go around the stages. */
    Goal pass(Post post, Goal goal, Rules rules) {
        return switch (goal) {
            case Goal.Send(var draft, var all) -> sent(post, draft, all, goal, rules);
            case Goal.Edit(var draft) -> {
                boolean asked = !stages(rules, draft).isEmpty();
                boolean out =
                        post.state() == PostState.SUBMITTED || post.state() == PostState.SCHEDULED;
                yield out && asked && !draft.equals(post.draft())
                        ? new Goal.Submit(draft, false)
                        : goal;
            }
            case Goal.Submit(var draft, var again) -> {
                if (stages(rules, draft).isEmpty()) {
                    throw noStages();
                }
                // Submitted as it is already: what was said to it stands.
                yield post.state() == PostState.SUBMITTED && draft.equals(post.draft())
                        ? new Goal.Edit(draft)
                        : goal;
            }
            case Goal.Release release -> release;
            case Goal.Stop stop -> stop;
            case Goal.Delete delete -> delete;
        };
    }

    private static Goal sent(Post post, Draft draft, boolean all, Goal goal, Rules rules) {
        var stages = stages(rules, draft);
        if (stages.isEmpty()) {
            return goal;
        }
        boolean out = post.state() == PostState.SUBMITTED || post.state() == PostState.SCHEDULED;
        if (all || !out) {
            throw needed(stages);
        }
        // Moved: what was said stands for the old time. Unchanged: nothing happens.
        return draft.equals(post.draft()) ? new Goal.Edit(draft) : new Goal.Submit(draft, false);
    }

    /** Only goes on if a draft may go out without being approved. */
    static void demandNone(Rules rules, Draft draft) {
        var stages = stages(rules, draft);
        if (!stages.isEmpty()) {
            throw needed(stages);
        }
    }

    static List<Stage> stages(Rules rules, Draft draft) {
        return rules.stagesFor(draft.feeds(), draft.labels());
    }

    /**
     * What is submitted: what goes to each feed once it is approved.
     *
     * @param renditions of its pictures, made now so that approvers see what is sent
     */
    record Submission(Approval approval, Map<String, List<Rendition>> renditions) {}

    /**
     * Makes what an approval stands for, of feeds that could be sent it now.
     *
     * @param before null for a new post
     * @throws Problem 422 if a feed would not take it, or there are no stages
     */
    Submission submit(
            String workspace,
            String id,
            @Nullable Approval before,
            Draft draft,
            Collection<String> feeds,
            Rules rules,
            String by,
            Instant at) {
        var stages = stages(rules, draft);
        if (stages.isEmpty()) {
            throw noStages();
        }
        if (feeds.isEmpty()) {
            throw Problem.conflict(
                    "nothing-to-send",
                    "There is nothing left to send",
                    "Every feed of this post has it already, or waits for a decision");
        }
        var composed = composer.compose(workspace, draft, feeds);
        var checks = composer.ask(workspace, composed.contents());
        composer.demandSound(checks, composed);
        return new Submission(
                Approval.asked(
                        id,
                        parts(composed.contents(), checks),
                        Objects.requireNonNull(draft.due()),
                        Objects.requireNonNull(draft.notAfter()),
                        draft.labels(),
                        stages,
                        before,
                        by,
                        at),
                composed.renditions());
    }

    private static Map<String, Approval.Part> parts(
            Map<String, Content> contents, Map<String, FeedCheck> checks) {
        var parts = new LinkedHashMap<String, Approval.Part>();
        contents.forEach((feed, content) ->
                parts.put(
                        feed,
                        new Approval.Part(
                                Objects.requireNonNull(
                                        Objects.requireNonNull(checks.get(feed)).platform()),
                                ContentHash.of(feed, content))));
        return parts;
    }

    /** The feeds to which a submitted post goes once it is approved. */
    static List<String> feeds(Post post, Goal.Submit goal, Map<String, Delivery> present) {
        var feeds = new ArrayList<String>();
        boolean underWay = present.values().stream().anyMatch(one -> one.state().isOpen());
        for (var feed : goal.draft().feeds()) {
            var delivery = present.get(feed);
            boolean asked = post.approval() != null && post.approval().parts().containsKey(feed);
            if (delivery == null
                    || delivery.mayStillGo()
                    || (delivery.state().certainlyNotSent()
                            && ((goal.again() && !underWay)
                                    || (asked && post.state() == PostState.SUBMITTED)
                                    || isBack(post, delivery)))) {
                feeds.add(feed);
            }
        }
        return feeds;
    }

    /** Its feed was taken out of the post, and is put in again. */
    private static boolean isBack(Post post, Delivery delivery) {
        return delivery.state() == DeliveryState.CANCELLED
                && !post.draft().feeds().contains(delivery.feed());
    }

    /**
     * Only goes on if what would be sent is, feed by feed, what was approved.
     *
     * @throws Problem 409 if it is not, as when a feed takes pictures in another form by now
     */
    static void demandApproved(Approval approval, Map<String, Content> contents) {
        boolean same =
                contents.keySet().equals(approval.parts().keySet())
                        && contents.entrySet().stream()
                                .allMatch(one ->
                                        ContentHash.of(one.getKey(), one.getValue())
                                                .equals(
                                                        Objects.requireNonNull(
                                                                        approval.parts()
                                                                                .get(one.getKey()))
                                                                .hash()));
        if (!same) {
            throw Problem.conflict(
                    "approval-outdated",
                    "It is not what was approved any more",
                    "What would be sent has changed since it was submitted; take it back and submit it again");
        }
    }

    private static Problem needed(List<Stage> stages) {
        return Problem.conflict(
                        "approval-needed",
                        "Somebody else has to approve it",
                        "Submit it; it goes out once every stage has approved it")
                .with("stages", stages.stream().map(Stage::name).toList());
    }

    private static Problem noStages() {
        return Problem.unprocessable(
                "no-approval-stages",
                "This workspace has no approval stages",
                "Schedule the post; who schedules it approves it");
    }
}
