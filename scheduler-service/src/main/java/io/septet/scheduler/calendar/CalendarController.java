package io.septet.scheduler.calendar;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.Moments;
import io.septet.scheduler.Pages;
import io.septet.scheduler.Pages.Page;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.delivery.Step;
import io.septet.scheduler.post.Post;
import io.septet.scheduler.post.PostFilter;
import io.septet.scheduler.post.PostState;
import io.septet.scheduler.post.Posts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the calendar is read. */
@RestController
@Tag(name = "calendar", description = "Posts by the time at which they go out")
class CalendarController {
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Posts posts;
    private final Pages pages;

    CalendarController(Posts posts, Pages pages) {
        this.posts = posts;
        this.pages = pages;
    }

    record Author(String id) {}

    /** What a delivery shows in the calendar. */
    record Brief(
            String id,
            String feed,
            String platform,
            DeliveryState state,
            @Nullable Step step,
            @Nullable Instant sentAt,
            @Nullable Long lagMillis,
            @Nullable String link,
            @Nullable String reason,
            @Nullable Instant retractedAt) {
        static Brief of(Delivery delivery) {
            return new Brief(
                    delivery.id(),
                    delivery.feed(),
                    delivery.platform(),
                    delivery.state(),
                    delivery.step(),
                    delivery.sentAt(),
                    delivery.lagMillis(),
                    delivery.link(),
                    delivery.reason(),
                    delivery.retractedAt());
        }
    }

    /**
     * One card; {@code text} is how the post begins, {@code media} its first picture.
     *
     * @param feeds where it is to go: a draft has no deliveries yet
     */
    record Card(
            String post,
            String text,
            @Nullable Instant due,
            @Nullable String zone,
            PostState state,
            @Nullable String media,
            Author author,
            List<String> labels,
            List<String> feeds,
            List<Brief> deliveries) {}

    /** A label may contain a comma, which is no border between two. */
    @InitBinder
    void keepCommas(WebDataBinder binder) {
        binder.registerCustomEditor(String[].class, new StringArrayPropertyEditor("\n"));
    }

    @GetMapping("/api/v1/calendar")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Posts from one time up to another, drafts with a time among them")
    Page<Card> calendar(
            Caller caller,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam @Nullable String zone,
            @RequestParam @Nullable List<String> feed,
            @RequestParam @Nullable List<PostState> state,
            @RequestParam String @Nullable [] label,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        var start = Moments.parse("from", from);
        var end = Moments.parse("to", to);
        if (end.isBefore(start) || end.isAfter(start.plus(LONGEST))) {
            throw Problem.unprocessable(
                    "range-out-of-bounds",
                    "That range cannot be shown",
                    "to must be after from, and at most " + LONGEST.toDays() + " days after it");
        }
        if (zone != null) {
            Moments.zone(zone);
        }
        var filter = PostFilter.of(null, state, feed, label);
        return pages.ids(
                        posts.calendar(caller.workspace()),
                        start.toEpochMilli(),
                        end.toEpochMilli(),
                        false,
                        cursor,
                        Pages.limit(limit, 1000, 2000))
                .map(ids -> cards(caller.workspace(), ids, filter));
    }

    private List<Card> cards(String workspace, List<String> ids, PostFilter filter) {
        var found =
                posts.findAll(workspace, ids).stream()
                        .filter(post -> post.workspace().equals(workspace))
                        .filter(filter::passes)
                        .toList();
        var deliveries = posts.deliveriesOf(workspace, found);
        return found.stream().map(post -> card(post, deliveries)).toList();
    }

    private static Card card(Post post, Map<String, Delivery> deliveries) {
        var draft = post.draft();
        return new Card(
                post.id(),
                Deliveries.opening(draft.text()),
                draft.due(),
                draft.zone(),
                post.state(),
                draft.media().isEmpty() ? null : draft.media().getFirst(),
                new Author(post.author()),
                draft.labels(),
                draft.feeds(),
                post.deliveries().values().stream()
                        .map(sent -> deliveries.get(sent.id()))
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .sorted(Comparator.comparing(one -> draft.feeds().indexOf(one.feed())))
                        .map(Brief::of)
                        .toList());
    }
}
