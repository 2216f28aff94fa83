package io.septet.sandbox.telegram;

import io.septet.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text and the formatting of a message in Telegram's HTML.
 *
 * @param text without markup
 * @param entities with offsets in UTF-16 units of the text
 */
record TelegramHtml(String text, List<Map<String, @Nullable Object>> entities) {
    private static final Pattern TAG =
            Pattern.compile("<(/?)([A-Za-z][A-Za-z-]*)((?:\\s+[^<>]*)?)>");
    private static final Pattern LINK =
            Pattern.compile("href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("b", "bold"),
                    Map.entry("strong", "bold"),
                    Map.entry("i", "italic"),
                    Map.entry("em", "italic"),
                    Map.entry("u", "underline"),
                    Map.entry("ins", "underline"),
                    Map.entry("s", "strikethrough"),
                    Map.entry("strike", "strikethrough"),
                    Map.entry("del", "strikethrough"),
                    Map.entry("tg-spoiler", "spoiler"),
                    Map.entry("a", "text_link"),
                    Map.entry("code", "code"),
                    Map.entry("pre", "pre"),
                    Map.entry("blockquote", "blockquote"));

    private record Open(String tag, int offset, String attributes) {}

    /** What is wrong with a markup, in Telegram's words. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Text that is no markup. */
    static TelegramHtml plain(String text) {
        return new TelegramHtml(text, List.of());
    }

    static TelegramHtml parse(String html) throws Malformed {
        var text = new StringBuilder();
        var entities = new ArrayList<Map<String, @Nullable Object>>();
        Deque<Open> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(html);
        int at = 0;
        while (at < html.length()) {
            char letter = html.charAt(at);
            if (letter == '<') {
                if (!tag.find(at) || tag.start() != at) {
                    throw new Malformed("Unclosed start tag at byte offset " + bytes(html, at));
                }
                String name = tag.group(2).toLowerCase(Locale.ROOT);
                if (tag.group(1).isEmpty()) {
                    if (!TYPES.containsKey(name)) {
                        throw new Malformed(
                                "Unsupported start tag \""
                                        + name
                                        + "\" at byte offset "
                                        + bytes(html, at));
                    }
                    open.push(new Open(name, text.length(), tag.group(3)));
                } else {
                    entities.add(close(open, name, text.length(), bytes(html, at)));
                }
                at = tag.end();
            } else if (letter == '&') {
                at = reference(html, at, text);
            } else {
                text.append(letter);
                at++;
            }
        }
        if (!open.isEmpty()) {
            throw new Malformed(
                    "Can't find end tag corresponding to start tag \"" + open.peek().tag() + "\"");
        }
        return new TelegramHtml(text.toString().strip(), entities);
    }

    private static Map<String, @Nullable Object> close(
            Deque<Open> open, String name, int end, int offset) throws Malformed {
        Open last = open.poll();
        if (last == null || !last.tag().equals(name)) {
            throw new Malformed(
                    "Unmatched end tag at byte offset "
                            + offset
                            + (last == null
                                    ? ""
                                    : ", expected \"</"
                                            + last.tag()
                                            + ">\", found \"</"
                                            + name
                                            + ">\""));
        }
        var entity =
                Json.of(
                        "type",
                        TYPES.get(name),
                        "offset",
                        last.offset(),
                        "length",
                        end - last.offset());
        Matcher link = LINK.matcher(last.attributes());
        if (name.equals("a") && link.find()) {
            for (int i = 1; i <= 3; i++) {
                if (link.group(i) != null) {
                    entity.put("url", link.group(i).replace("&amp;", "&"));
                }
            }
        }
        return entity;
    }

    /** Adds what a character reference means; one that is none stays as it is. */
    private static int reference(String html, int at, StringBuilder text) {
        int end = html.indexOf(';', at);
        String name = end < 0 ? "" : html.substring(at + 1, end);
        String meant =
                switch (name) {
                    case "lt" -> "<";
                    case "gt" -> ">";
                    case "amp" -> "&";
                    case "quot" -> "\"";
                    default ->
                            name.matches("#[0-9]{1,6}")
                                    ? Character.toString(Integer.parseInt(name.substring(1)))
                                    : null;
                };
        text.append(meant == null ? "&" : meant);
        return meant == null ? at + 1 : end + 1;
    }

    private static int bytes(String html, int at) {
        return html.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }
}
