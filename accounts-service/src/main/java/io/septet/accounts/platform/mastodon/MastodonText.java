package io.septet.accounts.platform.mastodon;

import com.twitter.twittertext.Extractor;
import java.util.regex.Pattern;

/**
 * Counts text as Mastodon does: grapheme clusters (Unicode UAX #29); every link as a fixed length;
 * of {@code @user@domain} only {@code @user}.
 *
 * <p>Unverified: that Mastodon finds links exactly as twitter-text does when it wants a protocol.
 */
final class MastodonText {
    private static final Pattern MENTION =
            Pattern.compile(
                    "(?<![=/\\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\\w.-]+\\w(?::\\d+)?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private MastodonText() {}

    /**
     * @param link what every link counts as
     */
    static int length(String text, int link) {
        var extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        var counted = new StringBuilder();
        int from = 0;
        for (var found : extractor.extractURLsWithIndices(text)) {
            counted.append(text, from, found.getStart()).repeat('x', link);
            from = found.getEnd();
        }
        counted.append(text, from, text.length());
        var shortened = MENTION.matcher(counted).replaceAll("@$1");
        return Math.toIntExact(GRAPHEME.matcher(shortened).results().count());
    }
}
