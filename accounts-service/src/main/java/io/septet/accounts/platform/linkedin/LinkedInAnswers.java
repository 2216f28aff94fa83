package io.septet.accounts.platform.linkedin;

import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What LinkedIn's answers mean, apart from success.
 *
 * <p>Known only from working clients: the shape of the duplicate answer. A 409 is documented as
 * "conflict" without saying whether anything was accepted, so it is uncertain like every other
 * undocumented answer.
 */
final class LinkedInAnswers {
    private static final Set<String> REFUSALS =
            Set.of(
                    "FIELD_LENGTH_TOO_LONG",
                    "INVALID_URN_TYPE",
                    "INVALID_URN_ID",
                    "MISSING_FIELD",
                    "INVALID_VALUE_FOR_FIELD",
                    "MEDIA_ASSET_PROCESSING_FAILED");

    /** A picture that is not ready, or an upload that took too long. */
    private static final Set<String> TOO_SOON =
            Set.of("MEDIA_ASSET_WAITING_UPLOAD", "EXPIRED_UPLOAD_URL");

    private static final int ACCESS_DENIED = 100;
    private static final Pattern TWIN =
            Pattern.compile("duplicate of (?<urn>urn:li:[A-Za-z]+:[A-Za-z0-9_-]+)");

    /** LinkedIn names no time; its limits are per day, so that asking more often helps nobody. */
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private LinkedInAnswers() {}

    static Refusal of(Answered answer, Clock clock) {
        var problem =
                answer.as(LinkedInWire.Problem.class).filter(LinkedInWire.Problem::recognised);
        var words = problem.map(LinkedInWire.Problem::words).orElseGet(answer::seen);
        if (answer.status() == 401) {
            return new Refusal.TokenDead(words);
        }
        if (answer.status() == 429) {
            return new Refusal.Limited(until(answer, clock), words);
        }
        return problem.isEmpty()
                ? new Refusal.Uncertain(answer.seen())
                : of(answer, problem.get(), words);
    }

    private static Refusal of(Answered answer, LinkedInWire.Problem problem, String words) {
        var codes = problem.codes();
        var twin = TWIN.matcher(words);
        if (twin.find()) {
            return new Refusal.Uncertain(
                    "LinkedIn says that it is a duplicate of " + twin.group("urn"));
        }
        if (codes.contains("DUPLICATE_POST")
                || words.toLowerCase(Locale.ROOT).contains("duplicate")) {
            return new Refusal.Uncertain(answer.seen());
        }
        return switch (answer.status()) {
            case 400 ->
                    !Collections.disjoint(codes, TOO_SOON)
                            ? new Refusal.NotNow(words)
                            : !Collections.disjoint(codes, REFUSALS)
                                    ? new Refusal.Rejected(words)
                                    : new Refusal.Uncertain(answer.seen());
            case 403 ->
                    codes.contains("ACCESS_DENIED")
                                    || Integer.valueOf(ACCESS_DENIED)
                                            .equals(problem.serviceErrorCode())
                            ? new Refusal.Rejected(words)
                            : new Refusal.Uncertain(answer.seen());
            case 404 -> new Refusal.Gone(words);
            case 413, 422 -> new Refusal.Rejected(words);
            case 426 ->
                    new Refusal.NotNow(
                            words + " (an operator sets septet.platforms.linkedin.version)");
            default -> new Refusal.Uncertain(answer.seen());
        };
    }

    private static Instant until(Answered answer, Clock clock) {
        var seconds = answer.headers().getFirst("Retry-After");
        return clock.instant()
                .plus(
                        seconds != null && seconds.matches("[0-9]{1,6}")
                                ? Duration.ofSeconds(Long.parseLong(seconds))
                                : PAUSE);
    }
}
