package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.delivery.Content;
import io.septet.scheduler.media.MediaFolder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What whoever has a link sees and says; the gateway asks for them. The token is in a header, so
 * that no log and no address line keeps it.
 */
@RestController
@RequestMapping("/internal/v1/outside")
@PreAuthorize("hasRole('SERVICE')")
class OutsideController {
    private static final String TOKEN = "Septet-Link";
    private static final String FROM = "Septet-From";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 2_000;

    private final Links links;
    private final Posts posts;
    private final Composer composer;
    private final Approvals approvals;
    private final MediaFolder folder;

    OutsideController(
            Links links, Posts posts, Composer composer, Approvals approvals, MediaFolder folder) {
        this.links = links;
        this.posts = posts;
        this.composer = composer;
        this.approvals = approvals;
        this.folder = folder;
    }

    /** A picture by its place; its bytes are asked for separately. */
    record Picture(int width, int height, @Nullable String altText) {}

    /** Exactly what one feed is sent. */
    record Part(
            String feed,
            String platform,
            String text,
            @Nullable String warning,
            @Nullable String visibility,
            @Nullable String language,
            List<Picture> pictures) {}

    /** A stage, and what was said. */
    record StageView(String name, @Nullable Boolean approved) {}

    /**
     * A post for somebody who has a link to it.
     *
     * @param decides the stage that the link decides now; null if it does not
     */
    record Seen(
            String state,
            Instant due,
            @Nullable String zone,
            Instant expires,
            @Nullable String decides,
            List<StageView> stages,
            List<Part> parts) {}

    /**
     * @param name how the reader calls themselves
     */
    record Said(@Nullable Boolean approved, @Nullable String name, @Nullable String note) {}

    private record Open(Link link, Post post, Approval approval) {}

    @GetMapping
    ResponseEntity<Seen> see(
            @RequestHeader(name = TOKEN, required = false) @Nullable String token,
            @RequestHeader(name = FROM, required = false) @Nullable String from) {
        var open = open(token);
        var contents = contents(open);
        links.opened(open.link(), Objects.requireNonNullElse(from, ""));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(seen(open, contents));
    }

    @GetMapping("/picture")
    ResponseEntity<Resource> picture(
            @RequestHeader(name = TOKEN, required = false) @Nullable String token,
            @RequestParam(required = false) @Nullable String feed,
            @RequestParam(required = false) @Nullable Integer number) {
        var open = open(token);
        var content = contents(open).get(Objects.requireNonNullElse(feed, ""));
        int n = Objects.requireNonNullElse(number, -1);
        if (content == null || n < 0 || n >= content.media().size()) {
            throw Problem.notFound("media", feed + " " + number);
        }
        var picture = content.media().get(n);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(picture.type()))
                .cacheControl(CacheControl.noStore())
                .body(
                        new FileSystemResource(
                                folder.path(open.post().workspace(), picture.sha256())));
    }

    @PostMapping("/decision")
    ResponseEntity<Seen> decide(
            @RequestHeader(name = TOKEN, required = false) @Nullable String token,
            @RequestHeader(name = FROM, required = false) @Nullable String from,
            @RequestBody(required = false) @Nullable Said said) {
        var open = open(token);
        var stage = open.link().stage();
        if (stage == null || decides(open) == null) {
            throw Problem.conflict(
                    "nothing-to-approve",
                    "There is nothing to decide",
                    stage == null
                            ? "This link shows the post and decides nothing"
                            : "It was decided already");
        }
        if (said == null || said.approved() == null) {
            throw invalid("approved", "Say true or false");
        }
        var name = Objects.requireNonNullElse(said.name(), "").strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("name", "Say who you are, in 1 to " + LONGEST_NAME + " characters");
        }
        var note = said.note() == null || said.note().isBlank() ? null : said.note().strip();
        if (note != null && note.length() > LONGEST_NOTE) {
            throw invalid("note", "At most " + LONGEST_NOTE + " characters are kept");
        }
        if (!said.approved() && note == null) {
            throw invalid("note", "Say why, so that its author knows what to change");
        }
        var link = open.link();
        approvals.decideFor(
                // The right to decide the stage was asked for when the link was made.
                new Caller(
                        link.by(),
                        link.workspace(),
                        Role.VIEWER,
                        Objects.requireNonNullElse(from, "")),
                link.post(),
                new Approvals.Word(link.hash(), stage, said.approved(), note),
                name);
        var after = open(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(seen(after, contents(after)));
    }

    private Open open(@Nullable String token) {
        var link = links.find(token).orElseThrow(OutsideController::unknown);
        var post =
                posts.find(link.workspace(), link.post()).orElseThrow(OutsideController::unknown);
        var over = LinkController.over(link, post, links.now());
        if (over != null) {
            throw new Problem(
                            HttpStatus.GONE,
                            "link-over",
                            "This link shows nothing any more",
                            "It has expired, was revoked, or the post was changed since")
                    .with("why", over);
        }
        return new Open(link, post, Objects.requireNonNull(post.approval()));
    }

    private Map<String, Content> contents(Open open) {
        var contents =
                composer.compose(
                                open.post().workspace(),
                                open.post().draft(),
                                open.approval().parts().keySet())
                        .contents();
        Gate.demandApproved(open.approval(), contents);
        return contents;
    }

    private static @Nullable String decides(Open open) {
        var stage = open.link().stage();
        return stage != null
                        && open.post().state() == PostState.SUBMITTED
                        && open.approval().waiting().filter(stage::equals).isPresent()
                ? open.approval().stages().get(stage).name()
                : null;
    }

    private static Seen seen(Open open, Map<String, Content> contents) {
        var approval = open.approval();
        return new Seen(
                open.post().state().name(),
                approval.due(),
                open.post().draft().zone(),
                open.link().expires(),
                decides(open),
                IntStream.range(0, approval.stages().size())
                        .mapToObj(n ->
                                new StageView(
                                        approval.stages().get(n).name(),
                                        n < approval.decisions().size()
                                                ? approval.decisions().get(n).approved()
                                                : null))
                        .toList(),
                contents.entrySet().stream()
                        .map(one ->
                                part(
                                        one.getKey(),
                                        Objects.requireNonNull(approval.parts().get(one.getKey()))
                                                .platform(),
                                        one.getValue()))
                        .toList());
    }

    private static Part part(String feed, String platform, Content content) {
        return new Part(
                feed,
                platform,
                content.text(),
                content.warning(),
                content.visibility(),
                content.language(),
                content.media().stream()
                        .map(one -> new Picture(one.width(), one.height(), one.altText()))
                        .toList());
    }

    private static Problem unknown() {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "link-not-found",
                "There is no such link",
                "Ask whoever sent it for a new one");
    }

    private static Problem invalid(String field, String detail) {
        return Problem.unprocessable(
                        "invalid", "Something in the request is not valid", field + ": " + detail)
                .with("errors", List.of(Map.of("field", field, "detail", detail)));
    }
}
