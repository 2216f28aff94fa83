package io.septet.sandbox.x;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import io.septet.sandbox.engagement.Dice;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Post;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text as X gives it back: links shortened, a link to the pictures at its end, three characters
 * escaped.
 *
 * @param urls the entries of {@code entities.urls}
 */
record XText(String text, List<Map<String, @Nullable Object>> urls) {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** Whether X takes a text of this length: 280 weighted, no forbidden characters. */
    static boolean fits(String text) {
        return TwitterTextParser.parseTweet(text).isValid;
    }

    static XText of(Post post, String permalink) {
        String text = post.text();
        var shown = new StringBuilder();
        var urls = new ArrayList<Map<String, @Nullable Object>>();
        int from = 0;
        for (var link : new Extractor().extractURLsWithIndices(text)) {
            shown.append(escaped(text.substring(from, link.getStart())));
            String found = link.getValue();
            String whole = found.contains("://") ? found : "http://" + found;
            urls.add(shortened(shown, post.id() + urls.size(), whole, whole));
            from = link.getEnd();
        }
        shown.append(escaped(text.substring(from)));
        if (!post.media().isEmpty()) {
            if (!shown.isEmpty()) {
                shown.append(' ');
            }
            var last = shortened(shown, post.id() + "media", permalink + "/photo/1", "pic.x.com");
            last.put("media_key", "3_" + post.media().getFirst().id());
            urls.add(last);
        }
        return new XText(shown.toString(), urls);
    }

    private static Map<String, @Nullable Object> shortened(
            StringBuilder shown, String name, String expanded, String display) {
        String url = "https://t.co/" + letters(name);
        int start = shown.length();
        shown.append(url);
        return new LinkedHashMap<>(
                Json.of(
                        "start",
                        start,
                        "end",
                        shown.length(),
                        "url",
                        url,
                        "expanded_url",
                        expanded,
                        "display_url",
                        display.replaceFirst("^https?://", "")));
    }

    private static String letters(String name) {
        var dice = new Dice(0, name);
        var letters = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            letters.append(LETTERS.charAt((int) (dice.next() * LETTERS.length())));
        }
        return letters.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
