package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.Moments;
import io.septet.scheduler.delivery.Delivery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where posts are written, scheduled and looked up. */
@RestController
@RequestMapping("/api/v1/posts")
@Tag(name = "posts", description = "What authors write")
class PostController {
    private static final String KEY = "Idempotency-Key";
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final PostActions actions;
    private final Posts posts;
    private final Once onces;
    private final ContractTimings timings;
    private final JsonMapper json;

    PostController(
            PostActions actions,
            Posts posts,
            Once onces,
            ContractTimings timings,
            JsonMapper json) {
        this.actions = actions;
        this.posts = posts;
        this.onces = onces;
        this.timings = timings;
        this.json = json;
    }

    /** When a post is to go out; what is left out stays as it is. */
    record ScheduleForm(@Nullable String due, @Nullable String zone, @Nullable String notAfter) {}

    @PostMapping
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "Write a post: as a draft, to be scheduled, or to go out now",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = PostForm.class),
                                            examples = @ExampleObject(PostForm.EXAMPLE))))
    ResponseEntity<PostView> create(
            Caller caller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody PostForm form) {
        var once = onces.request(key, caller, "create", form);
        var earlier = onces.earlier(once);
        if (earlier.isPresent()) {
            return created(caller, earlier.get());
        }
        var action = Objects.requireNonNullElse(form.action(), "draft");
        var draft = draft(form, timings.lateWindow());
        var id =
                switch (action) {
                    case "draft" -> actions.create(caller, draft, PostActions.Wish.KEEP, once);
                    case "schedule" ->
                            actions.create(
                                    caller,
                                    readyAt(draft, future(draft.due())),
                                    PostActions.Wish.SEND,
                                    once);
                    case "now" ->
                            actions.create(
                                    caller,
                                    readyAt(draft, actions.now()),
                                    PostActions.Wish.SEND,
                                    once);
                    case "queue" ->
                            throw Problem.unprocessable(
                                    "no-slots",
                                    "There are no slots to queue it for",
                                    "Give a due time and the action schedule");
                    case "submit" ->
                            actions.create(
                                    caller,
                                    readyAt(draft, future(draft.due())),
                                    PostActions.Wish.SUBMIT,
                                    once);
                    default ->
                            throw Problem.unprocessable(
                                    "action-unknown",
                                    "There is no such action",
                                    action + " is not draft, submit, schedule or now");
                };
        return created(caller, id);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "One post with its deliveries")
    ResponseEntity<PostView> get(Caller caller, @PathVariable String id) {
        return answer(HttpStatus.OK, caller, id);
    }

    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "Change a post (JSON merge patch); what still goes out follows",
            description =
                    "Send the ETag of the post as you read it in If-Match. Members that are left out stay, "
                            + "null empties one, lists are replaced, variants are merged by feed. "
                            + "There is no action in a change.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = PostForm.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "Another text",
                                                        value = "{\"text\":\"Rain: tomorrow!\"}"),
                                                @ExampleObject(
                                                        name = "Another time, without a variant",
                                                        value = PostForm.EXAMPLE_OF_CHANGE)
                                            })))
    ResponseEntity<PostView> patch(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ObjectNode patch) {
        var version = version(ifMatch);
        actions.bring(caller, id, post -> edit(post, version, patch), null);
        return answer(HttpStatus.OK, caller, id);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Delete a post of which nothing is public")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String id) {
        actions.bring(
                caller,
                id,
                post -> {
                    var kept =
                            posts.deliveriesOf(post).stream()
                                    .filter(one ->
                                            !one.state().isOpen()
                                                    && !one.state().certainlyNotSent())
                                    .toList();
                    if (!kept.isEmpty()) {
                        throw Problem.conflict(
                                "already-published",
                                "The post is public, or may be",
                                "It was sent to "
                                        + kept.size()
                                        + " of its feeds; deleting it here would not take it from there");
                    }
                    return new Goal.Delete();
                },
                null);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/schedule")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Schedule a post, or move it to another time")
    ResponseEntity<PostView> schedule(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable ScheduleForm form) {
        var asked = form == null ? new ScheduleForm(null, null, null) : form;
        var once = onces.request(key, caller, "schedule " + id, asked);
        if (onces.earlier(once).isEmpty()) {
            actions.bring(
                    caller, id, post -> new Goal.Send(moved(post.draft(), asked), false), once);
        }
        return answer(HttpStatus.OK, caller, id);
    }

    @PostMapping("/{id}/submit")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary = "Submit a post: it goes out at its time once every stage has approved it",
            description =
                    "What is approved is this content, on these feeds, at this time: any change makes what was "
                            + "said so far void and asks anew.")
    ResponseEntity<PostView> submit(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable ScheduleForm form) {
        var asked = form == null ? new ScheduleForm(null, null, null) : form;
        var once = onces.request(key, caller, "submit " + id, asked);
        if (onces.earlier(once).isEmpty()) {
            actions.bring(
                    caller, id, post -> new Goal.Submit(moved(post.draft(), asked), true), once);
        }
        return answer(HttpStatus.OK, caller, id);
    }

    @PostMapping("/{id}/publish-now")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Let a post go out now")
    ResponseEntity<PostView> publishNow(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var once = onces.request(key, caller, "publish-now " + id, null);
        if (onces.earlier(once).isEmpty()) {
            var now = actions.now();
            actions.bring(caller, id, post -> new Goal.Send(atOnce(post, now), true), once);
        }
        return answer(HttpStatus.OK, caller, id);
    }

    @PostMapping("/{id}/unschedule")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(
            summary =
                    "Keep what has not gone out yet from going out, or take back what was submitted")
    ResponseEntity<PostView> unschedule(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var once = onces.request(key, caller, "unschedule " + id, null);
        if (onces.earlier(once).isEmpty()) {
            actions.bring(
                    caller,
                    id,
                    post -> {
                        if (post.state() != PostState.SCHEDULED
                                && post.state() != PostState.SUBMITTED) {
                            throw Problem.conflict(
                                            "not-scheduled",
                                            "The post is not scheduled",
                                            post.state() == PostState.DONE
                                                    ? "It has gone out already; its deliveries say what became of it on each feed"
                                                    : "Nothing of it is going out")
                                    .with("state", post.state());
                        }
                        return new Goal.Stop();
                    },
                    once);
        }
        return answer(HttpStatus.OK, caller, id);
    }

    private Goal edit(Post post, long version, ObjectNode patch) {
        if (post.version() != version) {
            throw Problem.stale("post", version, post.version());
        }
        ObjectNode merged = json.valueToTree(PostForm.of(post.draft()));
        if (patch.has("action")) {
            throw Problem.badRequest(
                    "malformed-body", "The body cannot be read", "A change has no action");
        }
        if (patch.has("due") && !patch.has("notAfter")) {
            // The time window moves along.
            merged.remove("notAfter");
        }
        MergePatch.apply(merged, patch);
        var draft = draft(form(merged), post.draft().lateWindow(timings.lateWindow()));
        if (post.state() == PostState.SCHEDULED || post.state() == PostState.SUBMITTED) {
            if (!Objects.equals(draft.due(), post.draft().due())) {
                future(draft.due());
            }
            readyAt(draft, draft.due());
        }
        return new Goal.Edit(draft);
    }

    private PostForm form(ObjectNode merged) {
        try {
            return json.treeToValue(merged, PostForm.class);
        } catch (JacksonException e) {
            throw Problem.badRequest(
                    "malformed-body",
                    "The body cannot be read",
                    "It is not what is expected here: " + e.getOriginalMessage());
        }
    }

    private Draft draft(PostForm form, Duration window) {
        return form.draft(window, timings.shortestLateWindow(), timings.longestLateWindow());
    }

    private Draft moved(Draft draft, ScheduleForm form) {
        var due =
                form.due() == null ? future(draft.due()) : future(Moments.parse("due", form.due()));
        var notAfter =
                PostForm.notAfter(
                        due,
                        form.notAfter(),
                        draft.lateWindow(timings.lateWindow()),
                        timings.shortestLateWindow(),
                        timings.longestLateWindow());
        return readyAt(
                draft.at(
                        due,
                        form.zone() == null ? draft.zone() : Moments.zone(form.zone()),
                        Objects.requireNonNull(notAfter)),
                due);
    }

    /** The draft due now; one that is going out already is not moved by asking twice. */
    private Draft atOnce(Post post, Instant now) {
        var due = post.draft().due();
        boolean going =
                post.state() == PostState.SCHEDULED
                        && due != null
                        && !due.isAfter(now)
                        && posts.deliveriesOf(post).stream().anyMatch(Delivery::mayStillGo);
        return readyAt(post.draft(), going ? due : now);
    }

    /** The draft at this time, with everything that going out takes. */
    private Draft readyAt(Draft draft, @Nullable Instant due) {
        if (draft.feeds().isEmpty()) {
            throw Problem.unprocessable(
                    "feeds-missing", "The post goes nowhere", "Choose at least one feed");
        }
        var at = Objects.requireNonNullElseGet(due, () -> future(null));
        return at.equals(draft.due())
                ? draft
                : draft.at(at, draft.zone(), at.plus(draft.lateWindow(timings.lateWindow())));
    }

    private Instant future(@Nullable Instant due) {
        if (due == null) {
            throw Problem.unprocessable(
                    "due-missing", "The post has no time", "Give a due time, or publish it now");
        }
        var now = actions.now();
        if (due.isBefore(now)) {
            throw Problem.unprocessable(
                            "due-in-past",
                            "That time has already passed",
                            "Due " + due + " is before now, " + now)
                    .with("due", due);
        }
        return due;
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new Problem(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-missing",
                    "Say which version you change",
                    "Send the ETag of the post as you read it in If-Match");
        }
        var matcher = VERSION.matcher(ifMatch.strip());
        // What is no version of ours matches none.
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private ResponseEntity<PostView> created(Caller caller, String id) {
        var answer = answer(HttpStatus.CREATED, caller, id);
        return ResponseEntity.created(URI.create("/api/v1/posts/" + id))
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    private ResponseEntity<PostView> answer(HttpStatus status, Caller caller, String id) {
        var post =
                posts.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("post", id));
        return ResponseEntity.status(status)
                .eTag("\"" + post.version() + "\"")
                .body(PostView.of(caller, post, posts.deliveriesOf(post)));
    }
}
