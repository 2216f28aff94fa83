package io.septet.accounts.platform.telegram;

import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the Bot API's answers mean, apart from success. The status decides, and of a 400 the words,
 * which are no contract: what is not known of them is a refusal of the content, since a request
 * that is answered {@code "ok": false} with 400 has sent nothing. The one exception is an album,
 * whose pictures are sent one by one.
 */
final class TelegramAnswers {
    /** The bot may not post there any more: a person must see to it, and connect again. */
    private static final List<String> SHUT_OUT =
            List.of(
                    "chat not found",
                    "need administrator rights",
                    "not enough rights",
                    "have no rights",
                    "chat_write_forbidden",
                    "chat_admin_required",
                    "group chat was upgraded");

    private static final List<String> GONE =
            List.of("message to delete not found", "message_id_invalid");

    /** A part of an album may be public. */
    private static final String PARTLY = "failed to send message #";

    private static final long LONGEST_WAIT = 7 * 24 * 3600;

    private TelegramAnswers() {}

    static Refusal of(Answered answer, Clock clock) {
        var told =
                answer.as(TelegramWire.Answer.class)
                        .filter(it -> Boolean.FALSE.equals(it.ok()))
                        .filter(it -> it.description() != null && !it.description().isBlank());
        var words =
                told.map(TelegramWire.Answer::description)
                        .map(Reply::shortened)
                        .orElseGet(answer::seen);
        if (answer.status() == 429) {
            return new Refusal.Limited(until(answer, told, clock), words);
        }
        if (answer.status() == 413) {
            return new Refusal.Rejected(
                    told.isEmpty() ? "The pictures are too large for Telegram" : words);
        }
        if (told.isEmpty()) {
            return new Refusal.Uncertain(words);
        }
        return switch (answer.status()) {
            case 400 -> bad(answer, words);
            // 404 is the answer to a token that never was one.
            case 401, 403, 404 -> new Refusal.TokenDead(words);
            default -> new Refusal.Uncertain(answer.seen());
        };
    }

    private static Refusal bad(Answered answer, String words) {
        var text = words.toLowerCase(Locale.ROOT);
        if (text.contains(PARTLY)) {
            return new Refusal.Uncertain(answer.seen());
        }
        if (SHUT_OUT.stream().anyMatch(text::contains)) {
            return new Refusal.TokenDead(words);
        }
        return GONE.stream().anyMatch(text::contains)
                ? new Refusal.Gone(words)
                : new Refusal.Rejected(words);
    }

    private static @Nullable Instant until(
            Answered answer, Optional<TelegramWire.Answer> told, Clock clock) {
        var parameters = told.map(TelegramWire.Answer::parameters).orElse(null);
        var seconds = parameters == null ? null : parameters.retryAfter();
        var header = answer.headers().getFirst("Retry-After");
        if (seconds == null && header != null && header.matches("[0-9]{1,6}")) {
            seconds = Long.valueOf(header);
        }
        return seconds == null
                ? null
                : clock.instant().plusSeconds(Math.clamp(seconds, 0, LONGEST_WAIT));
    }

    /** What a good answer holds; empty if it cannot be read as that. */
    static <T> Optional<T> result(Answered answer, Class<T> type) {
        try {
            return answer.as(TelegramWire.Answer.class)
                    .filter(it -> Boolean.TRUE.equals(it.ok()))
                    .map(TelegramWire.Answer::result)
                    .map(result -> Outbound.JSON.treeToValue(result, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
