package io.septet.scheduler.media;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of pictures.
 *
 * <pre>
 * SET  scheduler:{p00}:media:51aa...  {"schema":1,"version":1,"id":"51aa...","sha256":"...","uploader":"...",...}
 * SADD scheduler:{p00}:media:51aa...:posts  0b7d...
 * HSET scheduler:{p00}:media:51aa...:renditions  "image/jpeg 8388608 320 1440 0 0"  {"id":"9c01...","sha256":"...",...}
 * ZADD scheduler:{p00}:media:unused  1772350000000  51aa...
 * SADD scheduler:{p00}:media:file:WORKSPACE:SHA256  51aa...
 * SADD scheduler:{p00}:media:leaving  "WORKSPACE 51aa... SHA256"
 * </pre>
 *
 * <p>The first set names the posts that use it, and is written by the change that writes such a
 * post; only a picture whose set is empty can be removed. {@code unused} says since when no post
 * uses a picture, as far as is known: a picture in it may be in use again by another post, and is
 * then passed over. The files' sets name the pictures and renditions that share one file; {@code
 * leaving} lists those that a removed picture still has to be taken out of.
 */
@Repository
public class MediaRecords {
    private static final RedisScript<String> REMOVE =
            Changes.script(MediaRecords.class, "remove.lua", String.class);
    private static final RedisScript<String> RENDITION =
            Changes.script(MediaRecords.class, "rendition.lua", String.class);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final Clock clock;
    private final JsonMapper json;

    MediaRecords(
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            Clock clock,
            JsonMapper json) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.clock = clock;
        this.json = json;
    }

    Optional<Media> find(String workspace, String id) {
        return Ids.isId(id)
                ? changes.find(key(workspace, id), Media.class)
                        .filter(media -> media.workspace().equals(workspace))
                : Optional.empty();
    }

    /**
     * Pictures in the order of their ids.
     *
     * @throws Problem 404 naming the first one that the workspace does not have
     */
    public List<Media> all(String workspace, List<String> ids) {
        return ids.stream()
                .map(id -> find(workspace, id).orElseThrow(() -> Problem.notFound("media", id)))
                .toList();
    }

    /** Adds to a post's change that it uses a picture, which must exist then. */
    public void use(Change change, String workspace, String id, String post) {
        change.expect(key(workspace, id), 1)
                .sadd(posts(workspace, id), post)
                .zrem(unused(partitions.tag(workspace)), id);
    }

    /** Adds to a post's change that it uses a picture no longer. */
    public void leave(Change change, String workspace, String id, String post) {
        change.srem(posts(workspace, id), post)
                .zadd(unused(partitions.tag(workspace)), clock.millis(), id);
    }

    void add(Media media) {
        var tag = partitions.tag(media.workspace());
        changes.apply(
                Change.of()
                        .document(key(media.workspace(), media.id()), 0, changes.write(media))
                        .sadd(file(tag, media.workspace(), media.sha256()), media.id())
                        .zadd(unused(tag), clock.millis(), media.id()));
    }

    /** What was made of a picture for a rule before. */
    Optional<Rendition> rendition(Media media, String rule) {
        return Optional.ofNullable(redis.<String, String>opsForHash().get(renditions(media), rule))
                .map(text -> json.readValue(text, Rendition.class));
    }

    /** A rendition of a picture by its own id. */
    Optional<Rendition> renditionOf(Media media, String id) {
        return redis.<String, String>opsForHash().values(renditions(media)).stream()
                .map(text -> json.readValue(text, Rendition.class))
                .filter(rendition -> rendition.id().equals(id))
                .findFirst();
    }

    /**
     * Keeps what was made of a picture for a rule.
     *
     * @return what is kept, which somebody else may have made first; empty if the picture is gone
     */
    Optional<Rendition> keepRendition(Media media, String rule, Rendition rendition) {
        var tag = partitions.tag(media.workspace());
        var kept =
                Objects.requireNonNull(
                        redis.execute(
                                RENDITION,
                                List.of(
                                        key(media.workspace(), media.id()),
                                        renditions(media),
                                        file(tag, media.workspace(), rendition.sha256())),
                                rule,
                                changes.write(rendition),
                                media.id()));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(json.readValue(kept, Rendition.class));
    }

    /** Removes a picture's record, unless a post uses it. */
    boolean remove(Media media) {
        return remove(partitions.tag(media.workspace()), media.id(), "");
    }

    /** Pictures that may not have been used since before a time, the longest unused first. */
    Set<String> unusedSince(String tag, Instant latest, int most) {
        return Objects.requireNonNull(
                redis.opsForZSet().rangeByScore(unused(tag), 0, latest.toEpochMilli(), 0, most));
    }

    /** Removes the record of a picture that no post has used since before a time. */
    boolean removeUnused(String tag, String id, Instant latest) {
        return remove(tag, id, "" + latest.toEpochMilli());
    }

    private boolean remove(String tag, String id, String latest) {
        var answer =
                redis.execute(
                        REMOVE,
                        List.of(
                                keyIn(tag, id),
                                keyIn(tag, id) + ":posts",
                                keyIn(tag, id) + ":renditions",
                                unused(tag),
                                leaving(tag)),
                        id,
                        latest);
        return Objects.equals(answer, "removed");
    }

    /** A file that a removed picture has left. */
    record Leaving(String workspace, String media, String sha256) {
        static Leaving of(String text) {
            var parts = text.split(" ", 3);
            return new Leaving(parts[0], parts[1], parts[2]);
        }

        @Override
        public String toString() {
            return workspace + " " + media + " " + sha256;
        }
    }

    /** The files that removed pictures have left and that were not looked at since. */
    List<Leaving> leaving(String tag, int most) {
        var some = redis.opsForSet().distinctRandomMembers(leaving(tag), most);
        return some == null ? List.of() : some.stream().map(Leaving::of).toList();
    }

    /** Whether no picture has this file any more, once this one has left it. */
    boolean isFree(String tag, Leaving one) {
        var file = file(tag, one.workspace(), one.sha256());
        redis.opsForSet().remove(file, one.media());
        return !Boolean.TRUE.equals(redis.hasKey(file));
    }

    void left(String tag, Leaving one) {
        redis.opsForSet().remove(leaving(tag), one.toString());
    }

    private String key(String workspace, String id) {
        return keyIn(partitions.tag(workspace), id);
    }

    private static String keyIn(String tag, String id) {
        return "scheduler:" + tag + ":media:" + id;
    }

    private String posts(String workspace, String id) {
        return key(workspace, id) + ":posts";
    }

    private String renditions(Media media) {
        return key(media.workspace(), media.id()) + ":renditions";
    }

    private static String unused(String tag) {
        return "scheduler:" + tag + ":media:unused";
    }

    private static String leaving(String tag) {
        return "scheduler:" + tag + ":media:leaving";
    }

    private static String file(String tag, String workspace, String sha256) {
        return "scheduler:" + tag + ":media:file:" + workspace + ":" + sha256;
    }
}
