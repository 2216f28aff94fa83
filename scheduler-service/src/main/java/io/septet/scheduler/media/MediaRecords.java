package io.septet.scheduler.media;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;

/**
 * What is known of pictures.
 *
 * <pre>
 * SET  scheduler:{p00}:media:51aa...  {"schema":1,"version":1,"id":"51aa...","sha256":"...","uploader":"...",...}
 * SADD scheduler:{p00}:media:51aa...:posts  0b7d...
 * </pre>
 *
 * <p>The set names the posts that use it, and is written by the change that writes such a post;
 * only a picture whose set is empty can be removed.
 */
@Repository
public class MediaRecords {
    private static final RedisScript<String> REMOVE =
            Changes.script(MediaRecords.class, "remove.lua", String.class);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;

    MediaRecords(StringRedisTemplate redis, Changes changes, Partitions partitions) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
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
        change.expect(key(workspace, id), 1).sadd(posts(workspace, id), post);
    }

    /** Adds to a post's change that it uses a picture no longer. */
    public void leave(Change change, String workspace, String id, String post) {
        change.srem(posts(workspace, id), post);
    }

    void add(Media media) {
        changes.apply(
                Change.of().document(key(media.workspace(), media.id()), 0, changes.write(media)));
    }

    /** Removes a picture's record, unless a post uses it. */
    boolean remove(Media media) {
        var answer =
                redis.execute(
                        REMOVE,
                        List.of(
                                key(media.workspace(), media.id()),
                                posts(media.workspace(), media.id())));
        return Objects.equals(answer, "removed");
    }

    private String key(String workspace, String id) {
        return "scheduler:" + partitions.tag(workspace) + ":media:" + id;
    }

    private String posts(String workspace, String id) {
        return key(workspace, id) + ":posts";
    }
}
