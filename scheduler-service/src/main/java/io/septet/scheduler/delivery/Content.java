package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what is sent to one feed, as approved. Its digest is taken over these members; one that
 * is null is left out, so that a new member leaves the digests of older contents as they are.
 *
 * @param text after the feed's variant was applied
 * @param warning what readers see before they choose to see the rest; null = none
 * @param media in the order shown
 * @param language BCP 47; null = the account's default
 * @param visibility {@code public}, {@code unlisted} or {@code private}; null = public
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Content(
        String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning,
        List<Picture> media,
        @Nullable String language,
        @Nullable String visibility) {

    /**
     * One picture as stored.
     *
     * @param sha256 of the bytes, hex
     * @param type such as {@code image/jpeg}
     * @param altText for those who cannot see it; null = none
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Picture(
            String sha256,
            String type,
            long bytes,
            int width,
            int height,
            @Nullable String altText) {}
}
