package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.Refusal;
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

    static Refusal of(Answered answer, Clock clock) {
        var error =
                answer.as(MastodonWire.Failure.class)
                        .map(MastodonWire.Failure::error)
                        .map(Reply::shortened)
                        .orElse(null);
        var words = error == null ? answer.seen() : error;
        var text = words.toLowerCase(Locale.ROOT);
        return switch (answer.status()) {
            case 401 -> new Refusal.TokenDead(words);
            case 429 -> new Refusal.Limited(until(answer, clock), words);
            case 413 -> new Refusal.Rejected(error == null ? "Too large for this server" : error);
            case 400, 403, 404, 422 ->
                    error == null
                            ? new Refusal.Uncertain(answer.seen())
                            : known(answer, text, error);
            default -> new Refusal.Uncertain(answer.seen());
        };
    }

    private static Refusal known(Answered answer, String text, String words) {
        if (answer.status() == 403 && ACCOUNT_BARRED.stream().anyMatch(text::contains)) {
            return new Refusal.TokenDead(words);
        }
        if (answer.status() == 404) {
            return new Refusal.Gone(words);
        }
        if (answer.status() == 422 && text.contains("not finished processing")) {
            return new Refusal.NotNow(words);
        }
        return answer.status() == 422 && text.contains("already attached")
                ? new Refusal.Uncertain(answer.seen())
                : new Refusal.Rejected(words);
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
