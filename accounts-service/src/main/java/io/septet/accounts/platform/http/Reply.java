package io.septet.accounts.platform.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
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

        /** In a sentence for people, where nobody knows what the answer means. */
        public String seen() {
            return Words.answered(status, json());
        }
    }

    /**
     * No connection came about, so the request has certainly not arrived.
     *
     * @param reason in a sentence for people
     */
    record NeverSent(String reason) implements Reply {}

    /**
     * The connection failed after the request had begun: it may have arrived.
     *
     * @param reason in a sentence for people
     */
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
                    ? new NeverSent(Words.unreached(cause.getCause()))
                    : new Lost(Words.lost(cause));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Reply.class).error("A call failed by a fault of our own", e);
            // Perhaps after the request had left.
            return new Lost("Our own fault while calling the server");
        }
    }

    /** A text cut to what fits into a reason. */
    static String shortened(String text) {
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS) + "...";
    }
}
