package io.septet.kit.redis;

import io.septet.kit.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes that hold together: documents with the version they must still have, the indexes over them
 * and the events that tell of them. {@link Changes#apply} makes it one script; all keys must carry
 * the same hash tag. Operations run in the order in which they were added, after every guard has
 * held.
 */
public final class Change {
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final List<List<Object>> guards = new ArrayList<>();
    private final List<List<Object>> ops = new ArrayList<>();

    private Change() {}

    /** A change that does nothing yet. */
    public static Change of() {
        return new Change();
    }

    /**
     * Writes a document, if it still has the version it was read with.
     *
     * @param version the version read; 0 = the document must not exist
     * @param json the new document, whose field {@code version} must be larger
     */
    public Change document(String key, long version, String json) {
        expect(key, version);
        return op("SET", key, json);
    }

    /** Only goes on if a document still has this version; 0 = it must not exist. */
    public Change expect(String key, long version) {
        guards.add(List.of("version", index(key), "" + version));
        return this;
    }

    /** Removes a document, if it still has the version it was read with. */
    public Change remove(String key, long version) {
        expect(key, version);
        return op("DEL", key);
    }

    /**
     * Makes the change happen once for a caller's {@code Idempotency-Key}: a repetition changes
     * nothing and is answered with the answer kept here.
     *
     * @param body a digest of the request; another one under the same key is refused
     */
    public Change once(String key, String body, String answer, Duration keep) {
        guards.add(List.of("once", index(key), body));
        ops.add(List.of("once", index(key), body, answer, "" + keep.toMillis()));
        return this;
    }

    /** Puts a member into a sorted set, or moves it there. */
    public Change zadd(String key, long score, String member) {
        return op("ZADD", key, "" + score, member);
    }

    /** Takes a member out of a sorted set. */
    public Change zrem(String key, String member) {
        return op("ZREM", key, member);
    }

    /** Counts a member of a sorted set up or down; one that comes to nothing is taken out. */
    public Change count(String key, int by, String member) {
        op("ZINCRBY", key, "" + by, member);
        return op("ZREMRANGEBYSCORE", key, "-inf", "0");
    }

    /** Puts a member into a set. */
    public Change sadd(String key, String member) {
        return op("SADD", key, member);
    }

    /** Takes a member out of a set. */
    public Change srem(String key, String member) {
        return op("SREM", key, member);
    }

    /** Sets a field of a hash. */
    public Change hset(String key, String field, String value) {
        return op("HSET", key, field, value);
    }

    /** Removes a field of a hash. */
    public Change hdel(String key, String field) {
        return op("HDEL", key, field);
    }

    /**
     * Adds numbers to those in a field of a hash, place by place, and keeps the greater ones of
     * others: {@code 3 12;1772355600000} plus {@code 1 2;1772355601000} is {@code 4
     * 14;1772355601000}. A place that is not there yet counts as 0. Exact as long as no number
     * exceeds 2^53.
     *
     * @param sums what is added, may be negative
     * @param greatest what is kept if it is greater, not negative
     */
    public Change tally(String key, String field, List<Long> sums, List<Long> greatest) {
        ops.add(List.of("tally", index(key), field, sums, greatest));
        return this;
    }

    /** Sets a string that is not a versioned document. */
    public Change set(String key, String value) {
        return op("SET", key, value);
    }

    /** Deletes a key that is not a versioned document. */
    public Change del(String key) {
        return op("DEL", key);
    }

    /** Lets a key go after a while. */
    public Change expire(String key, Duration after) {
        return op("PEXPIRE", key, "" + after.toMillis());
    }

    /** Appends to a list. */
    public Change rpush(String key, String value) {
        return op("RPUSH", key, value);
    }

    /** Appends an event to a stream. */
    public Change event(String stream, Event event) {
        ops.add(List.of("XADD", index(stream), event));
        return this;
    }

    List<String> keys() {
        return List.copyOf(keys.keySet());
    }

    Map<String, Object> script() {
        return Map.of("guards", guards, "ops", ops);
    }

    private Change op(String command, String key, String... arguments) {
        var op = new ArrayList<Object>();
        op.add(command);
        op.add(index(key));
        op.addAll(List.of(arguments));
        ops.add(op);
        return this;
    }

    private int index(String key) {
        return keys.computeIfAbsent(key, k -> keys.size() + 1);
    }
}
