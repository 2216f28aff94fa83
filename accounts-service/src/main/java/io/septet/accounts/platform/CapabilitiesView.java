package io.septet.accounts.platform;

import java.util.List;
import java.util.Locale;

/**
 * {@link Capabilities} as clients get them.
 *
 * @param leadSeconds how long before due the preparation begins
 */
public record CapabilitiesView(
        String id,
        String name,
        Text text,
        Images images,
        String publishClass,
        LeadSeconds leadSeconds,
        List<String> metrics,
        List<String> settings) {

    /**
     * @param counting {@code weighted}, {@code graphemes}, {@code graphemes_and_bytes}, {@code
     *     emoji_as_bytes}, {@code escaped}, {@code utf16} or {@code characters}
     * @param link what a link counts as; 0 = its own length
     * @param withPictures the limit of a post with pictures
     */
    public record Text(int limit, String counting, int link, int withPictures) {}

    /**
     * As {@link Capabilities.ImageRule} and {@link Capabilities.ImageSize}; 0 = no limit.
     *
     * @param altText 0 = pictures have no descriptions there
     */
    public record Images(
            int most,
            List<String> types,
            long bytes,
            int altText,
            int minWidth,
            int maxWidth,
            int maxHeight,
            long maxPixels,
            double minRatio,
            double maxRatio) {

        /** The view of this rule. */
        public static Images of(Capabilities.ImageRule rule) {
            var size = rule.size();
            return new Images(
                    rule.most(),
                    rule.types(),
                    rule.bytes(),
                    rule.altText(),
                    size.minWidth(),
                    size.maxWidth(),
                    size.maxHeight(),
                    size.maxPixels(),
                    size.minRatio(),
                    size.maxRatio());
        }
    }

    /** As {@link Capabilities.Lead}, in seconds. */
    public record LeadSeconds(long text, long image) {}

    /** The view of these capabilities. */
    public static CapabilitiesView of(Capabilities of) {
        return new CapabilitiesView(
                of.id(),
                of.name(),
                new Text(
                        of.text().limit(),
                        of.text().counting().name().toLowerCase(Locale.ROOT),
                        of.text().link(),
                        of.text().most(true)),
                Images.of(of.images()),
                of.publishClass().name(),
                new LeadSeconds(of.lead().text().toSeconds(), of.lead().image().toSeconds()),
                of.metrics(),
                of.settings());
    }
}
