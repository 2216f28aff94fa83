package io.septet.accounts.platform.mastodon;

import com.twitter.twittertext.Extractor;
import io.septet.accounts.platform.Content;
import java.util.regex.Pattern;

/**
 * Counts text as Mastodon does: grapheme clusters (Unicode UAX #29); every link as a fixed length;
 * of {@code @user@domain} only {@code @user}.
 *
 * <p>Mastodon finds links as twitter-text does when it wants a protocol, with rules of its own for
 * what follows the host: a path takes letters of any script, and most marks.
 */
final class MastodonText {
    private static final Pattern MENTION =
            Pattern.compile(
                    "(?<![=/\\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\\w.-]+\\w(?::\\d+)?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final String IN_PATH = "[^\\p{IsWhite_Space}<>()?]";
    private static final String ENDS_PATH = "[^\\p{IsWhite_Space}()?!*\"'「」<>;:=,.$%\\[\\]~&|@]";
    private static final String IN_BRACKETS =
            "\\((?:" + IN_PATH + "+|" + IN_PATH + "*\\(" + IN_PATH + "+\\)" + IN_PATH + "*)\\)";
    private static final String LETTERS =
            "\\x{A0}-\\x{D7FF}\\x{E000}-\\x{FFEF}\\x{10000}-\\x{10FFFD}";

    /** What belongs to a link after its host. */
    private static final Pattern AFTER_HOST =
            Pattern.compile(
                    "(?::[0-9]+)?"
                            + ("(?:/(?:(?:(?:" + IN_PATH + "|" + IN_BRACKETS + ")*(?:")
                            + (ENDS_PATH + "|" + IN_BRACKETS + ")")
                            + (")|(?:" + IN_PATH + "+/))?)?")
                            + ("(?:\\?[a-z0-9!?*'();:&=+$/%#\\[\\]\\-_.,~|@^" + LETTERS + "]*")
                            + ("[a-z0-9_&=#/\\-" + LETTERS + "])?"),
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern HOST =
            Pattern.compile("https?://[^/?#:\\s]+", Pattern.CASE_INSENSITIVE);

    private MastodonText() {}

    /** The server counts warning and text together, of the warning all characters. */
    static int length(Content content, int link) {
        var warning = content.warning();
        return length(content.text(), link)
                + (warning == null ? 0 : (int) GRAPHEME.matcher(warning).results().count());
    }

    /**
     * @param link what every link counts as
     */
    static int length(String text, int link) {
        var extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        var counted = new StringBuilder();
        int from = 0;
        for (var found : extractor.extractURLsWithIndices(text)) {
            if (found.getStart() >= from) {
                counted.append(text, from, found.getStart()).repeat('x', link);
                from = end(text, found.getStart(), found.getEnd());
            }
        }
        counted.append(text, from, text.length());
        var shortened = MENTION.matcher(counted).replaceAll("@$1");
        return Math.toIntExact(GRAPHEME.matcher(shortened).results().count());
    }

    private static int end(String text, int start, int end) {
        var host = HOST.matcher(text).region(start, end);
        if (!host.lookingAt()) {
            return end;
        }
        var rest = AFTER_HOST.matcher(text).region(host.end(), text.length());
        return rest.lookingAt() ? rest.end() : end;
    }
}
