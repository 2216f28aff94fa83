package io.septet.scheduler.post;

import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.delivery.LogEntry;
import io.septet.scheduler.media.Rendition;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each {@link Goal} makes of a post. */
final class Goals {
    private Goals() {}

    static boolean isAsWanted(Post post, Goal goal, Draft draft) {
        return switch (goal) {
            case Goal.Delete delete -> false;
            case Goal.Submit submit -> false;
            case Goal.Release release -> false;
            case Goal.Stop stop -> post.state() != PostState.SUBMITTED;
            case Goal.Send send -> draft.equals(post.draft());
            case Goal.Edit edit -> draft.equals(post.draft());
        };
    }

    /** What was said to it, as far as it still stands for what the post is now. */
    static @Nullable Approval approvalAfter(Post post, Goal goal, Draft draft) {
        return switch (goal) {
            case Goal.Release(var approval) -> approval;
            // One that was refused stays to be read until it is submitted again.
            case Goal.Edit edit ->
                    draft.equals(post.draft()) || post.state() == PostState.REJECTED
                            ? post.approval()
                            : null;
            default -> null;
        };
    }

    static Optional<Draft> draft(Goal goal) {
        return switch (goal) {
            case Goal.Send(var draft, var all) -> Optional.of(draft);
            case Goal.Edit(var draft) -> Optional.of(draft);
            case Goal.Submit(var draft, var again) -> Optional.of(draft);
            case Goal.Release(var approval) -> Optional.empty();
            case Goal.Stop() -> Optional.empty();
            case Goal.Delete() -> Optional.empty();
        };
    }

    /** The feeds to which it is going out when the goal is reached. */
    static List<String> going(Post post, Goal goal, Draft draft) {
        return switch (goal) {
            case Goal.Send(var sent, var all) -> sent.feeds();
            case Goal.Edit(var edited) ->
                    post.state() == PostState.SCHEDULED ? draft.feeds() : List.of();
            case Goal.Release(var approval) -> List.copyOf(approval.parts().keySet());
            case Goal.Submit(var submitted, var again) -> List.of();
            case Goal.Stop() -> List.of();
            case Goal.Delete() -> List.of();
        };
    }

    static PostState stateAfter(Post post, Goal goal, Collection<Delivery> all) {
        if (goal instanceof Goal.Submit) {
            return PostState.SUBMITTED;
        }
        if (!all.stream().allMatch(one -> one.state().isFinal())) {
            return PostState.SCHEDULED;
        }
        if (goal instanceof Goal.Edit(var draft)
                && (post.state() != PostState.SUBMITTED || draft.equals(post.draft()))
                && post.state() != PostState.SCHEDULED) {
            return post.state();
        }
        return all.stream().allMatch(one -> one.state().certainlyNotSent())
                ? PostState.DRAFT
                : PostState.DONE;
    }

    static LogEntry line(@Nullable Delivery old, Delivery after, Instant at, String member) {
        if (after.state() == DeliveryState.CANCELLED) {
            return LogEntry.by(at, "cancelled", null, member);
        }
        if (old == null || !old.id().equals(after.id())) {
            var take = after.take() > 1 ? "Take " + after.take() : null;
            return LogEntry.by(at, "scheduled", take, member);
        }
        return old.due().equals(after.due())
                ? LogEntry.by(at, "scheduled", "Changed", member)
                : LogEntry.by(at, "moved", "From " + old.due() + " to " + after.due(), member);
    }

    /** Those of what goes out anew, and those with which the rest went out. */
    static Map<String, List<Rendition>> renditions(
            Post post, Reshaping shape, Composer.Composed composed) {
        var renditions = new LinkedHashMap<>(post.allRenditions());
        shape.stopped().forEach(one -> renditions.remove(one.feed()));
        for (var feed : shape.toAsk()) {
            renditions.remove(feed);
            var made = composed.renditions().get(feed);
            if (made != null) {
                renditions.put(feed, made);
            }
        }
        return renditions;
    }
}
