package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server's answers mean, apart from success. Texts may come in the account's language, so
 * the status decides; known English texts only refine it.
 */
final class MastodonAnswers {
    /** What a 403 says when the account or the token, not the content, stands in the way. */
    private static final List<String> ACCOUNT_BARRED =
            List.of(
                    "outside the authorized scopes",
                    "currently disabled",
                    "missing a confirmed e-mail",
                    "pending approval");

    private MastodonAnswers() {}

    /** A refusal in our terms. */
    sealed interface Meaning {
        record TokenDead(String words) implements Meaning {}

        record Limited(@Nullable Instant until, String words) implements Meaning {}

        record Rejected(String words) implements Meaning {}

        /** Pictures are still being processed; nothing was posted. */
        record TooSoon(String words) implements Meaning {}

        /** There is no such thing, or not any more. */
        record Gone(String words) implements Meaning {}

        /**
         * Says nothing certain: a fault of the server, something undocumented, or a picture that is
         * attached already, perhaps by our own earlier send.
         */
        record Uncertain(String seen) implements Meaning {}
    }

    static Meaning of(Answered answer, Clock clock) {
        var error =
                answer.as(MastodonWire.Failure.class)
                        .map(MastodonWire.Failure::error)
                        .map(Reply::shortened)
                        .orElse(null);
        var words = error == null ? answer.seen() : error;
        var text = words.toLowerCase(Locale.ROOT);
        return switch (answer.status()) {
            case 401 -> new Meaning.TokenDead(words);
            case 429 -> new Meaning.Limited(until(answer, clock), words);
            case 413 -> new Meaning.Rejected(error == null ? "Too large for this server" : error);
            case 400, 403, 404, 422 ->
                    error == null
                            ? new Meaning.Uncertain(answer.seen())
                            : known(answer, text, error);
            default -> new Meaning.Uncertain(answer.seen());
        };
    }

    private static Meaning known(Answered answer, String text, String words) {
        if (answer.status() == 403 && ACCOUNT_BARRED.stream().anyMatch(text::contains)) {
            return new Meaning.TokenDead(words);
        }
        if (answer.status() == 404) {
            return new Meaning.Gone(words);
        }
        if (answer.status() == 422 && text.contains("not finished processing")) {
            return new Meaning.TooSoon(words);
        }
        return answer.status() == 422 && text.contains("already attached")
                ? new Meaning.Uncertain(answer.seen())
                : new Meaning.Rejected(words);
    }

    /** Mastodon gives a moment in ISO 8601; a proxy before it may give seconds. */
    private static @Nullable Instant until(Answered answer, Clock clock) {
        var reset = answer.headers().getFirst("X-RateLimit-Reset");
        var after = answer.headers().getFirst("Retry-After");
        try {
            if (reset != null) {
                return OffsetDateTime.parse(reset).toInstant();
            }
            return after == null
                    ? null
                    : clock.instant().plusSeconds(Long.parseLong(after.strip()));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
