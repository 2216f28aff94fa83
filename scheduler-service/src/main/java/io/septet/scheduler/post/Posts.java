package io.septet.scheduler.post;

import io.septet.kit.deed.Deeds;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.media.MediaRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts in Redis.
 *
 * <pre>
 * SET  scheduler:{p00}:post:51aa...  {"schema":1,"version":1,"id":"51aa...","state":"SCHEDULED","draft":{...},"deliveries":{"0a9e...":{"id":"7f3c...","take":1}}}
 * ZADD scheduler:{p00}:posts:WORKSPACE  1772350000000  51aa...
 * ZADD scheduler:{p00}:posts:WORKSPACE:state:SCHEDULED  1772350000000  51aa...
 * ZADD scheduler:{p00}:calendar:WORKSPACE  1772355600000  51aa...
 * ZADD scheduler:{p00}:unapproved  1772355600000  51aa...
 * SADD scheduler:{p00}:media:0b7d...:posts  51aa...
 * XADD scheduler:{p00}:events * e {"type":"post.created",...}
 * </pre>
 *
 * <p>The lists of posts are scored by creation, the calendar by due time, all in milliseconds since
 * 1970-01-01T00:00Z. A post and its deliveries are written by one change.
 */
@Repository
public class Posts {
    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final EventStreams streams;
    private final Deeds deeds;
    private final MediaRecords media;
    private final Deliveries deliveries;
    private final Labels labels;
    private final Clock clock;
    private final JsonMapper json;

    Posts(
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            EventStreams streams,
            Deeds deeds,
            MediaRecords media,
            Deliveries deliveries,
            Labels labels,
            Clock clock,
            JsonMapper json) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.streams = streams;
        this.deeds = deeds;
        this.media = media;
        this.deliveries = deliveries;
        this.labels = labels;
        this.clock = clock;
        this.json = json;
    }

    Optional<Post> find(String workspace, String id) {
        return Ids.isId(id)
                ? changes.find(key(workspace, id), Post.class)
                        .filter(post -> post.workspace().equals(workspace))
                : Optional.empty();
    }

    /** Posts in the order of their ids; those that do not exist are left out. */
    public List<Post> findAll(String workspace, List<String> ids) {
        return changes.findAll(ids.stream().map(id -> key(workspace, id)).toList(), Post.class);
    }

    /** Posts that wait for approval, the newest first. */
    List<Post> submitted(String workspace, int most) {
        var ids =
                redis.opsForZSet()
                        .reverseRange(listOfState(workspace, PostState.SUBMITTED), 0, most - 1L);
        return findAll(workspace, List.copyOf(Objects.requireNonNull(ids)));
    }

    /** The present deliveries of posts of one workspace, by id. */
    public Map<String, Delivery> deliveriesOf(String workspace, List<Post> posts) {
        var ids =
                posts.stream()
                        .flatMap(post -> post.deliveries().values().stream())
                        .map(Post.Sent::id)
                        .toList();
        return deliveries.findAll(workspace, ids).stream()
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
    }

    /** The present deliveries of a post. */
    List<Delivery> deliveriesOf(Post post) {
        return List.copyOf(deliveriesOf(post.workspace(), List.of(post)).values());
    }

    /**
     * Adds to a change what stores a post: the record, its place in the lists, its labels, the
     * pictures it uses and its event.
     *
     * @param before as it was read; null for a new one
     */
    void put(Change change, @Nullable Post before, Post after) {
        var workspace = after.workspace();
        var id = after.id();
        long created = after.createdAt().toEpochMilli();
        change.document(
                key(workspace, id), before == null ? 0 : before.version(), changes.write(after));
        if (before == null) {
            change.zadd(list(workspace), created, id);
        } else if (before.state() != after.state()) {
            change.zrem(listOfState(workspace, before.state()), id);
        }
        if (before == null || before.state() != after.state()) {
            change.zadd(listOfState(workspace, after.state()), created, id);
        }
        var due = after.draft().due();
        if (due != null) {
            change.zadd(calendar(workspace), due.toEpochMilli(), id);
        } else if (before != null && before.draft().due() != null) {
            change.zrem(calendar(workspace), id);
        }
        labels.put(change, before, after);
        if (after.state() == PostState.SUBMITTED && after.approval() != null) {
            change.zadd(
                    unapproved(partitions.tag(workspace)),
                    after.approval().due().toEpochMilli(),
                    id);
        } else if (before != null && before.state() == PostState.SUBMITTED) {
            change.zrem(unapproved(partitions.tag(workspace)), id);
        }
        var had = before == null ? List.<String>of() : before.draft().media();
        var has = after.draft().media();
        missingIn(had, has).forEach(one -> media.use(change, workspace, one, id));
        missingIn(has, had).forEach(one -> media.leave(change, workspace, one, id));
        change.event(
                streams.stream("scheduler", workspace),
                event(before == null ? "post.created" : "post.changed", after, after.version()));
        var said = said(before, after);
        if (said != null && said.reader() != null) {
            // Whoever reads by a link is nobody here: the name is what they say of themselves.
            deeds.addOf(
                    change,
                    workspace,
                    "unknown",
                    Objects.requireNonNullElse(said.from(), ""),
                    done(before, after),
                    id,
                    facts(before, after));
        } else {
            deeds.add(change, workspace, done(before, after), id, facts(before, after));
        }
    }

    private static String done(@Nullable Post before, Post after) {
        var said = said(before, after);
        if (said != null) {
            return said.approved() ? "post.approved" : "post.rejected";
        }
        if (after.state() == PostState.SUBMITTED) {
            return before != null && before.state() == PostState.SUBMITTED
                    ? "post.changed"
                    : "post.submitted";
        }
        boolean goes = after.state() == PostState.SCHEDULED;
        boolean went = before != null && before.state() == PostState.SCHEDULED;
        if (goes && !went) {
            return "post.scheduled";
        }
        if (before == null) {
            return "post.written";
        }
        return went && after.state() == PostState.DRAFT ? "post.unscheduled" : "post.changed";
    }

    /** The decision that makes the difference; null if it is another one. */
    private static Approval.@Nullable Decision said(@Nullable Post before, Post after) {
        var had = before == null ? null : before.approval();
        var has = after.approval();
        return had != null
                        && has != null
                        && had.hash().equals(has.hash())
                        && has.decisions().size() > had.decisions().size()
                ? has.decisions().getLast()
                : null;
    }

    private static Map<String, String> facts(Post post) {
        var due = post.draft().due();
        return Map.of(
                "version", "" + post.version(),
                "feeds", "" + post.draft().feeds().size(),
                "due", due == null ? "" : due.toString());
    }

    /** Those, and what was said to which content, or how much of it became void. */
    private static Map<String, String> facts(@Nullable Post before, Post after) {
        var facts = new LinkedHashMap<>(facts(after));
        var said = said(before, after);
        if (said != null) {
            facts.put("stage", said.stage());
            facts.put("hash", after.approval() == null ? "" : after.approval().hash());
            if (said.reader() != null) {
                facts.put("reader", said.reader());
                facts.put("answerable", said.by());
            }
        } else if (before != null && before.approval() != null) {
            var had = before.approval();
            boolean stands = after.approval() != null && after.approval().hash().equals(had.hash());
            if (!stands && !had.decisions().isEmpty()) {
                facts.put("voided", "" + had.decisions().size());
            }
        }
        return facts;
    }

    /** Adds to a change what removes a post. */
    void remove(Change change, Post read) {
        var workspace = read.workspace();
        change.remove(key(workspace, read.id()), read.version())
                .zrem(list(workspace), read.id())
                .zrem(listOfState(workspace, read.state()), read.id())
                .zrem(calendar(workspace), read.id())
                .zrem(unapproved(partitions.tag(workspace)), read.id());
        labels.put(change, read, null);
        read.draft().media().forEach(one -> media.leave(change, workspace, one, read.id()));
        change.event(
                streams.stream("scheduler", workspace),
                event("post.deleted", read, read.version() + 1));
        deeds.add(change, workspace, "post.deleted", read.id(), facts(read));
    }

    String list(String workspace) {
        return "scheduler:" + partitions.tag(workspace) + ":posts:" + workspace;
    }

    String listOfState(String workspace, PostState state) {
        return list(workspace) + ":state:" + state;
    }

    /** The sorted set of a workspace's posts by due time. */
    public String calendar(String workspace) {
        return "scheduler:" + partitions.tag(workspace) + ":calendar:" + workspace;
    }

    /** Submitted posts by due time: whatever is still in it then was not approved in time. */
    static String unapproved(String tag) {
        return "scheduler:" + tag + ":unapproved";
    }

    /** A post of whatever workspace. */
    Optional<Post> findIn(String tag, String id) {
        return changes.find("scheduler:" + tag + ":post:" + id, Post.class);
    }

    private String key(String workspace, String id) {
        return "scheduler:" + partitions.tag(workspace) + ":post:" + id;
    }

    private static List<String> missingIn(List<String> these, List<String> of) {
        var missing = new ArrayList<>(of);
        missing.removeAll(these);
        return missing;
    }

    private Event event(String type, Post post, long version) {
        var data = json.createObjectNode();
        data.put("id", post.id());
        data.put("state", post.state().name());
        data.set("due", json.valueToTree(post.draft().due()));
        return Event.of(type, post.workspace(), post.id(), version, clock.instant(), data);
    }
}
