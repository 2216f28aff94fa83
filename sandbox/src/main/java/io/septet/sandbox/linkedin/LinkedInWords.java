package io.septet.sandbox.linkedin;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** LinkedIn's error bodies; one of them can be worded closer to a call. */
class LinkedInWords implements Words {
    private static final int REVOKED = 65601;
    private static final int EXPIRED = 65602;
    private static final int UNKNOWN = 65600;
    private static final int ACCESS_DENIED = 100;

    /** LinkedIn does not say until when. */
    @Override
    public Reply tooMany(Instant until) {
        return error(
                429,
                "TOO_MANY_REQUESTS",
                "Resource level throttle limit for calls to this resource is reached.");
    }

    @Override
    public Reply broken() {
        return Reply.json(500, Json.of("status", 500, "message", "Internal Server Error"));
    }

    @Override
    public Reply revoked() {
        return token(
                REVOKED,
                "REVOKED_ACCESS_TOKEN",
                "The token used in the request has been revoked by the user");
    }

    static Reply tokenExpired() {
        return token(EXPIRED, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired");
    }

    static Reply tokenUnknown() {
        return token(UNKNOWN, "INVALID_ACCESS_TOKEN", "Invalid access token");
    }

    private static Reply token(int number, String code, String message) {
        return Reply.json(
                401,
                Json.of(
                        "status",
                        401,
                        "serviceErrorCode",
                        number,
                        "code",
                        code,
                        "message",
                        message));
    }

    /** Names a post that is not there, as has been seen. */
    @Override
    public Reply duplicate() {
        return duplicate("urn:li:share:7141138937766391808");
    }

    static Reply duplicate(String of) {
        return Reply.json(
                422,
                Json.of(
                        "errorDetailType",
                        "com.linkedin.common.error.BadRequest",
                        "message",
                        "com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of "
                                + of,
                        "errorDetails",
                        Json.of(
                                "inputErrors",
                                List.of(
                                        Json.of(
                                                "description",
                                                "Duplicate post is detected",
                                                "input",
                                                Map.of(),
                                                "code",
                                                "DUPLICATE_POST"))),
                        "status",
                        422));
    }

    static Reply denied(String what) {
        return Reply.json(
                403,
                Json.of(
                        "status",
                        403,
                        "serviceErrorCode",
                        ACCESS_DENIED,
                        "code",
                        "ACCESS_DENIED",
                        "message",
                        "Not enough permissions to access: " + what));
    }

    static Reply gone(String what) {
        return error(404, "NOT_FOUND", "Could not find entity " + what);
    }

    /** A request that LinkedIn refuses for what is in it. */
    static Reply invalid(String code, String message) {
        return error(400, code, message);
    }

    static Reply error(int status, String code, String message) {
        return Reply.json(status, Json.of("status", status, "code", code, "message", message));
    }
}
