package io.septet.accounts.audit;

import io.septet.kit.deed.Deed;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps each workspace's chain. It only grows.
 *
 * <pre>
 * RPUSH accounts:{p00}:audit:51aa       {"n":7,"at":"...","who":"77e1","what":"hold.set",...,"previous":"9f86...","hash":"60a1..."}
 * HSET  accounts:{p00}:audit-keys:51aa  0a9e 7          (the deed's key: a deed heard of twice is kept once)
 * HSET  accounts:{p00}:audit-keys:51aa  head 60a1...    (so that the end cannot be cut off unseen)
 * </pre>
 */
@Component
class AuditLog {
    private static final RedisScript<Long> APPEND =
            Changes.script(AuditLog.class, "append.lua", Long.class);
    private static final int TRIES = 100;
    private static final int CHUNK = 500;

    /** How many records one question looks at; it then goes on from its cursor. */
    private static final int MOST_LOOKED_AT = 10_000;

    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final JsonMapper json;

    AuditLog(StringRedisTemplate redis, Partitions partitions, JsonMapper json) {
        this.redis = redis;
        this.partitions = partitions;
        this.json = json;
    }

    /**
     * @param next ask again below this place; null = there is nothing below
     */
    record Page(List<AuditRecord> items, @Nullable Long next) {}

    /**
     * @param records how many there are
     * @param intact whether every record is as it was written, and none is missing
     * @param firstBroken the place of the first that is not; null if intact
     * @param reason what is wrong with it
     * @param head the hash of the last record; kept elsewhere, it shows later that nothing was
     *     exchanged as a whole
     */
    record Verification(
            long records,
            boolean intact,
            @Nullable Long firstBroken,
            @Nullable String reason,
            String head) {}

    /** Appends a deed, unless it is there already. */
    void append(String workspace, Instant at, Deed deed) {
        for (int i = 0; i < TRIES; i++) {
            long length = size(workspace);
            var last = length == 0 ? null : redis.opsForList().index(list(workspace), length - 1);
            var previous =
                    last == null ? AuditRecord.NONE : json.readTree(last).path("hash").asString("");
            var record = AuditRecord.after(length + 1, previous, at, deed);
            @Nullable Long done =
                    redis.execute(
                            APPEND,
                            List.of(list(workspace), keys(workspace)),
                            "" + length,
                            deed.key(),
                            json.writeValueAsString(record),
                            record.hash());
            if (done != null && done != 0) {
                return;
            }
        }
        throw new IllegalStateException("The audit log is written by many at once");
    }

    /** Records from the newest down. */
    Page page(String workspace, @Nullable Long below, int limit, Predicate<AuditRecord> wanted) {
        var found = new ArrayList<AuditRecord>();
        long size = size(workspace);
        long end = below == null ? size : Math.min(size, below - 1);
        long stop = Math.max(0, end - MOST_LOOKED_AT);
        while (end > stop) {
            long from = Math.max(stop, end - CHUNK);
            var chunk = read(workspace, from, end - 1);
            for (int i = chunk.size() - 1; i >= 0; i--) {
                var record = chunk.get(i);
                if (record != null && wanted.test(record)) {
                    found.add(record);
                    if (found.size() == limit) {
                        long place = from + i + 1;
                        return new Page(found, place > 1 ? place : null);
                    }
                }
            }
            end = from;
        }
        return new Page(found, end > 0 ? end + 1 : null);
    }

    /** Hands over every wanted record, the oldest first. */
    void each(String workspace, Predicate<AuditRecord> wanted, Consumer<AuditRecord> reader) {
        long size = size(workspace);
        for (long from = 0; from < size; from += CHUNK) {
            for (var record : read(workspace, from, Math.min(size, from + CHUNK) - 1)) {
                if (record != null && wanted.test(record)) {
                    reader.accept(record);
                }
            }
        }
    }

    /** Goes along the whole chain. */
    Verification verify(String workspace) {
        // The end first: what is written meanwhile is not looked at.
        var kept = redis.<String, String>opsForHash().get(keys(workspace), "head");
        var head = kept == null ? AuditRecord.NONE : kept;
        long size = size(workspace);
        var previous = AuditRecord.NONE;
        boolean headSeen = kept == null;
        for (long from = 0; from < size; from += CHUNK) {
            var chunk = read(workspace, from, Math.min(size, from + CHUNK) - 1);
            for (int i = 0; i < chunk.size(); i++) {
                var record = chunk.get(i);
                long place = from + i + 1;
                var fault = fault(record, place, previous);
                if (fault != null) {
                    return new Verification(size, false, place, fault, head);
                }
                previous = Objects.requireNonNull(record).hash();
                headSeen |= previous.equals(head);
            }
        }
        return headSeen
                ? new Verification(size, true, null, null, previous)
                : new Verification(size, false, size + 1, "Records at the end are missing", head);
    }

    private static @Nullable String fault(
            @Nullable AuditRecord record, long place, String previous) {
        if (record == null) {
            return "The record cannot be read";
        }
        if (record.n() != place) {
            return "A record is missing or was put in here";
        }
        if (!record.previous().equals(previous)) {
            return "The record does not follow the one before";
        }
        return record.isWhole() ? null : "The record was changed";
    }

    private List<@Nullable AuditRecord> read(String workspace, long from, long to) {
        var read = new ArrayList<@Nullable AuditRecord>();
        for (var text :
                Objects.requireNonNull(redis.opsForList().range(list(workspace), from, to))) {
            try {
                read.add(json.readValue(text, AuditRecord.class));
            } catch (JacksonException e) {
                read.add(null);
            }
        }
        return read;
    }

    private long size(String workspace) {
        return Objects.requireNonNull(redis.opsForList().size(list(workspace)));
    }

    private String list(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":audit:" + workspace;
    }

    private String keys(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":audit-keys:" + workspace;
    }
}
