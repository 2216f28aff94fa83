package io.septet.scheduler;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Reads sorted sets of ids page by page. A cursor names the last entry by score and id, so that
 * entries that come or go meanwhile neither hide others nor show them twice.
 */
@Component
public class Pages {
    private static final RedisScript<List> PAGE =
            Changes.script(Pages.class, "page.lua", List.class);
    private static final Pattern CURSOR = Pattern.compile("-?\\d{1,15}:[0-9a-f-]{36}");

    private final StringRedisTemplate redis;

    Pages(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** A list as it leaves the API; {@code next} is null on the last page. */
    public record Page<T>(List<T> items, @Nullable String next) {
        /** The same page with other items. */
        public <R> Page<R> with(List<R> others) {
            return new Page<>(others, next);
        }

        /**
         * Everything that still fits after this filter; a page may so be shorter than asked for.
         */
        public <R> Page<R> map(Function<List<T>, List<R>> change) {
            return with(change.apply(items));
        }
    }

    /**
     * One page of ids.
     *
     * @param key a sorted set of ids
     * @param from the lowest score
     * @param to the score before which it ends
     * @param newest whether the highest scores come first
     * @param cursor as given with the page before; null for the first
     * @throws Problem 400 if the cursor is not one
     */
    public Page<String> ids(
            String key, long from, long to, boolean newest, @Nullable String cursor, int limit) {
        String[] after = cursor == null ? new String[] {"", ""} : decode(cursor);
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                PAGE,
                                List.of(key),
                                "" + from,
                                "(" + to,
                                newest ? "1" : "0",
                                "" + (limit + 1),
                                after[0],
                                after[1]));
        // Member and score in turn.
        var ids = answer.stream().map(String::valueOf).toList();
        int found = ids.size() / 2;
        int shown = Math.min(found, limit);
        var items =
                java.util.stream.IntStream.range(0, shown).mapToObj(i -> ids.get(2 * i)).toList();
        return new Page<>(
                items,
                found > limit ? encode(ids.get(2 * shown - 1), ids.get(2 * shown - 2)) : null);
    }

    /**
     * How many items a page may have.
     *
     * @throws Problem 422 if it is not between 1 and the most
     */
    public static int limit(@Nullable Integer asked, int usual, int most) {
        int limit = asked == null ? usual : asked;
        if (limit < 1 || limit > most) {
            throw Problem.unprocessable(
                    "limit-out-of-range",
                    "A page cannot be that long",
                    "limit is " + limit + ", but must be 1 to " + most);
        }
        return limit;
    }

    private static String encode(String score, String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((score + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decode(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (CURSOR.matcher(text).matches()) {
                int colon = text.indexOf(':');
                return new String[] {text.substring(0, colon), text.substring(colon + 1)};
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw Problem.badRequest(
                "malformed-cursor",
                "That is not a cursor",
                "Use next of the page before, unchanged");
    }
}
