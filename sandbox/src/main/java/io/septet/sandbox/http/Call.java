package io.septet.sandbox.http;

import com.github.tomakehurst.wiremock.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request as a handler sees it; bodies are read when asked for, and once. */
public final class Call {
    private final Request request;
    private final String path;
    private final String rawQuery;
    private final Map<String, List<String>> query;
    private Map<String, String> variables = Map.of();
    private @Nullable Map<String, List<String>> form;
    private @Nullable List<Part> parts;
    private @Nullable ObjectNode json;

    /** One part of a multipart body; {@code file} is null for a plain field. */
    public record Part(String name, @Nullable String file, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    Call(Request request) {
        this.request = request;
        String url = request.getUrl();
        int mark = url.indexOf('?');
        this.path = decode(mark < 0 ? url : url.substring(0, mark), true);
        this.rawQuery = mark < 0 ? "" : url.substring(mark + 1);
        this.query = pairs(rawQuery);
    }

    Call with(Map<String, String> found) {
        variables = found;
        return this;
    }

    public String method() {
        return request.getMethod().getName();
    }

    public String path() {
        return path;
    }

    /** A variable of the route's path. */
    public String path(String name) {
        return variables.getOrDefault(name, "");
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /** All after the question mark, as it was sent; may be empty. */
    public String query() {
        return rawQuery;
    }

    public @Nullable String query(String name) {
        var all = query.get(name);
        return all == null ? null : all.getLast();
    }

    public String query(String name, String otherwise) {
        var value = query(name);
        return value == null ? otherwise : value;
    }

    /** All values of a parameter, also under the name {@code name[]}. */
    public List<String> queries(String name) {
        var all = new ArrayList<>(query.getOrDefault(name, List.of()));
        all.addAll(query.getOrDefault(name + "[]", List.of()));
        return all;
    }

    /** The token of {@code Authorization: Bearer}, or null. */
    public @Nullable String bearer() {
        String value = header("Authorization");
        return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).strip()
                : null;
    }

    /** User name and password of {@code Authorization: Basic}, or null. */
    public @Nullable List<String> basic() {
        String value = header("Authorization");
        if (value == null || !value.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(value.substring(6).strip()),
                            StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? null
                    : List.of(
                            decode(pair.substring(0, colon), false),
                            decode(pair.substring(colon + 1), false));
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    public byte[] body() {
        byte[] body = request.getBody();
        return body == null ? new byte[0] : body;
    }

    public boolean isMultipart() {
        return type().startsWith("multipart/");
    }

    public boolean isForm() {
        return type().startsWith("application/x-www-form-urlencoded");
    }

    private String type() {
        String type = header("Content-Type");
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    /** The JSON object of the body, or null if the body is no JSON object. */
    public @Nullable ObjectNode json() {
        if (json == null) {
            json = Json.object(body());
        }
        return json;
    }

    public List<Part> parts() {
        var known = parts;
        if (known == null) {
            known = isMultipart() ? read() : List.of();
            parts = known;
        }
        return known;
    }

    private List<Part> read() {
        var found = new ArrayList<Part>();
        for (Request.Part part : request.getParts()) {
            found.add(new Part(part.getName(), part.getFileName(), part.getBody().asBytes()));
        }
        return found;
    }

    /** The part of that name that carries bytes, or null. */
    public @Nullable Part file(String name) {
        return parts().stream().filter(part -> part.name().equals(name)).findFirst().orElse(null);
    }

    /**
     * A field wherever a lenient platform takes it from: JSON, form, multipart or the address.
     * Objects and arrays come as JSON text.
     */
    public @Nullable String field(String name) {
        var values = fields(name);
        return values.isEmpty() ? null : values.getLast();
    }

    /** All values of a field, also of {@code name[]} in forms and of an array in JSON. */
    public List<String> fields(String name) {
        var found = new ArrayList<String>();
        if (isMultipart()) {
            for (Part part : parts()) {
                if (part.file() == null && isNamed(part.name(), name)) {
                    found.add(part.text());
                }
            }
        } else if (isForm()) {
            var known = form;
            if (known == null) {
                known = pairs(new String(body(), StandardCharsets.UTF_8));
                form = known;
            }
            known.forEach((key, values) -> {
                if (isNamed(key, name)) {
                    found.addAll(values);
                }
            });
        } else if (json() instanceof ObjectNode object) {
            JsonNode node = object.path(name);
            if (node.isArray()) {
                node.forEach(item -> found.add(text(item)));
            } else if (!node.isMissingNode() && !node.isNull()) {
                found.add(text(node));
            }
        }
        if (found.isEmpty()) {
            found.addAll(queries(name));
        }
        return found;
    }

    private static boolean isNamed(String key, String name) {
        return key.equals(name) || (key.startsWith(name + "[") && key.endsWith("]"));
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asString() : node.toString();
    }

    private static Map<String, List<String>> pairs(String encoded) {
        var pairs = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.computeIfAbsent(decode(name, false), key -> new ArrayList<>())
                        .add(decode(value, false));
            }
        }
        return pairs;
    }

    private static String decode(String text, boolean inPath) {
        try {
            return URLDecoder.decode(
                    inPath ? text.replace("+", "%2B") : text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
