package io.septet.accounts.platform.linkedin;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LinkedIn's "little text": characters with a meaning of their own are escaped by a backslash, or
 * the text would be cut off there. Hashtags ({@code #word}) and mentions ({@code @[Exact
 * Name](urn:li:organization:1)}) stay what they are.
 *
 * <p>Unverified: whether the backslashes count towards the limit, and in which unit. We count what
 * is sent, in UTF-16 units, which is the most it can be: what passes here cannot be too long there.
 * Also unverified: where exactly LinkedIn sees a hashtag; an escaped one is still readable.
 */
final class LittleText {
    private static final Pattern PIECE =
            Pattern.compile(
                    "@\\[(?<name>[^\\[\\]]+)\\]\\((?<urn>urn:li:(?:organization|person):[A-Za-z0-9_-]+)\\)"
                            + "|(?<=^|[\\p{Z}\\t\\n\\r(\\[\"'“‘（【「《，。、！？：；])"
                            + "(?<hashtag>#(?=[\\p{M}\\p{N}]*\\p{L})[\\p{L}\\p{M}\\p{N}]+)"
                            + "|[|{}@\\[\\]()<>#\\\\*_~]");

    /** {@code {hashtag|\\#|word}}, as LinkedIn may give a hashtag back. */
    private static final Pattern TEMPLATE = Pattern.compile("\\{hashtag\\|\\\\?#\\|([^}]*)\\}");

    private static final Pattern MENTION =
            Pattern.compile("@\\[([^\\[\\]]+)\\]\\((urn:li:[A-Za-z]+:[A-Za-z0-9_-]+)\\)");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([|{}@\\[\\]()<>#\\\\*_~])");

    private LittleText() {}

    /** A text as it is sent. */
    static String of(String text) {
        return PIECE.matcher(text).replaceAll(piece -> Matcher.quoteReplacement(piece(piece)));
    }

    /** A text as it was before it was sent. LinkedIn may have marked up hashtags on its own. */
    static String read(String little) {
        var tags = TEMPLATE.matcher(little).replaceAll("#$1");
        var names = MENTION.matcher(tags).replaceAll("@[$1]($2)");
        return ESCAPED.matcher(names).replaceAll("$1");
    }

    /** What a text counts, in UTF-16 units of what is sent. */
    static int length(String text) {
        return of(text).length();
    }

    private static String piece(MatchResult found) {
        if (found.group("urn") != null) {
            return "@[" + of(found.group("name")) + "](" + found.group("urn") + ")";
        }
        return found.group("hashtag") != null ? found.group() : "\\" + found.group();
    }
}
