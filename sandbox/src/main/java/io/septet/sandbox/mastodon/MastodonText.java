package io.septet.sandbox.mastodon;

import com.twitter.twittertext.Extractor;
import java.util.regex.Pattern;

/** A text as Mastodon counts and shows it. */
final class MastodonText {
    static final int LINK = 23;
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\w/])@(\\w+(?:[.-]+\\w+)*)@[\\w.-]+\\w(?::\\d+)?");
    private static final Pattern HASHTAG =
            Pattern.compile("(?<![\\w/&])#(\\w*\\p{L}\\w*)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private MastodonText() {}

    /** Grapheme clusters; every link counts 23, of {@code @user@domain} only {@code @user}. */
    static int length(String text) {
        var counted = new StringBuilder();
        int from = 0;
        for (var link : links(text)) {
            counted.append(text, from, link.getStart()).append("x".repeat(LINK));
            from = link.getEnd();
        }
        counted.append(text, from, text.length());
        String shortened = MENTION.matcher(counted).replaceAll("@$1");
        return (int) GRAPHEME.matcher(shortened).results().count();
    }

    private static Iterable<Extractor.Entity> links(String text) {
        var extractor = new Extractor();
        extractor.setExtractURLWithoutProtocol(false);
        return extractor.extractURLsWithIndices(text);
    }

    /** The HTML that Mastodon makes of plain text: paragraphs, line breaks, links, hashtags. */
    static String html(String text, String server) {
        var html = new StringBuilder("<p>");
        int from = 0;
        for (var link : links(text)) {
            html.append(plain(text.substring(from, link.getStart()), server));
            String url = escaped(link.getValue());
            html.append("<a href=\"")
                    .append(url)
                    .append("\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">")
                    .append(url)
                    .append("</a>");
            from = link.getEnd();
        }
        return html.append(plain(text.substring(from), server)).append("</p>").toString();
    }

    private static String plain(String text, String server) {
        String tagged =
                HASHTAG.matcher(escaped(text))
                        .replaceAll(
                                "<a href=\""
                                        + server
                                        + "/tags/$1\" class=\"mention hashtag\" rel=\"tag\">#<span>$1</span></a>");
        return tagged.replace("\r\n", "\n").replaceAll("\n{2,}", "</p><p>").replace("\n", "<br />");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
