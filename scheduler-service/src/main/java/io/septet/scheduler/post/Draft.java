package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the author wants: what to say, where and when.
 *
 * @param altTexts in the order of the media; may be shorter; empty = none
 * @param media ids, in the order shown
 * @param variants by feed id
 * @param due null = not decided
 * @param zone in which the author thinks of the time; for display and recurrence only
 * @param notAfter when it is too late to go out; null exactly if due is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Draft(
        String text,
        List<String> altTexts,
        List<String> media,
        Map<String, Variant> variants,
        List<String> feeds,
        @Nullable Instant due,
        @Nullable String zone,
        @Nullable Instant notAfter,
        List<String> labels) {

    /** The same at another time. */
    Draft at(Instant due, @Nullable String zone, Instant notAfter) {
        return new Draft(text, altTexts, media, variants, feeds, due, zone, notAfter, labels);
    }

    /** How late it may go out. */
    Duration lateWindow(Duration otherwise) {
        return due == null || notAfter == null ? otherwise : Duration.between(due, notAfter);
    }

    String textFor(String feed) {
        var variant = variants.get(feed);
        return variant == null ? text : Objects.requireNonNullElse(variant.text(), text);
    }

    @Nullable String altTextFor(String feed, int picture) {
        var variant = variants.get(feed);
        var texts =
                variant == null
                        ? altTexts
                        : Objects.requireNonNullElse(variant.altTexts(), altTexts);
        return picture < texts.size() && !texts.get(picture).isBlank() ? texts.get(picture) : null;
    }
}
