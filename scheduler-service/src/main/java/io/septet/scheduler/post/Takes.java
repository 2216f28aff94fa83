package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.approval.RulesStore;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.delivery.LogEntry;
import io.septet.scheduler.delivery.Recalls;
import io.septet.scheduler.delivery.WakeUps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes one delivery of a post and leaves the others alone: another time, a new take, or no
 * sending at all. The content stays what was approved.
 */
@Component
class Takes {
    private static final int TRIES = 20;

    private final Posts posts;
    private final Deliveries deliveries;
    private final Recalls recalls;
    private final Composer composer;
    private final RulesStore rules;
    private final WakeUps wakeUps;
    private final Changes changes;
    private final Clock clock;

    Takes(
            Posts posts,
            Deliveries deliveries,
            Recalls recalls,
            Composer composer,
            RulesStore rules,
            WakeUps wakeUps,
            Changes changes,
            Clock clock) {
        this.posts = posts;
        this.deliveries = deliveries;
        this.recalls = recalls;
        this.composer = composer;
        this.rules = rules;
        this.wakeUps = wakeUps;
        this.changes = changes;
        this.clock = clock;
    }

    /** When it shall go out. */
    record Time(Instant due, Instant notAfter) {}

    /**
     * Sends a delivery at another time: the same one if it has not been sent, a new take if it
     * certainly did not go out.
     *
     * @return the id of the delivery that goes out
     * @throws Problem 409 if it is public or may be, is being sent, or another take has replaced it
     */
    String sendAt(Caller caller, String id, Time time, Once.@Nullable Request once) {
        return repeated(
                caller,
                id,
                (read, back) -> {
                    var approved = approved(read, time);
                    if (read.state().certainlyNotSent()) {
                        return newTake(caller, read, approved, once);
                    }
                    demandOpen(read);
                    var plan = plan(caller, read, approved);
                    return whenBack(
                            read, back, read.replanned(plan), once, moved(caller, read, time));
                });
    }

    /**
     * The time at which it may go out: where there are stages, the window that was approved has no
     * second before or after it.
     */
    private Time approved(Delivery read, Time time) {
        var post =
                posts.find(read.workspace(), read.post())
                        .orElseThrow(() -> Problem.notFound("post", read.post()));
        var approval = post.approval();
        if (Gate.stages(rules.of(read.workspace()), post.draft()).isEmpty()
                && post.state() != PostState.SUBMITTED) {
            return time;
        }
        var part = approval == null ? null : approval.parts().get(read.feed());
        if (approval == null
                || part == null
                || !approval.complete()
                || !part.hash().equals(read.contentHash())
                || time.due().isBefore(approval.due())
                || !time.due().isBefore(approval.notAfter())) {
            throw Problem.conflict(
                    "approval-needed",
                    "Somebody else has to approve it",
                    "It was not approved for that time; submit the post again");
        }
        return time.notAfter().isAfter(approval.notAfter())
                ? new Time(time.due(), approval.notAfter())
                : time;
    }

    /**
     * Keeps a delivery from going out; what failed or was missed is put away, so that it waits for
     * nobody any more.
     *
     * @return its id
     * @throws Problem as for {@link #sendAt}
     */
    String stop(Caller caller, String id, Once.@Nullable Request once) {
        return repeated(
                caller,
                id,
                (read, back) -> {
                    if (read.state() != DeliveryState.FAILED
                            && read.state() != DeliveryState.MISSED) {
                        demandOpen(read);
                    }
                    return whenBack(
                            read,
                            back,
                            read.cancelled(),
                            once,
                            LogEntry.by(clock.instant(), "cancelled", null, caller.member()));
                });
    }

    /** One attempt; empty if somebody else was faster, so that all is to be read again. */
    private interface Attempt {
        Optional<String> go(Delivery read, Map<String, Delivery> back);
    }

    private String repeated(Caller caller, String id, Attempt attempt) {
        Map<String, Delivery> back = new HashMap<>();
        Optional<String> done = Optional.empty();
        try {
            for (int tries = 0; tries < TRIES && done.isEmpty(); tries++) {
                done = attempt.go(deliveries.get(caller.workspace(), id), back);
            }
        } finally {
            if (done.isEmpty()) {
                recalls.letGo(List.copyOf(back.values()));
            }
        }
        return done.orElseThrow(PostActions::meanwhile);
    }

    private Optional<String> newTake(
            Caller caller, Delivery old, Time time, Once.@Nullable Request once) {
        var fresh =
                Delivery.scheduled(
                        old.workspace(),
                        old.post(),
                        old.author(),
                        old.feed(),
                        old.take() + 1,
                        plan(caller, old, time));
        var change = change(once, fresh);
        deliveries.expect(change, old);
        deliveries.put(
                change,
                null,
                fresh,
                LogEntry.by(clock.instant(), "scheduled", "Take " + fresh.take(), caller.member()));
        follow(change, old, fresh);
        return applied(change, fresh);
    }

    private Optional<String> whenBack(
            Delivery read,
            Map<String, Delivery> back,
            Delivery after,
            Once.@Nullable Request once,
            LogEntry entry) {
        boolean isBack =
                back.containsKey(read.id())
                        && Objects.requireNonNull(back.get(read.id())).revision()
                                == read.revision();
        var away = isBack ? List.<Delivery>of() : recalls.away(List.of(read));
        if (!away.isEmpty()) {
            var outcome = recalls.recall(away);
            outcome.back().forEach(one -> back.put(one.id(), one));
            PostActions.demandInTime(outcome);
            return Optional.empty();
        }
        var change = change(once, after);
        deliveries.put(change, read, after, entry);
        if (!isBack) {
            deliveries.expectNotHanding(change, read);
        }
        follow(change, read, after);
        return applied(change, after);
    }

    /** The post goes along: it names the new take, and is over when all of its deliveries are. */
    private void follow(Change change, Delivery old, Delivery after) {
        var post =
                posts.find(old.workspace(), old.post())
                        .orElseThrow(() -> Problem.notFound("post", old.post()));
        var sent = post.deliveries().get(old.feed());
        if (sent == null || !sent.id().equals(old.id())) {
            throw Problem.conflict(
                    "superseded",
                    "Another take has replaced it",
                    "What becomes of this feed is decided by its latest take");
        }
        Map<String, Post.Sent> all = new HashMap<>(post.deliveries());
        all.put(old.feed(), new Post.Sent(after.id(), after.take()));
        var others =
                posts.deliveriesOf(post).stream()
                        .filter(one -> !one.id().equals(old.id()))
                        .toList();
        others.forEach(one -> deliveries.expect(change, one));
        posts.put(
                change,
                post,
                post.with(state(others, after), post.draft(), all, post.allRenditions()));
    }

    private static PostState state(Collection<Delivery> others, Delivery after) {
        if (!after.state().isFinal() || !others.stream().allMatch(one -> one.state().isFinal())) {
            return PostState.SCHEDULED;
        }
        return after.state().certainlyNotSent()
                        && others.stream().allMatch(one -> one.state().certainlyNotSent())
                ? PostState.DRAFT
                : PostState.DONE;
    }

    private Delivery.Plan plan(Caller caller, Delivery old, Time time) {
        var checks = composer.ask(caller.workspace(), Map.of(old.feed(), old.content()));
        composer.demandSound(checks, new Composer.Composed(Map.of(), Map.of(), Map.of()));
        var check = Objects.requireNonNull(checks.get(old.feed()));
        return new Delivery.Plan(
                old.platform(),
                old.content(),
                old.cover(),
                old.labels(),
                time.due(),
                time.notAfter(),
                java.time.Duration.ofSeconds(check.leadSeconds()));
    }

    private LogEntry moved(Caller caller, Delivery old, Time time) {
        return LogEntry.by(
                clock.instant(),
                "moved",
                "From " + old.due() + " to " + time.due(),
                caller.member());
    }

    private static Change change(Once.@Nullable Request once, Delivery after) {
        var change = Change.of();
        if (once != null) {
            once.add(change, after.id());
        }
        return change;
    }

    private Optional<String> applied(Change change, Delivery after) {
        return switch (changes.apply(change)) {
            case ChangeOutcome.Applied() -> {
                wakeUps.plant(after);
                yield Optional.of(after.id());
            }
            case ChangeOutcome.Replayed(var answer) -> Optional.of(answer);
            case ChangeOutcome.OtherBody() -> throw Once.otherBody();
            case ChangeOutcome.Stale(var key) -> Optional.empty();
        };
    }

    private static void demandOpen(Delivery delivery) {
        if (!delivery.mayStillGo()) {
            throw Problem.conflict(
                            "nothing-to-send",
                            "There is nothing left to send",
                            delivery.state() == DeliveryState.PUBLISHED
                                    ? "It is public"
                                    : "It may be public, and waits for a decision")
                    .with("state", delivery.state());
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
