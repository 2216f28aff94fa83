package io.septet.scheduler.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What pictures a feed takes, as accounts-service tells it; 0 = does not matter.
 *
 * @param types media types
 * @param bytes the largest file
 * @param maxPixels width times height
 * @param minRatio width by height of the tallest
 * @param maxRatio width by height of the widest
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageRule(
        List<String> types,
        long bytes,
        int minWidth,
        int maxWidth,
        int maxHeight,
        long maxPixels,
        double minRatio,
        double maxRatio) {

    /** Whether pictures of this shape are taken at all; no other shape is made of them. */
    public boolean takesShape(int width, int height) {
        double ratio = (double) width / height;
        return ratio >= minRatio && (maxRatio == 0 || ratio <= maxRatio);
    }

    /** By how much a picture is enlarged or made smaller to be of a size that is taken. */
    public double scale(int width, int height) {
        double scale = 1;
        if (maxWidth > 0) {
            scale = Math.min(scale, (double) maxWidth / width);
        }
        if (maxHeight > 0) {
            scale = Math.min(scale, (double) maxHeight / height);
        }
        if (maxPixels > 0) {
            scale = Math.min(scale, Math.sqrt((double) maxPixels / ((double) width * height)));
        }
        return Math.max(scale, (double) minWidth / width);
    }
}
