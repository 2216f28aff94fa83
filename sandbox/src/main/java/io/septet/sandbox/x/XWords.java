package io.septet.sandbox.x;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** X's error bodies. */
final class XWords implements Words {
    private static final String PROBLEMS = "https://api.twitter.com/2/problems/";

    @Override
    public Reply tooMany(Instant until) {
        return problem(429, "about:blank", "Too Many Requests", "Too Many Requests")
                .with("x-rate-limit-limit", "100")
                .with("x-rate-limit-remaining", "0")
                .with("x-rate-limit-reset", Long.toString(ceiling(until)));
    }

    @Override
    public Reply broken() {
        return problem(500, "about:blank", "Internal Server Error", "Internal Server Error");
    }

    @Override
    public Reply revoked() {
        return problem(401, "about:blank", "Unauthorized", "Unauthorized");
    }

    @Override
    public Reply duplicate() {
        return forbidden("You are not allowed to create a Tweet with duplicate content.");
    }

    static Reply forbidden(String detail) {
        return problem(403, "about:blank", "Forbidden", detail);
    }

    /** The person has not granted what this call needs. */
    static Reply scopeMissing() {
        return problem(
                403,
                PROBLEMS + "not-authorized-for-resource",
                "Authorization Error",
                "Your client app is not authorized for this resource.");
    }

    static Reply notPermitted() {
        return forbidden("You are not permitted to perform this action.");
    }

    static Reply mediaInvalid(List<String> ids) {
        return invalid("Your media IDs are invalid.", Map.of("media.media_ids", ids));
    }

    /** A request that does not fit the schema. */
    static Reply invalid(String message, Map<String, ?> parameters) {
        return invalid(Json.of("parameters", parameters, "message", message));
    }

    static Reply invalid(String message) {
        return invalid(Json.of("message", message));
    }

    private static Reply invalid(Map<String, @Nullable Object> error) {
        return Reply.json(
                        400,
                        Json.of(
                                "errors",
                                List.of(error),
                                "title",
                                "Invalid Request",
                                "detail",
                                "One or more parameters to your request was invalid.",
                                "type",
                                PROBLEMS + "invalid-request"))
                .with("Content-Type", "application/problem+json; charset=utf-8");
    }

    static Reply notFound(String kind, String parameter, String id) {
        return Reply.json(200, Json.of("errors", List.of(missing(kind, parameter, id))));
    }

    /** The entry of {@code errors[]} for something that is not there. */
    static Map<String, @Nullable Object> missing(String kind, String parameter, String id) {
        return Json.of(
                "value",
                id,
                "detail",
                "Could not find " + kind + " with " + parameter + ": [" + id + "].",
                "title",
                "Not Found Error",
                "resource_type",
                kind,
                "parameter",
                parameter,
                "resource_id",
                id,
                "type",
                PROBLEMS + "resource-not-found");
    }

    /** The entry of {@code errors[]} for a field that is not for this caller, or not any more. */
    static Map<String, @Nullable Object> fieldRefused(String id, String field) {
        return Json.of(
                "resource_id",
                id,
                "parameter",
                field,
                "resource_type",
                "tweet",
                "section",
                "data",
                "title",
                "Field Authorization Error",
                "value",
                field,
                "detail",
                "Sorry, you are not authorized to access '" + field + "' on the Tweet " + id + ".",
                "type",
                PROBLEMS + "not-authorized-for-field");
    }

    static Reply problem(int status, String type, String title, String detail) {
        return Reply.json(
                        status,
                        Json.of("title", title, "type", type, "status", status, "detail", detail))
                .with("Content-Type", "application/problem+json; charset=utf-8");
    }

    static long ceiling(Instant at) {
        return at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0);
    }
}
