package io.septet.sandbox.facebook;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The Graph API's error bodies. */
final class FacebookWords implements Words {
    private final Clock clock;

    FacebookWords(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Reply tooMany(Instant until) {
        long minutes =
                Math.max(1, Duration.between(clock.instant(), until).plusSeconds(59).toMinutes());
        return error(
                        400,
                        80001,
                        2446079,
                        "(#80001) There have been too many calls to this Page account. Wait a bit and try again. For"
                                + " more info, please refer to"
                                + " https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
                        null,
                        false)
                .withAll(usage("page", 100, minutes));
    }

    static Map<String, String> usage(String page, int percent, long minutes) {
        var pages =
                Json.of(
                        "type",
                        "pages",
                        "call_count",
                        percent,
                        "total_cputime",
                        Math.min(percent, 25),
                        "total_time",
                        Math.min(percent, 25),
                        "estimated_time_to_regain_access",
                        minutes);
        return Map.of(
                "X-App-Usage",
                text(Json.of("call_count", percent, "total_time", 0, "total_cputime", 0)),
                "X-Business-Use-Case-Usage",
                text(Json.of(page, List.of(pages))));
    }

    private static String text(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    @Override
    public Reply broken() {
        return error(
                500,
                2,
                null,
                "An unexpected error has occurred. Please retry your request later.",
                null,
                true);
    }

    @Override
    public Reply revoked() {
        return error(
                400,
                190,
                460,
                "Error validating access token: The session has been invalidated because the user changed their"
                        + " password or Facebook has changed the session for security reasons.",
                null,
                false);
    }

    static Reply tokenUnknown() {
        return error(
                400,
                190,
                null,
                "Invalid OAuth access token - Cannot parse access token",
                null,
                false);
    }

    static Reply tokenExpired() {
        return error(
                400, 190, 463, "Error validating access token: Session has expired.", null, false);
    }

    /** A token that cannot be given. */
    static Reply oauth(int code, @Nullable Integer subcode, String message) {
        return error(400, code, subcode, message, null, false);
    }

    /** The person has not granted what this call needs. */
    static Reply scopeMissing(String scope) {
        return error(
                403,
                scope.equals("pages_manage_posts") ? 200 : 10,
                null,
                "(#"
                        + (scope.equals("pages_manage_posts") ? 200 : 10)
                        + ") This endpoint requires the '"
                        + scope
                        + "' permission",
                null,
                false);
    }

    static Reply tokenMissing() {
        return error(
                400,
                2500,
                null,
                "An active access token must be used to query information about the current user.",
                null,
                false);
    }

    @Override
    public Reply duplicate() {
        return error(
                400,
                506,
                1455006,
                "(#506) Duplicate status message",
                "This status update is identical to the last one you posted. Try posting something different, or"
                        + " delete your previous update.",
                false);
    }

    static Reply parameter(String message) {
        return error(400, 100, null, "(#100) " + message, null, false);
    }

    static Reply gone(String id, String method) {
        return error(
                400,
                100,
                33,
                "Unsupported "
                        + method.toLowerCase(Locale.ROOT)
                        + " request. Object with ID '"
                        + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this"
                        + " operation. Please read the Graph API documentation at"
                        + " https://developers.facebook.com/docs/graph-api",
                null,
                false);
    }

    static Reply notThisPage() {
        return error(
                403,
                200,
                null,
                "(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin"
                        + " with sufficient administrative permission",
                null,
                false);
    }

    static Reply noMetric() {
        return error(
                400,
                3001,
                1504028,
                "(#3001) The parameter metric is required",
                "No metric was specified to be fetched. Please specify one or more metrics to be fetched and try"
                        + " again.",
                false);
    }

    static Reply photoUnreadable() {
        return error(
                400,
                324,
                2069019,
                "(#324) Missing or invalid image file",
                "Your photos couldn't be uploaded.",
                false);
    }

    static Reply photoTooBig() {
        return error(
                400,
                100,
                1366046,
                "(#100) Invalid parameter",
                "Your photos couldn't be uploaded. Photos should be smaller than 10 MB and saved as JPG, PNG, GIF,"
                        + " TIFF or BMP files.",
                false);
    }

    static Reply photoTaken() {
        return error(
                400,
                100,
                1366051,
                "(#100) Invalid parameter",
                "These photos were already posted.",
                false);
    }

    private static Reply error(
            int status,
            int code,
            @Nullable Integer subcode,
            String message,
            @Nullable String forUsers,
            boolean isTransient) {
        var error = Json.of("message", message, "type", "OAuthException", "code", code);
        if (subcode != null) {
            error.put("error_subcode", subcode);
        }
        error.put("is_transient", isTransient);
        if (forUsers != null) {
            error.put("error_user_title", "Unable to post");
            error.put("error_user_msg", forUsers);
        }
        error.put(
                "fbtrace_id",
                "A" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36));
        return Reply.json(status, Json.of("error", error));
    }
}
