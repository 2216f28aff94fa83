package io.septet.accounts.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What one call to a platform has led to. */
public sealed interface Reply {
    /** The longest part of a platform's own words that we repeat, in characters. */
    int LONGEST_WORDS = 300;

    /** The platform, or something before it, answered with a whole response. */
    record Answered(int status, HttpHeaders headers, byte[] body) implements Reply {
        /** Whether the status says that it worked. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** The body as JSON object or array; empty if it is anything else. */
        public Optional<JsonNode> json() {
            try {
                return Optional.of(Outbound.JSON.readTree(body))
                        .filter(node -> node.isObject() || node.isArray());
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }

        /** The body as a wire record; empty if it is not one. */
        public <T> Optional<T> as(Class<T> type) {
            try {
                return json().map(node -> Outbound.JSON.treeToValue(node, type));
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }

        /** Status and the beginning of the body, as evidence. */
        public String seen() {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            return "HTTP " + status + (text.isEmpty() ? "" : " " + shortened(text));
        }
    }

    /** No connection came about, so the request has certainly not arrived. */
    record NeverSent(String reason) implements Reply {}

    /** The connection failed after the request had begun: it may have arrived. */
    record Lost(String reason) implements Reply {}

    /** Makes a call, turning every way to fail into a reply. */
    static Reply of(Supplier<ResponseEntity<byte[]>> call) {
        try {
            var response = call.get();
            var body = response.getBody();
            return new Answered(
                    response.getStatusCode().value(),
                    response.getHeaders(),
                    body == null ? new byte[0] : body);
        } catch (ResourceAccessException e) {
            var cause = e.getCause();
            return cause instanceof NeverSentException
                    ? new NeverSent(shortened(String.valueOf(cause.getMessage())))
                    : new Lost(shortened(cause == null ? "no answer" : words(cause)));
        } catch (RuntimeException e) {
            // A fault of ours, perhaps after the request had left.
            return new Lost(shortened(words(e)));
        }
    }

    private static String words(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** A text cut to what fits into a reason. */
    static String shortened(String text) {
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS) + "...";
    }
}
