package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where members see what waits for them, and decide. */
@RestController
@Tag(name = "approvals", description = "Who has to say yes before a post goes out")
class ApprovalController {
    private static final String KEY = "Idempotency-Key";
    private static final int MOST = 500;
    private static final int LONGEST_NOTE = 2_000;

    private final Posts posts;
    private final Approvals approvals;
    private final Once onces;

    ApprovalController(Posts posts, Approvals approvals, Once onces) {
        this.posts = posts;
        this.approvals = approvals;
        this.onces = onces;
    }

    /**
     * @param hash of the approval, as the post was read
     * @param stage which stage is meant, counted from 0
     */
    record DecisionForm(@Nullable String hash, @Nullable Integer stage, @Nullable String note) {}

    /** What waits, the next to go out first. */
    record Queue(List<PostView> items, @Nullable String next) {}

    @GetMapping("/api/v1/approvals")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "The posts that wait for the decision of the one who asks",
            description = "The next to go out first; at most 500.")
    Queue queue(Caller caller) {
        var found =
                posts.submitted(caller.workspace(), MOST).stream()
                        .filter(post -> {
                            var view = ApprovalView.of(caller, post);
                            return view != null && view.mine();
                        })
                        .sorted(
                                Comparator.comparing((Post post) ->
                                        Objects.requireNonNullElse(
                                                post.draft().due(), Instant.MAX)))
                        .toList();
        var all = posts.deliveriesOf(caller.workspace(), found);
        return new Queue(
                found.stream()
                        .map(post ->
                                PostView.of(
                                        caller,
                                        post,
                                        post.deliveries().values().stream()
                                                .map(sent -> all.get(sent.id()))
                                                .filter(Objects::nonNull)
                                                .map(Objects::requireNonNull)
                                                .toList()))
                        .toList(),
                null);
    }

    @PostMapping("/api/v1/posts/{id}/approve")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "Say yes to the stage that waits; the last yes schedules the post",
            description =
                    "For those whom the stage names. Nobody approves what they have written or changed last, and "
                            + "nobody decides two stages of one post.")
    PostView approve(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody DecisionForm form) {
        return decide(caller, id, key, form, true);
    }

    @PostMapping("/api/v1/posts/{id}/reject")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Say no, with a note: the post goes back to its author")
    PostView reject(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody DecisionForm form) {
        return decide(caller, id, key, form, false);
    }

    private PostView decide(
            Caller caller, String id, @Nullable String key, DecisionForm form, boolean approved) {
        var what = (approved ? "approve " : "reject ") + id;
        var once = onces.request(key, caller, what, form);
        if (onces.earlier(once).isEmpty()) {
            find(caller, id);
            approvals.decide(caller, id, word(form, approved), once);
        }
        var post = find(caller, id);
        return PostView.of(caller, post, posts.deliveriesOf(post));
    }

    private Post find(Caller caller, String id) {
        return posts.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("post", id));
    }

    private static Approvals.Word word(DecisionForm form, boolean approved) {
        if (form.hash() == null || form.stage() == null) {
            throw invalid("hash", "Say which hash and stage you decide, as you have seen them");
        }
        var note = form.note() == null || form.note().isBlank() ? null : form.note().strip();
        if (note != null && note.length() > LONGEST_NOTE) {
            throw invalid("note", "At most " + LONGEST_NOTE + " characters are kept");
        }
        if (!approved && note == null) {
            throw invalid("note", "Say why, so that its author knows what to change");
        }
        return new Approvals.Word(form.hash(), form.stage(), approved, note);
    }

    private static Problem invalid(String field, String detail) {
        return Problem.unprocessable(
                        "invalid", "Something in the request is not valid", field + ": " + detail)
                .with("errors", List.of(Map.of("field", field, "detail", detail)));
    }
}
