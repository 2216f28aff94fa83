package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where members make links for readers who have no account, and end them. */
@RestController
@RequestMapping("/api/v1/posts/{id}/links")
@Tag(name = "approvals", description = "Who has to say yes before a post goes out")
class LinkController {
    private static final int HOURS = 72;
    private static final int MOST_HOURS = 14 * 24;

    private final Posts posts;
    private final Links links;

    LinkController(Posts posts, Links links) {
        this.posts = posts;
        this.links = links;
    }

    /**
     * @param decides whether whoever has the link decides the stage that waits
     * @param hours how long it is good, 72 if left out
     */
    record LinkForm(@Nullable Boolean decides, @Nullable Integer hours) {}

    /**
     * A link as members see it.
     *
     * @param decides name of the stage that it may decide; null = it only shows
     * @param over why it shows nothing any more: {@code revoked}, {@code expired} or {@code
     *     changed}; null if it does
     */
    record LinkView(
            String id,
            String by,
            Instant at,
            Instant expires,
            @Nullable String decides,
            @Nullable Instant usedAt,
            @Nullable String over) {
        static LinkView of(Link link, Post post, Instant now) {
            var approval = post.approval();
            var stage = link.stage();
            return new LinkView(
                    link.id(),
                    link.by(),
                    link.at(),
                    link.expires(),
                    stage == null || approval == null || stage >= approval.stages().size()
                            ? null
                            : approval.stages().get(stage).name(),
                    link.usedAt(),
                    LinkController.over(link, post, now));
        }
    }

    /**
     * @param path of the page that it opens, told this once
     */
    record MadeLink(LinkView link, String path) {}

    /** The links to one post. */
    record LinkPage(List<LinkView> items, @Nullable String next) {}

    @PostMapping
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "Make a link with which somebody without an account sees a submitted post",
            description =
                    "It shows the post as it is now, until it expires, is revoked or the post is changed. One that "
                            + "decides the stage that waits is made by those who may decide it themselves: they answer for "
                            + "it, so that they decide no other stage. Its path is told this once.")
    ResponseEntity<MadeLink> make(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable LinkForm form) {
        var post = find(caller, id);
        var asked = Objects.requireNonNullElse(form, new LinkForm(null, null));
        int hours = Objects.requireNonNullElse(asked.hours(), HOURS);
        if (hours < 1 || hours > MOST_HOURS) {
            throw Problem.unprocessable(
                            "invalid",
                            "Something in the request is not valid",
                            "hours: 1 to " + MOST_HOURS + " are possible")
                    .with("errors", List.of(Map.of("field", "hours", "detail", "Out of range")));
        }
        var approval = post.approval();
        if (post.state() != PostState.SUBMITTED || approval == null) {
            throw Problem.conflict(
                            "nothing-to-approve",
                            "There is nothing to approve",
                            "A link shows a post that is submitted")
                    .with("state", post.state());
        }
        Integer stage = null;
        if (Boolean.TRUE.equals(asked.decides())) {
            approval.whyNot(caller, post.authors())
                    .ifPresent(why -> {
                        throw Approvals.refused(why);
                    });
            stage = approval.waiting().orElseThrow(PostActions::meanwhile);
        }
        var made = links.make(caller, post, approval.hash(), stage, Duration.ofHours(hours));
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(
                        new MadeLink(
                                LinkView.of(made.link(), post, links.now()),
                                "/outside#" + made.token()));
    }

    @GetMapping
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "The links to a post, the newest first")
    LinkPage list(Caller caller, @PathVariable String id) {
        var post = find(caller, id);
        return new LinkPage(
                links.of(post).stream().map(link -> LinkView.of(link, post, links.now())).toList(),
                null);
    }

    @DeleteMapping("/{link}")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "End a link at once")
    ResponseEntity<Void> revoke(Caller caller, @PathVariable String id, @PathVariable String link) {
        links.revoke(caller, find(caller, id), link);
        return ResponseEntity.noContent().build();
    }

    /** Why a link shows nothing any more; null if it does. */
    static @Nullable String over(Link link, Post post, Instant now) {
        if (link.revokedAt() != null) {
            return "revoked";
        }
        if (!now.isBefore(link.expires())) {
            return "expired";
        }
        var approval = post.approval();
        return approval == null || !approval.hash().equals(link.hash()) ? "changed" : null;
    }

    private Post find(Caller caller, String id) {
        return posts.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("post", id));
    }
}
