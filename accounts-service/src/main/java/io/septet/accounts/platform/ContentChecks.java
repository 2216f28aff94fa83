package io.septet.accounts.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The checks that all platforms share, once they have counted the text in their own way. */
public final class ContentChecks {
    private ContentChecks() {}

    /**
     * What is wrong with a content.
     *
     * @param length of the text, in the unit of the platform's limit
     */
    public static List<ContentFault> of(Capabilities platform, Content content, int length) {
        var faults = new ArrayList<ContentFault>();
        if (!showsSomething(content.text()) && content.media().isEmpty()) {
            faults.add(
                    new ContentFault(
                            "text-empty",
                            platform.name() + " needs a text or a picture",
                            null,
                            null));
        }
        int most = platform.text().most(!content.media().isEmpty());
        if (length > most) {
            faults.add(
                    fault(
                            "text-too-long",
                            most < platform.text().limit()
                                    ? "%s takes at most %d characters with pictures, as it counts them; this text has %d"
                                    : "%s takes at most %d characters as it counts them; this text has %d",
                            platform,
                            most,
                            length));
        }
        if (content.media().size() > platform.images().most()) {
            faults.add(
                    fault(
                            "too-many-images",
                            "%s takes at most %d pictures in a post; there are %d",
                            platform,
                            platform.images().most(),
                            content.media().size()));
        }
        content.media().forEach(picture -> faults.addAll(of(platform, picture)));
        return faults;
    }

    private static List<ContentFault> of(Capabilities platform, Content.MediaItem picture) {
        var faults = new ArrayList<ContentFault>();
        var rule = platform.images();
        if (!rule.types().contains(picture.type())) {
            faults.add(
                    new ContentFault(
                            "image-type-unsupported",
                            platform.name()
                                    + " takes "
                                    + String.join(", ", rule.types())
                                    + ", not "
                                    + picture.type(),
                            null,
                            null));
        }
        if (picture.bytes() > rule.bytes()) {
            faults.add(
                    fault(
                            "image-too-large",
                            "%s takes pictures of at most %d bytes; this one has %d",
                            platform,
                            rule.bytes(),
                            picture.bytes()));
        }
        double ratio = picture.height() < 1 ? 0 : (double) picture.width() / picture.height();
        var size = rule.size();
        if (ratio > 0
                && (ratio < size.minRatio() || (size.maxRatio() > 0 && ratio > size.maxRatio()))) {
            faults.add(
                    new ContentFault(
                            "image-ratio-unsupported",
                            String.format(
                                    Locale.ROOT,
                                    "%s takes pictures of %s to %s (width to height); this one has %d x %d pixels. "
                                            + "Cut it yourself, or leave this feed out: it is never cut for you",
                                    platform.name(),
                                    proportion(size.minRatio()),
                                    proportion(size.maxRatio()),
                                    picture.width(),
                                    picture.height()),
                            null,
                            null));
        }
        var altText = picture.altText();
        if (altText != null
                && rule.altText() != Capabilities.ImageRule.NO_ALT_TEXT
                && altText.codePointCount(0, altText.length()) > rule.altText()) {
            faults.add(
                    fault(
                            "alt-text-too-long",
                            "%s takes descriptions of at most %d characters; this one has %d",
                            platform,
                            rule.altText(),
                            altText.codePointCount(0, altText.length())));
        }
        return faults;
    }

    /** Such as {@code 4:5} or {@code 1.91:1}. */
    private static String proportion(double ratio) {
        for (int height = 1; height <= 10; height++) {
            double width = ratio * height;
            if (Math.abs(width - Math.rint(width)) < 1e-9) {
                return Math.round(width) + ":" + height;
            }
        }
        return String.format(Locale.ROOT, "%.2f:1", ratio);
    }

    private static ContentFault fault(
            String type, String words, Capabilities platform, long limit, long length) {
        return new ContentFault(
                type,
                String.format(Locale.ROOT, words, platform.name(), limit, length),
                limit,
                length);
    }

    /** Whether a reader would see anything: spaces, joiners and fillers are not seen. */
    private static boolean showsSomething(String text) {
        return text.codePoints().anyMatch(one -> !isUnseen(one));
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            // Letters and signs that Unicode has draw nothing: Braille without a dot, Hangul
            // fillers.
            default ->
                    codePoint == 0x2800
                            || codePoint == 0x115F
                            || codePoint == 0x1160
                            || codePoint == 0x3164
                            || codePoint == 0xFFA0;
        };
    }
}
