package io.septet.kit.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The digest of everything that is sent to one feed: text, renditions in order, descriptions,
 * language, visibility and the feed itself, but not the time. SHA-256 over canonical JSON (RFC
 * 8785: members sorted by UTF-16 code units, no white space; members that are null are left out),
 * written {@code 1:<hex>} so that the recipe can change.
 */
public final class ContentHash {
    private static final String RECIPE = "1:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ContentHash() {}

    /**
     * The digest of a content for a feed.
     *
     * @param content a record whose JSON has only objects, arrays, strings, booleans and whole
     *     numbers
     */
    public static String of(String feed, Object content) {
        JsonNode tree = JSON.valueToTree(content);
        var text = new StringBuilder("{\"content\":");
        canonical(tree, text);
        text.append(",\"feed\":");
        quote(feed, text);
        text.append('}');
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return RECIPE + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String canonical(JsonNode node) {
        var text = new StringBuilder();
        canonical(node, text);
        return text.toString();
    }

    private static void canonical(JsonNode node, StringBuilder to) {
        if (node.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            node.properties()
                    .forEach(member -> {
                        if (!member.getValue().isNull()) {
                            members.put(member.getKey(), member.getValue());
                        }
                    });
            to.append('{');
            var comma = "";
            for (var member : members.entrySet()) {
                to.append(comma);
                quote(member.getKey(), to);
                to.append(':');
                canonical(member.getValue(), to);
                comma = ",";
            }
            to.append('}');
        } else if (node.isArray()) {
            to.append('[');
            for (int i = 0; i < node.size(); i++) {
                to.append(i == 0 ? "" : ",");
                canonical(node.get(i), to);
            }
            to.append(']');
        } else if (node.isString()) {
            quote(node.stringValue(), to);
        } else if (node.isIntegralNumber() || node.isBoolean() || node.isNull()) {
            to.append(node);
        } else {
            throw new IllegalArgumentException(
                    "Content has a value that the digest does not cover: " + node);
        }
    }

    private static void quote(String value, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\b' -> to.append("\\b");
                case '\f' -> to.append("\\f");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < 0x20) {
                        to.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
