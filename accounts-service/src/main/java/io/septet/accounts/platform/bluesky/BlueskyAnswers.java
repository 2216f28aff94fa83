package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a server's answers mean, apart from success; the error's name decides. */
final class BlueskyAnswers {
    /** Names with which the account, not the session, stands in the way. */
    private static final Set<String> BARRED =
            Set.of(
                    "AccountTakedown",
                    "AccountDeactivated",
                    "AccountSuspended",
                    "AccountNotFound",
                    "RepoNotFound",
                    "RepoTakendown",
                    "RepoSuspended",
                    "RepoDeactivated");

    /** Names with which a record or a blob is refused before anything is written. */
    private static final Set<String> REJECTED =
            Set.of(
                    "InvalidRequest",
                    "InvalidRecord",
                    "BlobTooLarge",
                    "BlobNotFound",
                    "InvalidMimeType",
                    "InvalidSize",
                    "PayloadTooLarge",
                    "Forbidden");

    private BlueskyAnswers() {}

    static Refusal of(Answered answer, Clock clock) {
        var failure = answer.as(BlueskyWire.Failure.class).filter(told -> told.error() != null);
        var error = failure.map(BlueskyWire.Failure::error).orElse("");
        var message = failure.map(BlueskyWire.Failure::message).orElse(null);
        var words =
                failure.isEmpty()
                        ? answer.seen()
                        : Reply.shortened(message == null || message.isBlank() ? error : message);
        if (answer.status() == 429) {
            return new Refusal.Limited(until(answer, clock), words);
        }
        if (answer.status() == 413) {
            return new Refusal.Rejected(failure.isEmpty() ? "Too large for this server" : words);
        }
        if (answer.status() >= 500 || answer.status() < 400) {
            return new Refusal.Uncertain(answer.seen());
        }
        var text = words.toLowerCase(Locale.ROOT);
        if (BARRED.contains(error) || text.startsWith("could not find repo")) {
            return new Refusal.TokenDead(words);
        }
        return switch (answer.status()) {
            case 401 -> new Refusal.SessionOver(words);
            case 400, 403 -> named(answer, error, text, words);
            default -> new Refusal.Uncertain(answer.seen());
        };
    }

    private static Refusal named(Answered answer, String error, String text, String words) {
        if (error.equals("ExpiredToken") || error.equals("InvalidToken")) {
            return new Refusal.SessionOver(words);
        }
        if (error.equals("RecordNotFound") || text.startsWith("could not locate record")) {
            return new Refusal.Gone(words);
        }
        return REJECTED.contains(error) && !text.contains("already")
                ? new Refusal.Rejected(words)
                : new Refusal.Uncertain(answer.seen());
    }

    /** The server gives seconds since 1970; a proxy before it may give seconds from now. */
    private static @Nullable Instant until(Answered answer, Clock clock) {
        var reset = answer.headers().getFirst("RateLimit-Reset");
        var after = answer.headers().getFirst("Retry-After");
        try {
            if (reset != null) {
                return Instant.ofEpochSecond(Long.parseLong(reset.strip()));
            }
            return after == null
                    ? null
                    : clock.instant().plusSeconds(Long.parseLong(after.strip()));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
