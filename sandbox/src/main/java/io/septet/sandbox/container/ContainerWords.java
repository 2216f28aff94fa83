package io.septet.sandbox.container;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The error bodies of both APIs. */
final class ContainerWords implements Words {
    private final Flavour flavour;
    private final Clock clock;

    ContainerWords(Flavour flavour, Clock clock) {
        this.flavour = flavour;
        this.clock = clock;
    }

    @Override
    public Reply tooMany(Instant until) {
        long minutes =
                Math.max(1, Duration.between(clock.instant(), until).plusSeconds(59).toMinutes());
        int code = flavour == Flavour.INSTAGRAM ? 80002 : 613;
        var usage =
                Json.of(
                        "type",
                        flavour.platform.id(),
                        "call_count",
                        100,
                        "estimated_time_to_regain_access",
                        minutes);
        return error(code, null, "(#" + code + ") There have been too many calls", null, false)
                .with(
                        "X-Business-Use-Case-Usage",
                        Json.MAPPER.writeValueAsString(Json.of("1", List.of(usage))));
    }

    @Override
    public Reply broken() {
        var reply =
                error(
                        2,
                        null,
                        "An unexpected error has occurred. Please retry your request later.",
                        null,
                        true);
        return Reply.bytes(500, "application/json; charset=utf-8", reply.body());
    }

    @Override
    public Reply revoked() {
        return error(
                190,
                460,
                "Error validating access token: The session has been invalidated because the user"
                        + " changed their password.",
                null,
                false);
    }

    @Override
    public @Nullable Reply duplicate() {
        return null;
    }

    /** Seen at Instagram when a post did go out. */
    @Override
    public @Nullable Reply limitButLive() {
        return flavour == Flavour.INSTAGRAM
                ? error(
                        4,
                        2207051,
                        "Application request limit reached",
                        "We restrict certain activity to protect our community.",
                        false)
                : null;
    }

    static Reply tokenUnknown() {
        return error(
                190, null, "Invalid OAuth access token - Cannot parse access token", null, false);
    }

    static Reply tokenExpired() {
        return error(190, 463, "Error validating access token: Session has expired.", null, false);
    }

    static Reply secretWrong() {
        return error(1, null, "Error validating client secret.", null, false);
    }

    /** The person has not granted what this call needs. */
    static Reply scopeMissing() {
        return error(
                10,
                null,
                "(#10) Application does not have permission for this action",
                null,
                false);
    }

    static Reply parameter(String message) {
        return error(100, null, "(#100) " + message, null, false);
    }

    static Reply gone(String id) {
        return error(
                100,
                33,
                "Unsupported request. Object with ID '"
                        + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does"
                        + " not support this operation.",
                null,
                false);
    }

    /** The container is unknown, or published already. */
    Reply noContainer() {
        return error(
                24,
                flavour == Flavour.INSTAGRAM ? 2207006 : 4279009,
                "The requested resource does not exist",
                "The media with this id cannot be found.",
                false);
    }

    /** The container is still processed. */
    Reply notReady() {
        return flavour == Flavour.INSTAGRAM
                ? error(
                        9007,
                        2207027,
                        "Media ID is not available",
                        "The media is not ready to be published. Please wait a moment.",
                        false)
                : noContainer();
    }

    static Reply expired() {
        return error(-2, 2207020, "The media has expired", null, false);
    }

    static Reply dayLimit() {
        return error(
                9,
                2207042,
                "Application request limit reached",
                "You have reached the maximum number of posts that may be published in a day.",
                false);
    }

    static Reply notFetched(String url) {
        return error(
                9004,
                2207052,
                "Only photo or video can be accepted as media type.",
                "The media could not be fetched from this URI: " + url,
                false);
    }

    static Reply tooBig() {
        return error(36000, 2207004, "The image is too large.", "It may have 8 MB.", false);
    }

    static Reply wrongFormat() {
        return error(
                36001, 2207005, "The image format is not supported.", "Use another format.", false);
    }

    static Reply wrongRatio() {
        return error(
                36003,
                2207009,
                "The submitted image's aspect ratio cannot be published.",
                "The aspect ratio is not supported.",
                false);
    }

    Reply tooLong() {
        return flavour == Flavour.INSTAGRAM
                ? error(36004, 2207010, "The caption was too long", null, false)
                : parameter("Param text must be at most 500 characters long");
    }

    private static Reply error(
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
            error.put("error_user_msg", forUsers);
        }
        error.put(
                "fbtrace_id",
                "A" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36));
        return Reply.json(400, Json.of("error", error));
    }
}
