package io.septet.accounts.platform.bluesky;

import com.twitter.twittertext.Extractor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Counts text as Bluesky does, and finds what it would show as links, mentions and hashtags: the
 * server marks up nothing by itself.
 */
final class BlueskyText {
    private static final int LONGEST_TAG = 64;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    /** A domain name after {@code @}, not in the middle of an address. */
    private static final Pattern MENTION =
            Pattern.compile(
                    "(?<![A-Za-z0-9._/@=&-])@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                            + "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?![A-Za-z0-9@-])");

    private static final Pattern TAG =
            Pattern.compile(
                    "(?<![\\p{L}\\p{M}\\p{N}_&/#＃])[#＃]([\\p{L}\\p{M}\\p{N}_]+(?:-[\\p{L}\\p{M}\\p{N}_]+)*)");

    private static final Pattern DIGITS = Pattern.compile("[\\p{N}-]+");

    private BlueskyText() {}

    /** What a part of the text is. */
    enum Kind {
        LINK,
        MENTION,
        TAG
    }

    /**
     * A part of the text.
     *
     * @param start in UTF-16 units
     * @param end likewise, exclusive
     * @param value the whole address, the handle without {@code @}, or the tag without {@code #}
     */
    record Part(Kind kind, int start, int end, String value) {}

    /** Grapheme clusters (Unicode UAX #29). */
    static int graphemes(String text) {
        return Math.toIntExact(GRAPHEME.matcher(text).results().count());
    }

    /** Bytes of UTF-8. */
    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Links, mentions and hashtags in the order of the text; they never overlap. */
    static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        for (var link : new Extractor().extractURLsWithIndices(text)) {
            var address = link.getValue();
            add(
                    parts,
                    new Part(
                            Kind.LINK,
                            link.getStart(),
                            link.getEnd(),
                            address.regionMatches(true, 0, "http", 0, 4) && address.contains("://")
                                    ? address
                                    : "https://" + address));
        }
        MENTION.matcher(text)
                .results()
                .forEach(found ->
                        add(
                                parts,
                                new Part(
                                        Kind.MENTION, found.start(), found.end(), found.group(1))));
        TAG.matcher(text)
                .results()
                .filter(found -> !DIGITS.matcher(found.group(1)).matches())
                .filter(found -> graphemes(found.group(1)) <= LONGEST_TAG)
                .forEach(found ->
                        add(parts, new Part(Kind.TAG, found.start(), found.end(), found.group(1))));
        parts.sort(Comparator.comparingInt(Part::start));
        return parts;
    }

    private static void add(List<Part> parts, Part part) {
        if (parts.stream()
                .noneMatch(other -> part.start() < other.end() && other.start() < part.end())) {
            parts.add(part);
        }
    }
}
