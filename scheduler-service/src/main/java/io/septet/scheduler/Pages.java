package io.septet.scheduler;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    /** How many entries are read at once where a filter decides which are shown. */
    private static final int CHUNK = 200;

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
        var found = read(key, from, to, newest, Entry.of(cursor), limit + 1);
        int shown = Math.min(found.size(), limit);
        return new Page<>(
                found.subList(0, shown).stream().map(Entry::id).toList(),
                found.size() > limit ? found.get(shown - 1).cursor() : null);
    }

    /**
     * One page of what passes a filter, the highest scores first. Of one call at most {@code most}
     * entries are read, so a page may be short, even empty, and yet have a next one.
     *
     * @param key a sorted set of ids
     * @param cursor as given with the page before; null for the first
     * @param wanted what passes of these ids, by id
     * @throws Problem 400 if the cursor is not one
     */
    public <T> Page<T> filtered(
            String key,
            @Nullable String cursor,
            int limit,
            int most,
            Function<List<String>, Map<String, T>> wanted) {
        var items = new ArrayList<T>();
        var after = Entry.of(cursor);
        for (int read = 0; read < most; read += CHUNK) {
            int chunk = Math.min(CHUNK, most - read);
            var found = read(key, 0, Long.MAX_VALUE, true, after, chunk + 1);
            var shown = found.subList(0, Math.min(found.size(), chunk));
            var passed = wanted.apply(shown.stream().map(Entry::id).toList());
            for (int i = 0; i < shown.size(); i++) {
                after = shown.get(i);
                var item = passed.get(after.id());
                if (item != null) {
                    items.add(item);
                }
                if (items.size() == limit) {
                    return new Page<>(items, i + 1 < found.size() ? after.cursor() : null);
                }
            }
            if (found.size() <= chunk) {
                return new Page<>(items, null);
            }
        }
        return new Page<>(items, Objects.requireNonNull(after).cursor());
    }

    private List<Entry> read(
            String key, long from, long to, boolean newest, @Nullable Entry after, int most) {
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                PAGE,
                                List.of(key),
                                "" + from,
                                "(" + to,
                                newest ? "1" : "0",
                                "" + most,
                                after == null ? "" : after.score(),
                                after == null ? "" : after.id()));
        // Member and score in turn.
        return IntStream.range(0, answer.size() / 2)
                .mapToObj(i -> new Entry("" + answer.get(2 * i + 1), "" + answer.get(2 * i)))
                .toList();
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

    /** One id of a sorted set, with its score as Redis writes it. */
    private record Entry(String score, String id) {
        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((score + ":" + id).getBytes(StandardCharsets.UTF_8));
        }

        static @Nullable Entry of(@Nullable String cursor) {
            if (cursor == null) {
                return null;
            }
            try {
                var text =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                if (CURSOR.matcher(text).matches()) {
                    int colon = text.indexOf(':');
                    return new Entry(text.substring(0, colon), text.substring(colon + 1));
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
}
