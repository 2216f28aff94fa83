package io.septet.scheduler.delivery;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.accounts.Publication;
import io.septet.scheduler.approval.Approval;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deliveries in Redis.
 *
 * <pre>
 * SET  scheduler:{p00}:delivery:7f3c...  {"schema":1,"version":1,"id":"7f3c...","state":"SCHEDULED","due":"2026-03-01T09:00:00Z",...}
 * ZADD scheduler:{p00}:due  1772355600000  7f3c...
 * SET  scheduler:{p00}:handing:7f3c...  {"version":1}
 * HSET scheduler:{p00}:log:7f3c...  d1  {"at":"...","step":"scheduled"}
 * ZADD scheduler:{p00}:deliveries:WORKSPACE  1772355600000  7f3c...
 * ZADD scheduler:{p00}:deliveries:WORKSPACE:feed:FEED  1772355600000  7f3c...
 * ZADD scheduler:{p00}:deliveries:WORKSPACE:state:SCHEDULED  1772355600000  7f3c...
 * ZADD scheduler:{p00}:deliveries:WORKSPACE:held  1772355600000  7f3c...
 * SADD scheduler:{p00}:delivering  WORKSPACE
 * XADD scheduler:{p00}:events * e {"type":"delivery.scheduled",...}
 * </pre>
 *
 * <p>The score in {@code due} is the time of the next look at a delivery, in milliseconds since
 * 1970-01-01T00:00Z: due minus lead while it is ours (if a hold keeps it, due, and then the end of
 * its time window), due plus a minute once it is handed over; what needs no look is not in it.
 * {@code handing} says up to which revision a hand-over may be on its way; whoever changes a
 * delivery checks it in the same change. The lists are scored by due time. One field of the log is
 * written per version of the delivery ({@code d1}) or its publication ({@code p1}), so that telling
 * it twice changes nothing.
 */
@Repository
public class Deliveries {
    private static final int TRIES = 20;
    private static final int AT_ONCE = 200;
    private static final int OPENING = 200;

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final EventStreams streams;
    private final ContractTimings timings;
    private final Clock clock;
    private final JsonMapper json;

    Deliveries(
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

    /** One delivery of a workspace. */
    public Optional<Delivery> find(String workspace, String id) {
        return findIn(partitions.tag(workspace), id)
                .filter(delivery -> delivery.workspace().equals(workspace));
    }

    /**
     * One delivery of a workspace.
     *
     * @throws Problem 404 if there is none
     */
    public Delivery get(String workspace, String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(known -> find(workspace, known))
                .orElseThrow(() -> Problem.notFound("delivery", id));
    }

    Optional<Delivery> findIn(String tag, String id) {
        return changes.find(key(tag, id), Delivery.class);
    }

    /** Deliveries in the order of their ids; those that do not exist are left out. */
    public List<Delivery> findAll(String workspace, List<String> ids) {
        var tag = partitions.tag(workspace);
        return changes.findAll(ids.stream().map(id -> key(tag, id)).toList(), Delivery.class);
    }

    /**
     * Adds to a change what stores a delivery: the record, its place in the due list and all lists,
     * its event and the line of its log.
     *
     * @param before as it was read; null for a new one
     * @param entry null if accounts-service has told its own line of it
     */
    public void put(
            Change change, @Nullable Delivery before, Delivery after, @Nullable LogEntry entry) {
        var tag = partitions.tag(after.workspace());
        var id = after.id();
        long due = after.due().toEpochMilli();
        change.document(key(tag, id), before == null ? 0 : before.version(), changes.write(after));
        if (before == null) {
            change.sadd(delivering(tag), after.workspace());
        }
        if (before == null || !before.due().equals(after.due())) {
            change.zadd(list(tag, after.workspace()), due, id)
                    .zadd(listOfFeed(tag, after.workspace(), after.feed()), due, id);
        }
        if (before != null && before.state() != after.state()) {
            change.zrem(listOfState(tag, after.workspace(), before.state()), id);
        }
        change.zadd(listOfState(tag, after.workspace(), after.state()), due, id);
        if (after.step() == Step.HELD) {
            change.zadd(listOfHeld(tag, after.workspace()), due, id);
        } else if (before != null && before.step() == Step.HELD) {
            change.zrem(listOfHeld(tag, after.workspace()), id);
        }
        switch (after.state()) {
            case SCHEDULED -> change.zadd(due(tag), visitAt(after).toEpochMilli(), id);
            case HANDED -> {
                if (before == null || before.state() != DeliveryState.HANDED) {
                    change.zadd(due(tag), askAt(after).toEpochMilli(), id);
                }
            }
            default -> change.zrem(due(tag), id);
        }
        change.del(handing(tag, id));
        change.event(streams.stream("scheduler", after.workspace()), event(before, after));
        if (entry != null) {
            change.hset(log(tag, id), "d" + after.version(), changes.write(entry));
        }
    }

    /**
     * When a delivery that is ours is visited. One that a hold keeps is asked about once more when
     * it is due, and then waits for a person until its time window is over.
     */
    private Instant visitAt(Delivery scheduled) {
        if (scheduled.step() != Step.HELD) {
            return scheduled.handAt();
        }
        return clock.instant().isBefore(scheduled.due())
                ? scheduled.due()
                : scheduled.notAfter().plus(timings.clockTolerance()).plusMillis(1);
    }

    /** Adds to a change the lines that tell who has approved what is sent, and its digest. */
    public void tellApproved(Change change, Delivery after, Approval approval) {
        var log = log(partitions.tag(after.workspace()), after.id());
        // Negative numbers: they come before the line of what follows from them.
        for (int stage = 0; stage < approval.decisions().size(); stage++) {
            var said = approval.decisions().get(stage);
            var detail =
                    said.reader() == null
                            ? said.stage()
                            : said.stage() + ": " + said.reader() + " (link)";
            change.hset(
                    log,
                    "a" + (stage - approval.decisions().size()),
                    changes.write(LogEntry.by(said.at(), "approved", detail, said.by())));
        }
    }

    /** Makes a change fail if a delivery is no longer as it was read. */
    public void expect(Change change, Delivery read) {
        change.expect(key(partitions.tag(read.workspace()), read.id()), read.version());
    }

    /** Makes a change fail if a hand-over of the delivery has begun meanwhile. */
    public void expectNotHanding(Change change, Delivery read) {
        change.expect(handing(partitions.tag(read.workspace()), read.id()), 0);
    }

    /** What becomes of a delivery, and the line that tells of it, if it is ours to tell. */
    record Update(Delivery after, @Nullable LogEntry entry) {}

    /**
     * Changes one delivery, reading it anew as often as somebody else was faster.
     *
     * @param step what is to become of it as it is now; empty = nothing
     * @return the delivery as it is now stored; empty if there is none
     */
    Optional<Delivery> update(
            String tag, String id, Closing closing, Function<Delivery, Optional<Update>> step) {
        for (int tries = 0; tries < TRIES; tries++) {
            var read = findIn(tag, id);
            var next = read.flatMap(step);
            if (read.isEmpty() || next.isEmpty()) {
                return read;
            }
            var after = next.get().after();
            var change = Change.of();
            put(change, read.get(), after, next.get().entry());
            if (after.state().isFinal() && !read.get().state().isFinal()) {
                closing.add(change, after);
            }
            switch (changes.apply(change)) {
                case ChangeOutcome.Applied() -> {
                    return Optional.of(after);
                }
                case ChangeOutcome.Stale(var key) -> {}
                case ChangeOutcome.Replayed(var answer) -> throw new IllegalStateException();
                case ChangeOutcome.OtherBody() -> throw new IllegalStateException();
            }
        }
        throw new IllegalStateException("Delivery " + id + " changes too often to be changed");
    }

    /** Writes the line that a publication tells; the same one again changes nothing. */
    void tell(String workspace, Publication told, Instant at) {
        if (told.state().equals("NEW") && !told.held()) {
            // That it was handed over is told by the delivery itself.
            return;
        }
        var log = log(partitions.tag(workspace), told.deliveryId());
        redis.opsForHash()
                .putIfAbsent(log, "p" + told.version(), changes.write(Results.entry(told, at)));
    }

    /** Writes the line of what a member has decided; the same one again changes nothing. */
    void note(Delivery delivery, long decided, LogEntry entry) {
        var log = log(partitions.tag(delivery.workspace()), delivery.id());
        redis.opsForHash().putIfAbsent(log, "v" + decided, changes.write(entry));
    }

    /** The story of a delivery, oldest line first. */
    public List<LogEntry> log(Delivery delivery) {
        var lines =
                redis.<String, String>opsForHash()
                        .entries(log(partitions.tag(delivery.workspace()), delivery.id()));
        return lines.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, String> line) -> number(line)))
                .map(line -> json.readValue(line.getValue(), LogEntry.class))
                .sorted(Comparator.comparing(LogEntry::at))
                .toList();
    }

    /** Up to which revision hand-overs of these scheduled deliveries have begun; 0 = none. */
    List<Long> handing(List<Delivery> scheduled) {
        if (scheduled.isEmpty()) {
            return List.of();
        }
        var keys =
                scheduled.stream()
                        .map(delivery ->
                                handing(partitions.tag(delivery.workspace()), delivery.id()))
                        .toList();
        return Objects.requireNonNull(redis.opsForValue().multiGet(keys)).stream()
                .map(mark -> mark == null ? 0L : json.readTree(mark).path("version").asLong())
                .toList();
    }

    /** When the next look at a delivery that is handed over is due. */
    Instant askAt(Delivery delivery) {
        var now = clock.instant();
        return (delivery.due().isAfter(now) ? delivery.due() : now).plus(timings.overdue());
    }

    /** Moves the next look at a delivery. */
    void lookAt(Delivery delivery, Instant next) {
        redis.opsForZSet()
                .add(due(partitions.tag(delivery.workspace())), delivery.id(), next.toEpochMilli());
    }

    /** No more look at a delivery is needed. */
    void lookNoMore(String tag, String id) {
        redis.opsForZSet().remove(due(tag), id);
    }

    /** Whose deliveries these are; what does not exist any more is nobody's. */
    Map<String, String> owners(String tag, Collection<String> ids) {
        var owners = new LinkedHashMap<String, String>();
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            some.forEach(id -> owners.put(id, ""));
            changes.findAll(some.stream().map(id -> key(tag, id)).toList(), Delivery.class)
                    .forEach(delivery -> owners.put(delivery.id(), delivery.workspace()));
        }
        return owners;
    }

    /** Every workspace that ever had a delivery. */
    public List<String> delivering() {
        return partitions.all().stream()
                .flatMap(tag ->
                        Objects.requireNonNull(redis.opsForSet().members(delivering(tag))).stream())
                .toList();
    }

    /** The sorted set of a workspace's deliveries by due time. */
    public String list(String workspace) {
        return list(partitions.tag(workspace), workspace);
    }

    String listOfFeed(String workspace, String feed) {
        return listOfFeed(partitions.tag(workspace), workspace, feed);
    }

    String listOfState(String workspace, DeliveryState state) {
        return listOfState(partitions.tag(workspace), workspace, state);
    }

    String listOfHeld(String workspace) {
        return listOfHeld(partitions.tag(workspace), workspace);
    }

    static String due(String tag) {
        return "scheduler:" + tag + ":due";
    }

    static String key(String tag, String id) {
        return "scheduler:" + tag + ":delivery:" + id;
    }

    static String handing(String tag, String id) {
        return "scheduler:" + tag + ":handing:" + id;
    }

    static String delivering(String tag) {
        return "scheduler:" + tag + ":delivering";
    }

    private static String log(String tag, String id) {
        return "scheduler:" + tag + ":log:" + id;
    }

    static String list(String tag, String workspace) {
        return "scheduler:" + tag + ":deliveries:" + workspace;
    }

    private static String listOfFeed(String tag, String workspace, String feed) {
        return list(tag, workspace) + ":feed:" + feed;
    }

    static String listOfState(String tag, String workspace, DeliveryState state) {
        return list(tag, workspace) + ":state:" + state;
    }

    private static String listOfHeld(String tag, String workspace) {
        return list(tag, workspace) + ":held";
    }

    private static long number(Map.Entry<String, String> line) {
        return Long.parseLong(line.getKey().substring(1));
    }

    private Event event(@Nullable Delivery before, Delivery after) {
        boolean moved = before == null || before.state() != after.state();
        var word = moved ? after.state().name().toLowerCase(Locale.ROOT) : "changed";
        ObjectNode data = json.valueToTree(DeliveryView.of(after));
        data.put("text", opening(after.content().text()));
        data.put("media", after.cover());
        return Event.of(
                "delivery." + word,
                after.workspace(),
                after.id(),
                after.version(),
                clock.instant(),
                data);
    }

    /** The first 200 characters of a text; none is cut in half. */
    public static String opening(String text) {
        return text.codePointCount(0, text.length()) <= OPENING
                ? text
                : text.substring(0, text.offsetByCodePoints(0, OPENING));
    }
}
