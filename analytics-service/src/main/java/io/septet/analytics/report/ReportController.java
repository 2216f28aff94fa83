package io.septet.analytics.report;

import io.septet.analytics.reading.Reading;
import io.septet.analytics.reading.Readings;
import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.analytics.tracked.TrackedPublications;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports of the caller's workspace. */
@RestController
@RequestMapping("/api/v1/reports")
@Tag(name = "Reports")
class ReportController {
    private static final String DEFAULT_LIMIT = "50";
    private static final int MOST = 200;

    private final Overviews overviews;
    private final PostsReport posts;
    private final TrackedPublications publications;
    private final Readings readings;

    ReportController(
            Overviews overviews,
            PostsReport posts,
            TrackedPublications publications,
            Readings readings) {
        this.overviews = overviews;
        this.posts = posts;
        this.publications = publications;
        this.readings = readings;
    }

    @GetMapping("/overview")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "How what was published in a period has done",
            description =
                    "Sums of the latest reading of each publication. Views, impressions and reach"
                            + " are never added to each other; a metric never read is absent."
                            + " before has the totals of the period of equal length straight"
                            + " before, also for each feed. feeds[].account has what the account"
                            + " itself counts, such as followers: value at the end of the period,"
                            + " before at its beginning, null if nothing was read to compare"
                            + " with. Days of series begin in zone, UTC if none is given; a period"
                            + " has at most 400 days.")
    Overview overview(
            @Parameter(hidden = true) Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable List<String> feeds) {
        var question = Question.of(caller.workspace(), from, to, zone, feeds);
        return overviews.of(question);
    }

    @GetMapping("/posts")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "What was published in a period, one by one",
            description =
                    "sort is published or a metric, greatest first; +likes turns it round. Without"
                            + " the metric comes last.")
    Page posts(
            @Parameter(hidden = true) Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> feeds,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = DEFAULT_LIMIT) int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.unprocessable(
                            "limit-out-of-range",
                            "A page cannot have that size",
                            "limit must be from 1 to " + MOST)
                    .with("limit", limit);
        }
        var question = Question.of(caller.workspace(), from, to, null, feeds);
        var page = posts.page(question, Sort.of(sort), cursor, limit);
        return new Page(page.items().stream().map(Item::of).toList(), page.next());
    }

    @GetMapping("/posts/{delivery}")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "One publication with all its readings, oldest first")
    Detail post(@Parameter(hidden = true) Caller caller, @PathVariable String delivery) {
        var publication =
                Ids.isId(delivery)
                        ? publications.find(caller.workspace(), delivery)
                        : Optional.<TrackedPublication>empty();
        return publication
                .map(found -> Detail.of(found, readings.of(found)))
                .orElseThrow(() -> Problem.notFound("delivery", delivery));
    }

    @GetMapping("/metrics")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "What each platform counts as a metric",
            description =
                    "In English. A platform that does not report a metric is not listed for it.")
    Definitions metrics() {
        return new Definitions(MetricDefinitions.ALL);
    }

    record Definitions(List<MetricDefinitions.Definition> items) {}

    record Page(List<Item> items, @Nullable String next) {}

    record Item(
            @Schema(description = "id of the delivery") String delivery,
            String post,
            String feed,
            String platform,
            @Schema(description = "its beginning, at most 200 characters") String text,
            @Schema(description = "when the platform accepted it, UTC") Instant publishedAt,
            @Nullable String link,
            @Nullable String media,
            @Schema(description = "latest values by metric; never reported = absent")
                    Map<String, LatestValue> metrics,
            @Schema(description = "how many readings were taken") int readings,
            @Schema(description = "when the platform said that it has it no more")
                    @Nullable Instant goneAt) {
        static Item of(TrackedPublication of) {
            return new Item(
                    of.delivery(),
                    of.post(),
                    of.feed(),
                    of.platform(),
                    of.text(),
                    of.publishedAt(),
                    of.link(),
                    of.media(),
                    of.metrics(),
                    of.readings(),
                    of.goneAt());
        }
    }

    record Detail(
            String delivery,
            String post,
            String feed,
            String platform,
            @Schema(description = "its beginning, at most 200 characters") String text,
            @Schema(description = "when the platform accepted it, UTC") Instant publishedAt,
            @Nullable String link,
            @Nullable String media,
            Map<String, LatestValue> metrics,
            List<Reading> readings,
            @Nullable Instant goneAt) {
        static Detail of(TrackedPublication of, List<Reading> readings) {
            return new Detail(
                    of.delivery(),
                    of.post(),
                    of.feed(),
                    of.platform(),
                    of.text(),
                    of.publishedAt(),
                    of.link(),
                    of.media(),
                    of.metrics(),
                    readings,
                    of.goneAt());
        }
    }
}
