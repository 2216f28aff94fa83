package io.septet.analytics.tracked;

import io.septet.kit.redis.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Sums of the latest readings by time of publication, so that a report does not look at every
 * publication: for each feed and for all feeds of a workspace, by day, six hours, hour and quarter
 * of an hour ({@link Bucket}). The script that changes a publication's latest values changes them
 * by the difference; {@link TrackedPublication#summed()} says that a publication is in them, so
 * that it is never counted twice.
 *
 * <pre>
 * HSET analytics:{p00}:sums2:w1:0a9e:2026-03  01       "3 0 0 ...;1772355671000 0 ..."
 * HSET analytics:{p00}:sums2:w1:0a9e:2026-03  01T09    "3 0 0 ...;1772355671000 0 ..."
 * HSET analytics:{p00}:sums2:w1:0a9e:2026-03  01T09:00 "3 0 0 ...;1772355671000 0 ..."
 * HSET analytics:{p00}:sums2:w1:*:2026-03     01       "5 0 0 ...;1772355671000 0 ..."
 * HSET analytics:{p00}:feeds:w1              0a9e     x
 * SET  analytics:{p00}:summed                2
 * </pre>
 *
 * {@link Tally} explains the numbers. {@code feeds} has the platform of every feed that published
 * or is connected; {@code summed} is the layout in which everything of the partition is summed up,
 * as the number in {@code sums2}.
 */
@Component
public class RollUps {
    /** Rises when what is summed up changes; {@link RollUpRebuild} then begins anew. */
    static final int LAYOUT = 2;

    /** Stands for all feeds of a workspace. */
    public static final String ALL = "*";

    private final StringRedisTemplate redis;
    private final AnalyticsKeys keys;

    RollUps(StringRedisTemplate redis, AnalyticsKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Takes a publication's new values into a change of its document.
     *
     * @param before as it was; null = it is new
     * @param after as it will be, marked as summed
     */
    public Change sum(
            Change change, @Nullable TrackedPublication before, TrackedPublication after) {
        var counted = before != null && before.isSummed() ? before : null;
        var difference = Tally.difference(counted, after);
        var workspace = after.workspace();
        for (var bucket : Bucket.around(after.publishedAt())) {
            for (var feed : List.of(after.feed(), ALL)) {
                change.tally(
                        keys.sums(workspace, feed, bucket.month()),
                        bucket.field(),
                        difference.sums(),
                        difference.newest());
            }
        }
        return counted == null
                ? change.hset(keys.feeds(workspace), after.feed(), after.platform())
                : change;
    }

    /** Whether everything in the workspace's partition has been summed up. */
    public boolean complete(String workspace) {
        return completeIn(keys.tag(workspace));
    }

    boolean completeIn(String tag) {
        return ("" + LAYOUT).equals(redis.opsForValue().get(keys.summed(tag)));
    }

    void completed(String tag) {
        redis.opsForValue().set(keys.summed(tag), "" + LAYOUT);
    }

    /** The feeds of a workspace that published or are connected, with their platforms. */
    public Map<String, String> feeds(String workspace) {
        return redis.<String, String>opsForHash().entries(keys.feeds(workspace));
    }

    /** Collects what is wanted of one workspace, to be read at once. */
    public Reader reader(String workspace) {
        return new Reader(workspace);
    }

    /** Reads sums: all that is wanted is asked for in one go. */
    public final class Reader {
        private final String workspace;
        private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
        private final Map<String, Map<String, Tally>> read = new HashMap<>();

        private Reader(String workspace) {
            this.workspace = workspace;
        }

        /** Will want these buckets of a feed. */
        public void want(String feed, Collection<Bucket> buckets) {
            for (var bucket : buckets) {
                wanted.computeIfAbsent(key(feed, bucket), key -> new LinkedHashSet<>())
                        .add(bucket.field());
            }
        }

        /** Reads everything wanted so far. */
        public void read() {
            var hashes = new ArrayList<>(wanted.keySet());
            var answers = redis.executePipelined((RedisCallback<Object>) this::ask);
            for (int i = 0; i < hashes.size(); i++) {
                keep(hashes.get(i), (List<?>) answers.get(i));
            }
        }

        /** A pipeline wants no answer of its own: null it must be. */
        @SuppressWarnings("NullAway")
        private Object ask(RedisConnection connection) {
            wanted.forEach((key, fields) ->
                    connection
                            .hashCommands()
                            .hMGet(
                                    bytes(key),
                                    fields.stream().map(RollUps::bytes).toArray(byte[][]::new)));
            return null;
        }

        /** The sum over buckets of a feed that were wanted before reading. */
        public Tally sum(String feed, Collection<Bucket> buckets) {
            var sum = new Tally();
            for (var bucket : buckets) {
                var tally = read.getOrDefault(key(feed, bucket), Map.of()).get(bucket.field());
                if (tally != null) {
                    sum.add(tally);
                }
            }
            return sum;
        }

        private void keep(String hash, List<?> values) {
            var tallies = new HashMap<String, Tally>();
            int i = 0;
            for (var field : wanted.getOrDefault(hash, Set.of())) {
                if (values.get(i) instanceof String text) {
                    tallies.put(field, Tally.parse(text));
                }
                i++;
            }
            read.put(hash, tallies);
        }

        private String key(String feed, Bucket bucket) {
            return keys.sums(workspace, feed, bucket.month());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
