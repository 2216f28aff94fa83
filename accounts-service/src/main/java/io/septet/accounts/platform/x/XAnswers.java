package io.septet.accounts.platform.x;

import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What X's answers mean, apart from success. */
final class XAnswers {
    private static final List<String> LIMITS =
            List.of("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour");

    private XAnswers() {}

    static Refusal of(Answered answer) {
        var problem = answer.as(XWire.Problem.class).filter(XWire.Problem::recognised);
        var words = problem.map(XWire.Problem::words).orElseGet(answer::seen);
        if (answer.status() == 401) {
            return new Refusal.TokenDead(words);
        }
        if (answer.status() == 429
                || (answer.status() == 403
                        && problem.filter(found -> found.is("usage-capped")).isPresent())) {
            return new Refusal.Limited(until(answer), words);
        }
        if (problem.isEmpty()) {
            return new Refusal.Uncertain(answer.seen());
        }
        return switch (answer.status()) {
            case 403 -> forbidden(words, answer);
            case 400, 404, 413, 422 -> new Refusal.Rejected(words);
            default -> new Refusal.Uncertain(answer.seen());
        };
    }

    private static Refusal forbidden(String words, Answered answer) {
        var text = words.toLowerCase(Locale.ROOT);
        if (text.contains("duplicate")) {
            return new Refusal.Uncertain(answer.seen());
        }
        return text.contains("suspended") || text.contains("locked")
                ? new Refusal.TokenDead(words)
                : new Refusal.Rejected(words);
    }

    /** The latest reset of those limits that are used up, else of the general one. */
    private static @Nullable Instant until(Answered answer) {
        return LIMITS.stream()
                .filter(name -> "0".equals(answer.headers().getFirst(name + "-remaining")))
                .flatMap(name -> reset(answer, name))
                .max(Instant::compareTo)
                .or(() -> reset(answer, LIMITS.getFirst()).findFirst())
                .orElse(null);
    }

    private static Stream<Instant> reset(Answered answer, String name) {
        return Stream.ofNullable(answer.headers().getFirst(name + "-reset"))
                .map(XAnswers::seconds)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    private static @Nullable Instant seconds(String text) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text.strip()));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
