package io.septet.accounts.notice;

import io.septet.accounts.mail.MailProperties;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what members are to be told by mail until the mail server has it.
 *
 * <pre>
 * ZADD accounts:{p00}:mail            1772355610000  51aa|77e1
 * HSET accounts:{p00}:mail:51aa|77e1  first 1772355600000  7f3c|4 {"id":"7f3c","version":4,"state":"FAILED",...}
 * SET  accounts:{p00}:mailed:7f3c|4|77e1  1  PX 172800000
 * </pre>
 *
 * A digest is called after workspace and member, and collects; as soon as it is due it is renamed
 * to {@code 51aa|77e1|1772355610123}, the time in milliseconds since 1970-01-01T00:00Z, so that
 * what comes later begins another one. Its score is when it is looked at next. {@code mailed} says
 * that this version of this delivery was put down for this member, so that hearing of it again puts
 * nothing down.
 */
@Component
class Digests {
    /** Longer than events are news. */
    private static final Duration REMEMBERED = Duration.ofDays(2);

    private static final String FIRST = "first";

    private final RedisScript<Long> collect =
            Changes.script(Digests.class, "collect.lua", Long.class);

    @SuppressWarnings("rawtypes")
    private final RedisScript<List> take = Changes.script(Digests.class, "take.lua", List.class);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final MailProperties properties;
    private final JsonMapper json;
    private final Clock clock;

    Digests(
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            MailProperties properties,
            JsonMapper json,
            Clock clock) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
    }

    /** Puts a notice down for a member; the same one again changes nothing. */
    void add(String workspace, String member, Notice notice) {
        var tag = partitions.tag(workspace);
        var entry = workspace + "|" + member;
        var field = notice.id() + "|" + notice.version();
        redis.execute(
                collect,
                List.of(
                        "accounts:" + tag + ":mailed:" + field + "|" + member,
                        list(tag),
                        key(tag, entry)),
                entry,
                field,
                json.writeValueAsString(notice),
                millis(clock.instant()),
                "" + properties.quiet().toMillis(),
                "" + properties.longest().toMillis(),
                "" + REMEMBERED.toMillis());
    }

    /** What is due in a partition, earliest first. */
    List<String> due(String tag, int most) {
        return List.copyOf(
                Objects.requireNonNull(
                        redis.opsForZSet()
                                .rangeByScore(
                                        list(tag), 0, clock.instant().toEpochMilli(), 0, most)));
    }

    /**
     * Closes a digest that is due and hides it from other replicas.
     *
     * @param hidden until when
     * @return empty if somebody else has it
     */
    Optional<Digest> take(String tag, String entry, Instant hidden) {
        var now = clock.instant();
        var parts = entry.split("\\|");
        var closed = parts.length == 2 ? entry + "|" + millis(now) : entry;
        List<?> fields =
                Objects.requireNonNull(
                        redis.execute(
                                take,
                                List.of(list(tag), key(tag, entry), key(tag, closed)),
                                entry,
                                closed,
                                millis(now),
                                millis(hidden)));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var notices = new ArrayList<Notice>();
        for (int i = 0; i < fields.size(); i += 2) {
            if (!FIRST.equals(fields.get(i))) {
                notices.add(json.readValue((String) fields.get(i + 1), Notice.class));
            }
        }
        notices.sort(Comparator.comparing(Notice::due).thenComparing(Notice::id));
        return Optional.of(
                new Digest(
                        tag,
                        closed,
                        parts[0],
                        parts[1],
                        Instant.ofEpochMilli(
                                Long.parseLong(closed.substring(closed.lastIndexOf('|') + 1))),
                        notices));
    }

    /** Nothing more is to be done with it. */
    void done(Digest digest) {
        changes.apply(
                Change.of()
                        .del(key(digest.tag(), digest.entry()))
                        .zrem(list(digest.tag()), digest.entry()));
    }

    /** It is tried again then. */
    void later(Digest digest, Instant next) {
        redis.opsForZSet().add(list(digest.tag()), digest.entry(), next.toEpochMilli());
    }

    private static String millis(Instant moment) {
        return "" + moment.toEpochMilli();
    }

    private static String list(String tag) {
        return "accounts:" + tag + ":mail";
    }

    private static String key(String tag, String entry) {
        return list(tag) + ":" + entry;
    }
}
