package io.septet.accounts.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is sent, as approved.
 *
 * @param text plain text; empty only with media
 * @param media in the order shown
 * @param language BCP 47; null = the account's default
 * @param visibility the platform's word; null = public
 */
public record Content(
        String text,
        List<MediaItem> media,
        @Nullable String language,
        @Nullable String visibility) {

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
