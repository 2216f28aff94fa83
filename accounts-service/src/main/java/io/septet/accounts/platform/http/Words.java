package io.septet.accounts.platform.http;

import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in a sentence for people what became of a call. What a program would say of it is in the log
 * ({@link WholeCall}). Clients know these sentences and may say them in another language.
 */
final class Words {
    private Words() {}

    /** Why no connection came about. */
    static String unreached(@Nullable Throwable cause) {
        if (cause instanceof UnknownHostException unknown) {
            var told = String.valueOf(unknown.getMessage());
            return told.endsWith(Addresses.NOT_PUBLIC)
                    ? told
                    : "The server's name could not be found";
        }
        return cause instanceof SSLException
                ? "No encrypted connection to the server could be made"
                : "The server could not be reached";
    }

    /** How a call broke off that may have arrived. */
    static String lost(@Nullable Throwable cause) {
        if (cause instanceof WholeCall.TooLongException) {
            return "The server's answer did not end";
        }
        return cause instanceof InterruptedIOException
                        || cause instanceof WholeCall.TooLateException
                ? "No whole answer came in time"
                : "The connection broke before the whole answer was there";
    }

    /**
     * What an answer says whose meaning nobody knows.
     *
     * @param json its body, if it is any
     */
    static String answered(int status, Optional<JsonNode> json) {
        var what =
                status >= 500
                        ? "The server answered with a fault of its own"
                        : status == 429
                                ? "The server asks for fewer calls"
                                : status >= 400
                                        ? "The server did not accept it"
                                        : status >= 300
                                                ? "The server points elsewhere"
                                                : "The server's answer cannot be read";
        return what
                + " ("
                + status
                + ")"
                + json.flatMap(Words::told).map(words -> ": " + Reply.shortened(words)).orElse("");
    }

    /** What a platform says in its error, the words for people first. */
    private static Optional<String> told(JsonNode body) {
        var error = body.path("error");
        return Stream.of(
                        error.path("error_user_msg"),
                        error.path("message"),
                        body.path("errors").path(0).path("message"),
                        body.path("detail"),
                        body.path("message"),
                        body.path("error_description"),
                        error,
                        body.path("title"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .map(String::strip)
                .filter(words -> !words.isEmpty())
                .findFirst();
    }
}
