package io.septet.accounts.platform;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a platform allows and offers, as data for every client.
 *
 * @param id such as {@code mastodon}
 * @param name as people write it
 * @param publishClass how an unclear send can be settled, by the publishing contract: K, C, T, N or
 *     N0
 * @param text how much text a post may have
 * @param images what pictures it may have
 * @param lead how long before due the preparation begins
 * @param metrics names of the numbers the platform reports for a post
 * @param metricsBatch how many posts' numbers one call may ask for
 * @param settings which of {@code warning}, {@code visibility} and {@code language} a post has
 *     there
 */
public record Capabilities(
        String id,
        String name,
        PublishClass publishClass,
        TextRule text,
        ImageRule images,
        Lead lead,
        List<String> metrics,
        int metricsBatch,
        List<String> settings) {

    /** A platform whose posts have no settings. */
    public Capabilities(
            String id,
            String name,
            PublishClass publishClass,
            TextRule text,
            ImageRule images,
            Lead lead,
            List<String> metrics,
            int metricsBatch) {
        this(id, name, publishClass, text, images, lead, metrics, metricsBatch, List.of());
    }

    /** The same platform with the limits of one server or account, as far as they tell any. */
    public Capabilities with(TextRule text, ImageRule images) {
        return with(publishClass, text, images);
    }

    /** The same, of a server or account that settles unclear sends in its own way. */
    public Capabilities with(PublishClass publishClass, TextRule text, ImageRule images) {
        return new Capabilities(
                id,
                name,
                publishClass,
                text,
                images.size().equals(ImageSize.ANY) ? images.sized(this.images.size()) : images,
                lead,
                metrics,
                metricsBatch,
                settings);
    }

    /** By what an unclear send can be settled. */
    public enum PublishClass {
        /** The platform honours an idempotency key. */
        K,
        /** We choose the post's id. */
        C,
        /** Two steps, the first without public effect. */
        T,
        /** Nothing but reading back. */
        N,
        /** Nothing at all. */
        N0
    }

    /** How a platform counts text. */
    public enum Counting {
        /** X: weighted by script, links as a fixed length, divided by 100. */
        WEIGHTED,
        /**
         * Mastodon: what readers see as characters, links as a fixed length, mentions without their
         * server.
         */
        GRAPHEMES,
        /**
         * Bluesky: what readers see as characters, links at full length; and no more than {@link
         * #BYTES_PER_GRAPHEME} times as many bytes of UTF-8.
         */
        GRAPHEMES_AND_BYTES,
        /** LinkedIn: UTF-16 units of the text with a backslash before each reserved character. */
        ESCAPED,
        /** Threads: Unicode code points, but each emoji as many as it has bytes of UTF-8. */
        EMOJI_AS_BYTES,
        /** Telegram: UTF-16 units of the text as it is. */
        UTF16,
        /** Unicode code points. */
        CHARACTERS;

        /** How many bytes Bluesky allows for each character it allows. */
        public static final int BYTES_PER_GRAPHEME = 10;
    }

    /**
     * @param limit the most, in the unit of {@code counting}
     * @param link what a link counts as; 0 = its own length
     * @param withPictures the most in a post with pictures; null = the same
     */
    public record TextRule(int limit, Counting counting, int link, @Nullable Integer withPictures) {

        /** As much with pictures as without. */
        public TextRule(int limit, Counting counting, int link) {
            this(limit, counting, link, null);
        }

        /** The most in a post with pictures, or in one without. */
        public int most(boolean pictures) {
            return pictures && withPictures != null ? withPictures : limit;
        }
    }

    /**
     * @param most pictures in one post
     * @param types accepted media types
     * @param bytes the largest file
     * @param altText the longest description, in characters; {@link #NO_ALT_TEXT} where pictures
     *     have none: there they are left out, and no fault
     * @param size how large and of what shape they may be
     */
    public record ImageRule(int most, List<String> types, long bytes, int altText, ImageSize size) {
        /** Pictures have no descriptions there. */
        public static final int NO_ALT_TEXT = 0;

        /** Feeds stored by releases before sizes were told have none. */
        public ImageRule {
            size = Objects.requireNonNullElse(size, ImageSize.ANY);
        }

        /** Pictures of any size. */
        public ImageRule(int most, List<String> types, long bytes, int altText) {
            this(most, types, bytes, altText, ImageSize.ANY);
        }

        /** The same for pictures of these sizes. */
        ImageRule sized(ImageSize size) {
            return new ImageRule(most, types, bytes, altText, size);
        }
    }

    /**
     * How large a picture may be, upright; 0 = does not matter. Pictures are scaled to fit, but
     * nobody cuts a shape that is not taken.
     *
     * @param maxPixels width times height
     * @param minRatio width by height of the tallest
     * @param maxRatio width by height of the widest
     */
    public record ImageSize(
            int minWidth,
            int maxWidth,
            int maxHeight,
            long maxPixels,
            double minRatio,
            double maxRatio) {
        /** Any size and shape. */
        public static final ImageSize ANY = new ImageSize(0, 0, 0, 0, 0, 0);

        /** Only this many pixels. */
        public static ImageSize pixels(long most) {
            return new ImageSize(0, 0, 0, most, 0, 0);
        }
    }

    /**
     * @param text for posts without media
     * @param image for posts with pictures
     */
    public record Lead(Duration text, Duration image) {}
}
