package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.scheduler.Moments;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A post as a client writes it. What is left out is empty.
 *
 * @param due ISO 8601 with offset
 * @param notAfter ISO 8601 with offset; 15 minutes after due if left out
 * @param action {@code draft} (also if left out), {@code submit}, {@code schedule} or {@code now};
 *     {@code queue} needs slots
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PostForm(
        @Nullable String text,
        @Schema(description = "Descriptions of the pictures, in their order")
                @Nullable List<@Nullable String> altTexts,
        @Schema(description = "Ids of pictures, in the order shown")
                @Nullable List<@Nullable String> media,
        @Schema(description = "What is different for one feed, by its id")
                @Nullable Map<String, @Nullable VariantForm> variants,
        @Schema(description = "Ids of the feeds it goes to") @Nullable List<@Nullable String> feeds,
        @Schema(
                        description = "When it goes out, with an offset from UTC",
                        example = "2026-12-01T09:00:00+08:00")
                @Nullable String due,
        @Schema(
                        description = "IANA time zone in which its author thinks of due",
                        example = "Asia/Shanghai")
                @Nullable String zone,
        @Schema(
                        description =
                                "When it is too late to go out; 15 minutes after due if left out",
                        example = "2026-12-01T10:00:00+08:00")
                @Nullable String notAfter,
        @Nullable List<@Nullable String> labels,
        @Schema(
                        description =
                                "draft (also if left out), submit, schedule or now; only of a new post",
                        allowableValues = {"draft", "submit", "schedule", "now"})
                @Nullable String action,
        @Schema(
                        description =
                                "What readers see before they choose to see the rest, where platforms have "
                                        + "it (see settings of their capabilities); other feeds go without")
                @Nullable String warning,
        @Schema(
                        description =
                                "Who sees it, where platforms have it; other feeds go without",
                        allowableValues = {"public", "unlisted", "private"})
                @Nullable String visibility,
        @Schema(
                        description = "BCP 47, where platforms have it; other feeds go without",
                        example = "zh-Hans")
                @Nullable String language) {

    static final String EXAMPLE =
            """
            {"text": "The night market opens tonight", "feeds": ["0199a1b2-..."], "media": ["0199a1c3-..."],
             "altTexts": ["Lanterns above the river"], "variants": {"0199a1b2-...": {"text": "Tonight!"}},
             "due": "2026-12-01T09:00:00+08:00", "zone": "Asia/Shanghai", "labels": ["city"], "action": "schedule"}\
            """;

    static final String EXAMPLE_OF_CHANGE =
            """
            {"due": "2026-12-02T09:00:00+08:00", "variants": {"0199a1b2-...": null}}\
            """;

    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_ALT_TEXT = 10_000;
    private static final int LONGEST_WARNING = 500;
    private static final List<String> VISIBILITIES = List.of("public", "unlisted", "private");
    private static final int LONGEST_LABEL = 100;
    private static final int MOST_FEEDS = 100;
    private static final int MOST_MEDIA = 50;
    private static final int MOST_LABELS = 50;

    /** What is different for one feed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VariantForm(
            @Nullable String text,
            @Nullable List<@Nullable String> altTexts,
            @Schema(
                            description =
                                    "Instead of the post's; empty = none. Refused for a feed whose platform "
                                            + "does not have it")
                    @Nullable String warning,
            @Schema(description = "Instead of the post's; refused likewise")
                    @Nullable String visibility,
            @Schema(description = "Instead of the post's, empty = none; refused likewise")
                    @Nullable String language) {
        boolean saysNothing() {
            return text == null
                    && altTexts == null
                    && warning == null
                    && visibility == null
                    && language == null;
        }
    }

    /** A stored post as its author would write it again. */
    static PostForm of(Draft draft) {
        var variants = new LinkedHashMap<String, @Nullable VariantForm>();
        draft.variants()
                .forEach((feed, variant) ->
                        variants.put(
                                feed,
                                new VariantForm(
                                        variant.text(),
                                        variant.altTexts() == null
                                                ? null
                                                : List.copyOf(variant.altTexts()),
                                        variant.warning(),
                                        variant.visibility(),
                                        variant.language())));
        return new PostForm(
                draft.text(),
                List.copyOf(draft.altTexts()),
                List.copyOf(draft.media()),
                variants,
                List.copyOf(draft.feeds()),
                draft.due() == null ? null : draft.due().toString(),
                draft.zone(),
                draft.notAfter() == null ? null : draft.notAfter().toString(),
                List.copyOf(draft.labels()),
                null,
                draft.warning(),
                draft.visibility(),
                draft.language());
    }

    /**
     * What the author wants, in itself sound.
     *
     * @param window how late it may go out if the form does not say
     * @throws Problem 422, naming the field, if it is not; 404 for what cannot be the id of a feed
     */
    Draft draft(Duration window, Duration shortest, Duration longest) {
        var feedIds = distinct("feeds", feeds, MOST_FEEDS);
        feedIds.forEach(feed -> {
            if (!Ids.isId(feed)) {
                throw Problem.notFound("feed", feed);
            }
        });
        var when = due == null ? null : Moments.parse("due", due);
        return new Draft(
                text("text", text, LONGEST_TEXT),
                texts("altTexts", altTexts),
                distinct("media", media, MOST_MEDIA),
                variants(feedIds),
                feedIds,
                when,
                zone == null ? null : Moments.zone(zone),
                notAfter(when, notAfter, window, shortest, longest),
                distinct("labels", labels, MOST_LABELS),
                orNull(warning("warning", warning)),
                orNull(visibility("visibility", visibility)),
                orNull(language("language", language)));
    }

    /**
     * When it is too late for a post due at this time.
     *
     * @throws Problem 422 if that is too soon or too far after due
     */
    static @Nullable Instant notAfter(
            @Nullable Instant due,
            @Nullable String asked,
            Duration window,
            Duration shortest,
            Duration longest) {
        if (due == null) {
            return null;
        }
        if (asked == null) {
            return due.plus(window);
        }
        var notAfter = Moments.parse("notAfter", asked);
        if (notAfter.isBefore(due.plus(shortest)) || notAfter.isAfter(due.plus(longest))) {
            throw Problem.unprocessable(
                            "not-after-out-of-range",
                            "The time window is too short or too long",
                            "notAfter must be from "
                                    + shortest.toMinutes()
                                    + " minutes to "
                                    + longest.toHours()
                                    + " hours after due")
                    .with("earliest", due.plus(shortest))
                    .with("latest", due.plus(longest));
        }
        return notAfter;
    }

    private Map<String, Variant> variants(List<String> feedIds) {
        var sound = new LinkedHashMap<String, Variant>();
        if (variants == null) {
            return sound;
        }
        variants.forEach((feed, variant) -> {
            if (!feedIds.contains(feed)) {
                throw invalid(
                        "variants",
                        "There is a variant for " + feed + ", to which the post does not go");
            }
            if (variant != null && !variant.saysNothing()) {
                sound.put(
                        feed,
                        new Variant(
                                variant.text() == null
                                        ? null
                                        : text("variants", variant.text(), LONGEST_TEXT),
                                variant.altTexts() == null
                                        ? null
                                        : texts("variants", variant.altTexts()),
                                warning("variants", variant.warning()),
                                visibility("variants", variant.visibility()),
                                language("variants", variant.language())));
            }
        });
        return sound;
    }

    private static List<String> distinct(
            String field, @Nullable List<@Nullable String> values, int most) {
        if (values == null) {
            return List.of();
        }
        var distinct =
                values.stream()
                        .map(value -> text(field, value, LONGEST_LABEL).strip())
                        .distinct()
                        .toList();
        if (distinct.size() > most) {
            throw invalid(field, "At most " + most + " are possible");
        }
        if (distinct.contains("")) {
            throw invalid(field, "One of them is empty");
        }
        return distinct;
    }

    private static List<String> texts(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST_MEDIA) {
            throw invalid(field, "At most " + MOST_MEDIA + " are possible");
        }
        return values.stream().map(value -> text(field, value, LONGEST_ALT_TEXT)).toList();
    }

    private static @Nullable String warning(String field, @Nullable String value) {
        return value == null ? null : text(field, value, LONGEST_WARNING).strip();
    }

    private static @Nullable String visibility(String field, @Nullable String value) {
        if (value == null || value.isBlank() || VISIBILITIES.contains(value)) {
            return value;
        }
        throw invalid(field, value + " is not one of " + VISIBILITIES);
    }

    private static @Nullable String language(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return value;
        }
        try {
            return new Locale.Builder().setLanguageTag(value.strip()).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw invalid(field, value + " is not a language tag such as zh-Hans");
        }
    }

    private static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** A text with one kind of line end, that every platform can be given. */
    private static String text(String field, @Nullable String value, int longest) {
        var text = Objects.requireNonNullElse(value, "").replace("\r\n", "\n").replace('\r', '\n');
        if (text.length() > longest) {
            throw invalid(
                    field,
                    "It has " + text.length() + " characters; at most " + longest + " are kept");
        }
        boolean sound =
                text.codePoints()
                        .noneMatch(c ->
                                (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                                        || (Character.isISOControl(c) && c != '\n' && c != '\t'));
        if (!sound) {
            throw invalid(field, "It contains control characters or half characters");
        }
        return text;
    }

    private static Problem invalid(String field, String detail) {
        return Problem.unprocessable(
                        "invalid", "Something in the request is not valid", field + ": " + detail)
                .with("errors", List.of(Map.of("field", field, "detail", detail)));
    }
}
