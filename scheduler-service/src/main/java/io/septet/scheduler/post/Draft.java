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
 * @param warning what readers see first, on platforms that have such a thing
 * @param visibility {@code public}, {@code unlisted} or {@code private}, likewise; null = public
 * @param language BCP 47, likewise; null = the account's default
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
        List<String> labels,
        @Nullable String warning,
        @Nullable String visibility,
        @Nullable String language) {

    /** What a post can have beside its content, on platforms that have it. */
    static final List<String> SETTINGS = List.of("warning", "visibility", "language");

    /** The same at another time. */
    Draft at(Instant due, @Nullable String zone, Instant notAfter) {
        return new Draft(
                text,
                altTexts,
                media,
                variants,
                feeds,
                due,
                zone,
                notAfter,
                labels,
                warning,
                visibility,
                language);
    }

    /**
     * A setting of the post as it is for a feed; null if it has none.
     *
     * @param setting {@code warning}, {@code visibility} or {@code language}
     */
    @Nullable String settingFor(String feed, String setting) {
        var own = ownSetting(feed, setting);
        var value = own == null ? common(setting) : own;
        return value == null || value.isBlank() ? null : value;
    }

    /** What its variant says of a setting; null if nothing, blank if it is to have none. */
    @Nullable String ownSetting(String feed, String setting) {
        var variant = variants.get(feed);
        return variant == null
                ? null
                : switch (setting) {
                    case "warning" -> variant.warning();
                    case "visibility" -> variant.visibility();
                    case "language" -> variant.language();
                    default -> throw new IllegalArgumentException(setting);
                };
    }

    private @Nullable String common(String setting) {
        return switch (setting) {
            case "warning" -> warning;
            case "visibility" -> visibility;
            case "language" -> language;
            default -> throw new IllegalArgumentException(setting);
        };
    }

    /** Whether anything is set, for all feeds or for one. */
    boolean hasSettings() {
        return SETTINGS.stream()
                .anyMatch(setting ->
                        common(setting) != null
                                || variants.keySet().stream()
                                        .anyMatch(feed -> ownSetting(feed, setting) != null));
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
