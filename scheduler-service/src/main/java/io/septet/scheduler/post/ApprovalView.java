package io.septet.scheduler.post;

import io.septet.kit.trust.Caller;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.approval.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said to a post, as it leaves the API.
 *
 * @param hash what a decision has to name: whoever decides has seen exactly this
 * @param stages in their order
 * @param decisions the first is of the first stage, and so on
 * @param waiting which stage waits, counted from 0; null if none does
 * @param expires when nobody decides any more
 * @param mine whether the one who asks may decide now
 * @param whyNot {@code OWN_WORK}, {@code DECIDED_BEFORE} or {@code NOT_ASKED}; null if they may, or
 *     nothing waits
 * @param voided what was said to earlier forms of it, and whose change made it void
 */
record ApprovalView(
        String hash,
        List<Stage> stages,
        List<Approval.Decision> decisions,
        @Nullable Integer waiting,
        String by,
        Instant at,
        Instant expires,
        boolean mine,
        Approval.@Nullable WhyNot whyNot,
        List<Approval.Voided> voided) {

    static @Nullable ApprovalView of(Caller caller, Post post) {
        var approval = post.approval();
        if (approval == null) {
            return null;
        }
        var waiting = post.state() == PostState.SUBMITTED ? approval.waiting().orElse(null) : null;
        var whyNot = waiting == null ? null : approval.whyNot(caller, post.authors()).orElse(null);
        return new ApprovalView(
                approval.hash(),
                approval.stages(),
                approval.decisions().stream().map(Approval.Decision::shown).toList(),
                waiting,
                approval.by(),
                approval.at(),
                approval.due(),
                waiting != null && whyNot == null,
                whyNot,
                approval.voided().stream()
                        .map(one ->
                                new Approval.Voided(
                                        one.at(),
                                        one.by(),
                                        one.decisions().stream()
                                                .map(Approval.Decision::shown)
                                                .toList()))
                        .toList());
    }
}
