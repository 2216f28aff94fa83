package io.septet.accounts.webhook;

import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Keeps messages and when each is tried next.
 *
 * <pre>
 * SET  accounts:{p00}:webhook-message:8c1d:02ab  {"schema":1,"version":2,"id":"02ab","state":"WAITING","body":"...","tries":[...],...} PX 604800000
 * ZADD accounts:{p00}:webhook-messages:8c1d      1772355600000  02ab
 * ZADD accounts:{p00}:webhook-queue:8c1d         1772355605000  02ab
 * ZADD accounts:{p00}:webhook-due                1772355605000  8c1d
 * </pre>
 *
 * A webhook's score in {@code webhook-due} is that of the first in its queue, so that one with much
 * to do hides no other. Whoever takes a message moves its score on; if its program dies, it comes
 * up again. Besides messages the entry {@code off} can be in a queue: the owners are to be told
 * that the webhook was switched off.
 */
@Component
class Messages {
    /** In a queue, for a letter to the owners. */
    static final String OFF = "off";

    /** How long a message can be looked at. */
    static final Duration KEPT = Duration.ofDays(7);

    /** How many of a webhook's finished messages can be looked at. */
    static final int MOST = 200;

    /** How many may wait; of more the oldest are given up. */
    static final int MOST_WAITING = 2000;

    private static final int TRIES = 20;

    private final RedisScript<Long> put = Changes.script(Messages.class, "put.lua", Long.class);

    @SuppressWarnings("rawtypes")
    private final RedisScript<List> take = Changes.script(Messages.class, "take.lua", List.class);

    private final RedisScript<Long> settle =
            Changes.script(Messages.class, "settle.lua", Long.class);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final Clock clock;

    Messages(StringRedisTemplate redis, Changes changes, Partitions partitions, Clock clock) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Puts a message down, due now; the same one again changes nothing. */
    void put(Message message) {
        var tag = partitions.tag(message.workspace());
        redis.execute(
                put,
                List.of(
                        "accounts:" + tag + ":webhook:" + message.webhook(),
                        key(tag, message.webhook(), message.id()),
                        list(tag, message.webhook()),
                        queue(tag, message.webhook()),
                        due(tag)),
                message.id(),
                changes.write(message),
                millis(clock.instant()),
                "" + KEPT.toMillis(),
                message.webhook(),
                "" + MOST,
                "" + MOST_WAITING,
                key(tag, message.webhook(), ""));
    }

    /** Whose queues have something due in a partition, the one that waits longest first. */
    List<String> due(String tag, int most) {
        return List.copyOf(
                Objects.requireNonNull(
                        redis.opsForZSet()
                                .rangeByScore(
                                        due(tag), 0, clock.instant().toEpochMilli(), 0, most)));
    }

    /** Takes what is due of a webhook and hides it from other replicas. */
    List<String> take(String tag, String webhook, int most, Duration hidden) {
        var now = clock.instant();
        List<?> ids =
                Objects.requireNonNull(
                        redis.execute(
                                take,
                                List.of(queue(tag, webhook), due(tag)),
                                webhook,
                                millis(now),
                                millis(now.plus(hidden)),
                                "" + most));
        return ids.stream().map(String.class::cast).toList();
    }

    Optional<Message> find(String tag, String webhook, String id) {
        return changes.find(key(tag, webhook, id), Message.class);
    }

    Optional<Message> find(Webhook hook, String id) {
        return Ids.isId(id)
                ? find(partitions.tag(hook.workspace()), hook.id(), id)
                : Optional.empty();
    }

    /** The newest first, beginning at an offset. */
    List<Message> page(Webhook hook, int from, int size) {
        var tag = partitions.tag(hook.workspace());
        var ids =
                Objects.requireNonNull(
                        redis.opsForZSet()
                                .reverseRange(list(tag, hook.id()), from, from + size - 1L));
        return changes.findAll(
                ids.stream().map(id -> key(tag, hook.id(), id)).toList(), Message.class);
    }

    /** Changes a message, over and over until nobody was faster, and says when it is due next. */
    Optional<Message> change(Message known, UnaryOperator<Message> how) {
        var tag = partitions.tag(known.workspace());
        for (int i = 0; i < TRIES; i++) {
            var before = find(tag, known.webhook(), known.id());
            if (before.isEmpty()) {
                forget(tag, known.webhook(), known.id());
                return before;
            }
            var after = how.apply(before.get());
            var next = after.next();
            if (settle(
                    tag,
                    known.webhook(),
                    known.id(),
                    "" + before.get().version(),
                    changes.write(after),
                    next == null ? "" : millis(next))) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("The message " + known.id() + " changes all the time");
    }

    /** Nothing more is to be done with an entry of a queue. */
    void forget(String tag, String webhook, String entry) {
        settle(tag, webhook, entry, "", "", "");
    }

    /** An entry that is no message is looked at again then. */
    void later(String tag, String webhook, String entry, Instant next) {
        settle(tag, webhook, entry, "", "", millis(next));
    }

    /** Adds that the owners are to be told that a webhook was switched off. */
    static void tellOwners(Change change, String tag, String webhook, Instant now) {
        change.zadd(queue(tag, webhook), now.toEpochMilli(), OFF)
                .zadd(due(tag), now.toEpochMilli(), webhook);
    }

    Change forgetAll(Change change, Webhook hook) {
        var tag = partitions.tag(hook.workspace());
        Objects.requireNonNull(redis.opsForZSet().range(list(tag, hook.id()), 0, -1))
                .forEach(id -> change.del(key(tag, hook.id(), id)));
        return change.del(list(tag, hook.id()))
                .del(queue(tag, hook.id()))
                .zrem(due(tag), hook.id());
    }

    private boolean settle(
            String tag, String webhook, String entry, String version, String text, String next) {
        return Long.valueOf(1)
                .equals(
                        redis.execute(
                                settle,
                                List.of(key(tag, webhook, entry), queue(tag, webhook), due(tag)),
                                webhook,
                                entry,
                                version,
                                text,
                                "" + KEPT.toMillis(),
                                next));
    }

    private static String millis(Instant moment) {
        return "" + moment.toEpochMilli();
    }

    private static String key(String tag, String webhook, String id) {
        return "accounts:" + tag + ":webhook-message:" + webhook + ":" + id;
    }

    private static String list(String tag, String webhook) {
        return "accounts:" + tag + ":webhook-messages:" + webhook;
    }

    private static String queue(String tag, String webhook) {
        return "accounts:" + tag + ":webhook-queue:" + webhook;
    }

    private static String due(String tag) {
        return "accounts:" + tag + ":webhook-due";
    }
}
