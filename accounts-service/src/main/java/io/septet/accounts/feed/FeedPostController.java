package io.septet.accounts.feed;

import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.Guards;
import io.septet.kit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes posts back that are public already. */
@RestController
@RequestMapping("/internal/v1/workspaces/{workspace}/feeds/{feed}")
class FeedPostController {
    private final Feeds feeds;
    private final OpenFeeds open;
    private final Guards guards;
    private final Clock clock;

    FeedPostController(Feeds feeds, OpenFeeds open, Guards guards, Clock clock) {
        this.feeds = feeds;
        this.open = open;
        this.guards = guards;
        this.clock = clock;
    }

    /**
     * @param id what the platform calls the post
     */
    record Wish(@NotBlank @Size(max = 200) String id) {}

    /**
     * @param outcome {@code deleted}, {@code gone} (there was none any more), {@code unsupported}
     *     (a person must do it there), {@code refused}, {@code reconnect}, {@code later} (certainly
     *     not deleted yet) or {@code unclear}; the last two may be asked again
     * @param reason in words for people; null if there is nothing to say
     * @param retryAfterSeconds the platform's own figure; null if it gave none
     */
    record Answer(String outcome, @Nullable String reason, @Nullable Long retryAfterSeconds) {
        private static Answer of(String outcome, @Nullable String reason) {
            return new Answer(outcome, reason, null);
        }
    }

    /** Deletes a post on its platform. May be repeated. */
    @PostMapping("/deletions")
    Answer delete(
            @PathVariable String workspace,
            @PathVariable String feed,
            @Valid @RequestBody Wish wish) {
        if (feeds.find(workspace, feed).isEmpty()) {
            throw Problem.notFound("feed", feed);
        }
        var opened = open.open(workspace, feed);
        if (opened.isEmpty()) {
            return Answer.of("reconnect", "The account must be connected again");
        }
        var access = opened.get().access();
        var outcome =
                opened.get()
                        .guarded(
                                guards,
                                "read",
                                platform -> platform.delete(access, wish.id()),
                                FeedPostController::answered)
                        .orElseGet(() ->
                                new DeleteOutcome.Later(
                                        null,
                                        "The platform is not answering well; try again in a moment"));
        return switch (outcome) {
            case DeleteOutcome.Deleted deleted -> Answer.of("deleted", null);
            case DeleteOutcome.Gone gone -> Answer.of("gone", null);
            case DeleteOutcome.Unsupported(var reason) -> Answer.of("unsupported", reason);
            case DeleteOutcome.Refused(var reason) -> Answer.of("refused", reason);
            case DeleteOutcome.Reconnect(var reason) -> {
                open.refused(workspace, feed, reason);
                yield Answer.of("reconnect", reason);
            }
            case DeleteOutcome.Later(var until, var reason) ->
                    new Answer("later", reason, seconds(until));
            case DeleteOutcome.Unclear(var seen) -> Answer.of("unclear", seen);
        };
    }

    private static boolean answered(DeleteOutcome outcome) {
        return !(outcome instanceof DeleteOutcome.Unclear)
                && !(outcome instanceof DeleteOutcome.Later(var until, var reason)
                        && until == null);
    }

    private @Nullable Long seconds(@Nullable Instant until) {
        return until == null
                ? null
                : Math.max(1, Duration.between(clock.instant(), until).toSeconds());
    }
}
