package io.septet.accounts.platform.threads;

import com.twitter.twittertext.Extractor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.regex.Pattern;

/**
 * Counts text as Threads does: characters, but of an emoji the bytes of its UTF-8.
 *
 * <p>Unverified: that "characters" are code points, what exactly Threads takes for an emoji, and
 * that it finds links as twitter-text does when it wants a protocol.
 */
final class ThreadsText {
    /** The most different links in one post; since 2025-12-22. */
    static final int MOST_LINKS = 5;

    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int AS_EMOJI = 0xFE0F;
    private static final int KEYCAP = 0x20E3;

    private ThreadsText() {}

    static int length(String text) {
        return GRAPHEME.matcher(text)
                .results()
                .mapToInt(found -> {
                    var one = found.group();
                    return isEmoji(one)
                            ? one.getBytes(StandardCharsets.UTF_8).length
                            : one.codePointCount(0, one.length());
                })
                .sum();
    }

    private static boolean isEmoji(String grapheme) {
        return grapheme.codePoints()
                .anyMatch(c -> Character.isEmojiPresentation(c) || c == AS_EMOJI || c == KEYCAP);
    }

    /** How many different links a text has. */
    static int links(String text) {
        var extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        return new HashSet<>(extractor.extractURLs(text)).size();
    }
}
