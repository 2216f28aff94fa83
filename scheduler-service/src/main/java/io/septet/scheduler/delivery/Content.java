package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what is sent to one feed, as approved. Its digest is taken over these members, so a new
 * one needs a new recipe in {@link io.septet.kit.content.ContentHash}.
 *
 * @param text after the feed's variant was applied
 * @param media in the order shown
 * @param language BCP 47; null = the account's default
 * @param visibility the platform's word; null = public
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Content(
        String text, List<Picture> media, @Nullable String language, @Nullable String visibility) {

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
