package io.septet.sandbox.linkedin;

import java.util.regex.Pattern;

/**
 * What readers see of a commentary: backslashes taken away, mentions by their names. An unescaped
 * reserved character that starts neither a hashtag nor a mention silently cuts the text off, as has
 * been seen on LinkedIn.
 */
final class LittleText {
    private static final String RESERVED = "|{}@[]()<>#\\*_~";
    private static final Pattern MENTION =
            Pattern.compile(
                    "@\\[(?<name>(?:[^\\[\\]\\\\]|\\\\.)+)\\]\\(urn:li:(?:organization|person):[A-Za-z0-9_-]+\\)");
    private static final Pattern TEMPLATE =
            Pattern.compile("\\{hashtag\\|\\\\#\\|(?<word>[^|{}]+)\\}");
    private static final Pattern HASHTAG = Pattern.compile("#[\\p{L}\\p{M}\\p{N}]+");

    private LittleText() {}

    static String shown(String commentary) {
        var shown = new StringBuilder();
        int at = 0;
        while (at < commentary.length()) {
            char next = commentary.charAt(at);
            if (next == '\\' && at + 1 < commentary.length()) {
                shown.append(commentary.charAt(at + 1));
                at += 2;
            } else if (RESERVED.indexOf(next) < 0) {
                shown.append(next);
                at++;
            } else {
                int end = special(commentary, at, shown);
                if (end == at) {
                    break;
                }
                at = end;
            }
        }
        return shown.toString();
    }

    /** Where a mention or hashtag ends that starts here; the same place if none does. */
    private static int special(String commentary, int at, StringBuilder shown) {
        var mention = MENTION.matcher(commentary).region(at, commentary.length());
        if (mention.lookingAt()) {
            shown.append(shown(mention.group("name")));
            return mention.end();
        }
        var template = TEMPLATE.matcher(commentary).region(at, commentary.length());
        if (template.lookingAt()) {
            shown.append('#').append(template.group("word"));
            return template.end();
        }
        var hashtag = HASHTAG.matcher(commentary).region(at, commentary.length());
        if (hashtag.lookingAt()) {
            shown.append(hashtag.group());
            return hashtag.end();
        }
        return at;
    }
}
