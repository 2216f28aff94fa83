package io.septet.accounts.publication;

import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Fingerprint;
import io.septet.accounts.platform.Seen;
import io.septet.kit.content.ContentHash;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.time.SkewedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publications in Redis.
 *
 * <pre>
 * SET   accounts:{p00}:publication:7f3c...  {"schema":1,"version":3,"id":"7f3c...","state":"ARMED","attempt":1,...}
 * ZADD  accounts:{p00}:work:51aa...  1772355600000  7f3c...
 * SADD  accounts:{p00}:stirred  51aa...
 * INCR  accounts:{p00}:armseq
 * XADD  accounts:{p00}:events * e {"type":"publication.armed",...}
 * SET   accounts:{p00}:bound:0a9e...:1871 {"version":1,"delivery":"7f3c..."}
 * ZADD  accounts:{p00}:sends:0a9e...:5c1f...  1772355600000  7f3c...
 * </pre>
 *
 * <p>{@code work} holds whatever of a workspace has a next step, its score being the time of that
 * step in milliseconds since 1970-01-01T00:00Z; what is not in it is final, recalled or waits for a
 * person. Whoever gives a step another time puts its workspace into {@code stirred}, from which
 * {@link Steps} learns of it. Every write compares the version that was read and adds a line to the
 * record's story. {@code bound} says which delivery a post of a feed belongs to, by the platform's
 * id of the post; it is written by the script that writes PUBLISHED, and never given to another
 * one. {@code sends} has, by feed and fingerprint, what was armed and is not settled, scored by
 * when: whichever of them a post of that text belongs to is not known.
 */
@Repository
class Publications {
    private static final RedisScript<List> ARM =
            Changes.script(Publications.class, "arm.lua", List.class);
    private static final RedisScript<List> BIND =
            Changes.script(Publications.class, "bind.lua", List.class);
    private static final RedisScript<Long> LATER =
            Changes.script(Publications.class, "later.lua", Long.class);

    /** Longer than anything stays unknown. */
    private static final Duration KEEP = Duration.ofDays(30);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final EventStreams streams;
    private final ContractTimings timings;
    private final Clock clock;
    private final JsonMapper json;

    /** How many arms we know of, by partition: Redis may never know of fewer. */
    private final ConcurrentHashMap<String, Long> arms = new ConcurrentHashMap<>();

    Publications(
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            EventStreams streams,
            ContractTimings timings,
            Clock clock,
            JsonMapper json) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.streams = streams;
        this.timings = timings;
        this.clock = clock;
        this.json = json;
    }

    Optional<Publication> find(String workspace, String id) {
        return findIn(partitions.tag(workspace), id);
    }

    /** Publications in the order of their ids; those that do not exist are left out. */
    List<Publication> findAll(String workspace, List<String> ids) {
        var tag = partitions.tag(workspace);
        return changes.findAll(ids.stream().map(id -> key(tag, id)).toList(), Publication.class);
    }

    Optional<Publication> findIn(String tag, String id) {
        return changes.find(key(tag, id), Publication.class);
    }

    /**
     * Writes a publication that has a next step.
     *
     * @param before the version that must still be stored; 0 = none may be
     * @return whether it was written
     */
    boolean write(Publication untold, long before, Instant step) {
        var publication = untold.told(clock.instant());
        var tag = partitions.tag(publication.workspace());
        var change =
                Change.of()
                        .zrem(work(publication), publication.id())
                        .document(key(tag, publication.id()), before, changes.write(publication))
                        .zadd(work(publication), step.toEpochMilli(), publication.id())
                        .sadd(Steps.stirred(tag), publication.workspace())
                        .event(stream(publication), event(publication));
        if (publication.certainlyNotPublic()) {
            change.zrem(sends(publication), publication.id());
        }
        return changes.apply(change).applied();
    }

    /**
     * Writes a publication that has no next step of its own. The first write is a ZREM, which a
     * Redis without memory still lets through, so that an answer can always be recorded.
     *
     * @return whether it was written
     */
    boolean close(Publication publication, long before) {
        return changes.apply(closing(publication, before)).applied();
    }

    /** What came of the attempt to take a post that was found for a publication's own. */
    enum Binding {
        BOUND,
        /** Somebody else has taken a step meanwhile. */
        STALE,
        /** It belongs to another delivery. */
        TAKEN,
        /** More sends of this text are unsettled than there are such posts. */
        FEWER,
        /** There are more such posts than sends. */
        MORE
    }

    /**
     * Writes PUBLISHED for a post that was found by looking, unless it belongs to another delivery,
     * or may: if others of the same text were sent about then and are not settled either, a post
     * proves something only if there are as many as there are such sends.
     *
     * @param alike all posts on the feed that look the same
     * @param certain whether it is known to be this very send
     */
    Binding bind(Publication untold, long before, List<Seen> alike, boolean certain) {
        var now = clock.instant();
        var published = untold.told(now);
        var tag = partitions.tag(published.workspace());
        var id = Objects.requireNonNull(published.platformId());
        var sent = Objects.requireNonNullElse(published.firstArmedAt(), published.due());
        // What was armed earlier had become public, or nothing, before the first post looked at.
        var since = sent.minus(timings.lookBack()).minus(timings.call()).minus(timings.settle());
        var keys =
                new ArrayList<>(
                        List.of(
                                key(tag, published.id()),
                                work(published),
                                bound(published, id),
                                sends(published),
                                stream(published),
                                Steps.stirred(tag)));
        alike.stream()
                .filter(one -> !one.platformId().equals(id))
                .forEach(one -> keys.add(bound(published, one.platformId())));
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                BIND,
                                keys,
                                "" + before,
                                published.id(),
                                "" + since.toEpochMilli(),
                                changes.write(published),
                                changes.write(new Bound(published.id())),
                                "" + KEEP.toMillis(),
                                changes.write(event(published)),
                                published.link() == null
                                        ? "" + now.plus(Links.FIRST).toEpochMilli()
                                        : "",
                                certain ? "1" : "",
                                published.workspace()));
        return Binding.valueOf(((String) answer.getFirst()).toUpperCase(Locale.ROOT));
    }

    /**
     * Writes where a published post can be seen. Readers hear of it as of a change that is none of
     * its steps.
     *
     * @return whether it was written
     */
    boolean linked(Publication publication, long before) {
        var tag = partitions.tag(publication.workspace());
        return changes.apply(
                        Change.of()
                                .zrem(work(publication), publication.id())
                                .document(
                                        key(tag, publication.id()),
                                        before,
                                        changes.write(publication))
                                .event(
                                        stream(publication),
                                        event("publication.linked", publication)))
                .applied();
    }

    /** There is no next step any more, unless somebody has taken one meanwhile. */
    void rest(Publication publication) {
        move(publication, "");
    }

    private Change closing(Publication untold, long before) {
        var publication = untold.told(clock.instant());
        var tag = partitions.tag(publication.workspace());
        var change =
                Change.of()
                        .zrem(work(publication), publication.id())
                        .document(key(tag, publication.id()), before, changes.write(publication));
        var id = publication.platformId();
        if (publication.state() == PublicationState.PUBLISHED && id != null) {
            var bound = bound(publication, id);
            boolean ours = ownerOf(publication, id).filter(publication.id()::equals).isPresent();
            change.expect(bound, ours ? Bound.VERSION : 0)
                    .set(bound, changes.write(new Bound(publication.id())))
                    .expire(bound, KEEP);
            if (publication.link() == null) {
                var next = clock.instant().plus(Links.FIRST);
                change.zadd(work(publication), next.toEpochMilli(), publication.id())
                        .sadd(
                                Steps.stirred(partitions.tag(publication.workspace())),
                                publication.workspace());
            }
        }
        if (publication.certainlyNotPublic()
                || (publication.state() == PublicationState.PUBLISHED && id != null)) {
            change.zrem(sends(publication), publication.id());
        }
        return change.event(stream(publication), event(publication));
    }

    /** Whose post something on a platform is. */
    private record Bound(long version, String delivery) {
        static final long VERSION = 1;

        Bound(String delivery) {
            this(VERSION, delivery);
        }
    }

    /** Those posts of the publication's feed that belong to no other delivery. */
    List<Seen> unbound(Publication publication, List<Seen> seen) {
        return seen.stream()
                .filter(one ->
                        ownerOf(publication, one.platformId())
                                .filter(owner -> !owner.equals(publication.id()))
                                .isEmpty())
                .toList();
    }

    /** To which delivery a post of the publication's feed belongs, if that is known. */
    Optional<String> ownerOf(Publication publication, String platformId) {
        return changes.find(bound(publication, platformId), Bound.class).map(Bound::delivery);
    }

    /**
     * Moves the time of the next step without touching the record, unless somebody has taken a step
     * meanwhile.
     */
    void later(Publication publication, Instant step) {
        move(publication, "" + step.toEpochMilli());
    }

    private void move(Publication publication, String score) {
        var tag = partitions.tag(publication.workspace());
        redis.execute(
                LATER,
                List.of(key(tag, publication.id()), work(publication), Steps.stirred(tag)),
                "" + publication.version(),
                publication.id(),
                score,
                publication.workspace());
    }

    /** Asks everything that must hold at the moment of sending, and writes ARMED, in one script. */
    ArmOutcome arm(Publication publication) {
        var tag = partitions.tag(publication.workspace());
        var now = clock.instant();
        var armed = publication.armed(now).told(now);
        var known = arms.getOrDefault(tag, 0L);
        var arguments =
                new ArrayList<>(
                        List.of(
                                "" + publication.version(),
                                "" + publication.due().toEpochMilli(),
                                "" + publication.notAfter().toEpochMilli(),
                                "" + now.toEpochMilli(),
                                "" + timings.clockTolerance().toMillis(),
                                "" + skewMillis(),
                                changes.write(armed),
                                changes.write(event(armed)),
                                "" + now.plus(timings.armStale()).toEpochMilli(),
                                "" + known,
                                "" + KEEP.toMillis(),
                                ContentHash.of(armed.feed(), armed.content())));
        arguments.addAll(
                Holds.scopesOver(
                        publication.workspace(), publication.feed(), publication.labels()));
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                ARM,
                                List.of(
                                        key(tag, publication.id()),
                                        work(publication),
                                        Holds.heldKey(tag),
                                        armSeq(tag),
                                        stream(publication),
                                        Holds.lostKey(tag),
                                        sends(publication),
                                        Steps.stirred(tag)),
                                arguments.toArray()));
        return switch ((String) answer.getFirst()) {
            case "armed" -> {
                arms.merge(tag, Long.parseLong((String) answer.get(1)), Math::max);
                yield new ArmOutcome.Armed(armed);
            }
            case "stale" -> new ArmOutcome.Stale();
            case "lost" -> new ArmOutcome.Lost(known, Long.parseLong((String) answer.get(1)));
            case "doubtful" -> new ArmOutcome.Doubtful();
            case "clocks" ->
                    new ArmOutcome.ClocksDiffer(
                            Duration.ofMillis(Long.parseLong((String) answer.get(1))));
            case "early" ->
                    new ArmOutcome.Early(Duration.ofMillis(Long.parseLong((String) answer.get(1))));
            case "late" -> new ArmOutcome.Late();
            case "altered" -> new ArmOutcome.Altered();
            case "held" -> new ArmOutcome.Held((String) answer.get(1));
            default -> throw new IllegalStateException("arm.lua answered " + answer);
        };
    }

    /** Takes Redis' count of arms for true again, after everything was stopped. */
    void countFrom(String workspace, long present) {
        arms.put(partitions.tag(workspace), present);
    }

    /** How far a test has moved our clock, which Redis' TIME must follow; 0 in production. */
    private long skewMillis() {
        return clock instanceof SkewedClock skewed ? skewed.skew().toMillis() : 0;
    }

    private Event event(Publication publication) {
        return event(
                "publication."
                        + (publication.held()
                                ? "held"
                                : publication.state().name().toLowerCase(Locale.ROOT)),
                publication);
    }

    private Event event(String type, Publication publication) {
        return Event.of(
                type,
                publication.workspace(),
                publication.id(),
                publication.version(),
                clock.instant(),
                json.valueToTree(PublicationView.of(publication)));
    }

    private String stream(Publication publication) {
        return streams.stream("accounts", publication.workspace());
    }

    private static String key(String tag, String id) {
        return "accounts:" + tag + ":publication:" + id;
    }

    private String bound(Publication publication, String platformId) {
        return "accounts:"
                + partitions.tag(publication.workspace())
                + ":bound:"
                + publication.feed()
                + ":"
                + platformId;
    }

    private String sends(Publication publication) {
        return "accounts:"
                + partitions.tag(publication.workspace())
                + ":sends:"
                + publication.feed()
                + ":"
                + Fingerprint.of(publication.content()).digest();
    }

    private String work(Publication publication) {
        return Steps.work(partitions.tag(publication.workspace()), publication.workspace());
    }

    private static String armSeq(String tag) {
        return "accounts:" + tag + ":armseq";
    }
}
