package io.septet.accounts.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is sent, as approved.
 *
 * @param text plain text; empty only with media
 * @param media in the order shown
 * @param language BCP 47; null = the account's default
 * @param visibility {@code public}, {@code unlisted} or {@code private}; null = public
 * @param warning what readers see before they choose to see the rest; null = none
 */
public record Content(
        String text,
        List<MediaItem> media,
        @Nullable String language,
        @Nullable String visibility,
        @Nullable String warning) {

    /** A content of which readers are not warned. */
    public Content(
            String text,
            List<MediaItem> media,
            @Nullable String language,
            @Nullable String visibility) {
        this(text, media, language, visibility, null);
    }

    /**
     * One picture, as stored.
     *
     * @param sha256 of the bytes, hex
     * @param type such as {@code image/jpeg}
     * @param bytes its size
     * @param width in pixels
     * @param height in pixels
     * @param altText description for those who cannot see it; null = none
     */
    public record MediaItem(
            String sha256,
            String type,
            long bytes,
            int width,
            int height,
            @Nullable String altText) {}
}
