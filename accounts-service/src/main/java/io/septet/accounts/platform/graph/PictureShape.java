package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.ContentFault;
import java.util.Locale;
import java.util.Optional;

/**
 * Which shapes of pictures a platform takes.
 *
 * @param least width by height of the tallest
 * @param most width by height of the widest
 * @param words both, for people
 */
public record PictureShape(double least, double most, String words) {
    /** Fault {@code image-ratio-unsupported}, if a picture is too tall or too wide. */
    public Optional<ContentFault> fault(String platform, MediaItem picture) {
        if (picture.width() <= 0 || picture.height() <= 0) {
            return Optional.empty();
        }
        double ratio = (double) picture.width() / picture.height();
        return ratio >= least && ratio <= most
                ? Optional.empty()
                : Optional.of(
                        new ContentFault(
                                "image-ratio-unsupported",
                                String.format(
                                        Locale.ROOT,
                                        "%s takes pictures %s; this one has %d x %d pixels",
                                        platform,
                                        words,
                                        picture.width(),
                                        picture.height()),
                                null,
                                null));
    }
}
