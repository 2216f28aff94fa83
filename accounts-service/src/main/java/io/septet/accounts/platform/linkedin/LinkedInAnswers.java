package io.septet.accounts.platform.linkedin;

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

    /** A refusal in our terms. */
    sealed interface Meaning {
        record TokenDead(String words) implements Meaning {}

        record Limited(Instant until, String words) implements Meaning {}

        /** Certainly not accepted, but not because of the content. */
        record NotNow(String words) implements Meaning {}

        record Rejected(String words) implements Meaning {}

        /** There is no such thing. */
        record Gone(String words) implements Meaning {}

        /**
         * Says nothing certain: a fault of the server, a duplicate (of our own earlier try,
         * perhaps), or something undocumented.
         */
        record Uncertain(String seen) implements Meaning {}
    }

    static Meaning of(Answered answer, Clock clock) {
        var problem =
                answer.as(LinkedInWire.Problem.class).filter(LinkedInWire.Problem::recognised);
        var words = problem.map(LinkedInWire.Problem::words).orElseGet(answer::seen);
        if (answer.status() == 401) {
            return new Meaning.TokenDead(words);
        }
        if (answer.status() == 429) {
            return new Meaning.Limited(until(answer, clock), words);
        }
        return problem.isEmpty()
                ? new Meaning.Uncertain(answer.seen())
                : of(answer, problem.get(), words);
    }

    private static Meaning of(Answered answer, LinkedInWire.Problem problem, String words) {
        var codes = problem.codes();
        var twin = TWIN.matcher(words);
        if (twin.find()) {
            return new Meaning.Uncertain(
                    "HTTP " + answer.status() + " duplicate of " + twin.group("urn"));
        }
        if (codes.contains("DUPLICATE_POST")
                || words.toLowerCase(Locale.ROOT).contains("duplicate")) {
            return new Meaning.Uncertain(answer.seen());
        }
        return switch (answer.status()) {
            case 400 ->
                    !Collections.disjoint(codes, TOO_SOON)
                            ? new Meaning.NotNow(words)
                            : !Collections.disjoint(codes, REFUSALS)
                                    ? new Meaning.Rejected(words)
                                    : new Meaning.Uncertain(answer.seen());
            case 403 ->
                    codes.contains("ACCESS_DENIED")
                                    || Integer.valueOf(ACCESS_DENIED)
                                            .equals(problem.serviceErrorCode())
                            ? new Meaning.Rejected(words)
                            : new Meaning.Uncertain(answer.seen());
            case 404 -> new Meaning.Gone(words);
            case 413, 422 -> new Meaning.Rejected(words);
            case 426 ->
                    new Meaning.NotNow(
                            words + " (an operator sets septet.platforms.linkedin.version)");
            default -> new Meaning.Uncertain(answer.seen());
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
