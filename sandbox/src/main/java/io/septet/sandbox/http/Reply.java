package io.septet.sandbox.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over the wire.
 *
 * @param status the HTTP status
 * @param headers by name, in the order in which they are sent
 * @param body may be empty
 * @param delay how long the answer is held back after the work was done
 * @param cut whether the connection is reset in place of the answer
 */
public record Reply(
        int status, Map<String, String> headers, byte[] body, Duration delay, boolean cut) {

    /** JSON with any value that {@link Json} can write. */
    public static Reply json(int status, Object value) {
        return bytes(status, "application/json; charset=utf-8", Json.bytes(value));
    }

    public static Reply html(int status, String page) {
        return bytes(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply bytes(int status, String type, byte[] body) {
        return new Reply(status, Map.of("Content-Type", type), body, Duration.ZERO, false);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], Duration.ZERO, false);
    }

    public static Reply redirect(URI to) {
        return empty(302).with("Location", to.toString());
    }

    /** A problem detail of the sandbox's own control, never of a platform. */
    public static Reply problem(int status, String slug, String title, String detail) {
        return json(
                        status,
                        Json.of(
                                "type",
                                "/problems/" + slug,
                                "title",
                                title,
                                "status",
                                status,
                                "detail",
                                detail))
                .with("Content-Type", "application/problem+json");
    }

    public Reply with(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, all, body, delay, cut);
    }

    /** The same answer with these headers added; headers it already has stay. */
    public Reply withAll(Map<String, String> more) {
        var all = new LinkedHashMap<>(more);
        all.putAll(headers);
        return new Reply(status, all, body, delay, cut);
    }

    public Reply after(Duration wait) {
        return new Reply(status, headers, body, delay.plus(wait), cut);
    }

    public Reply thenCut() {
        return new Reply(status, headers, body, delay, true);
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
