package io.septet.scheduler.post;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.Partitions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Repository;

/**
 * The labels of posts in Redis, written by the changes that write the posts.
 *
 * <pre>
 * ZADD scheduler:{p00}:posts:WORKSPACE:label:city  1772350000000  51aa...
 * ZINCRBY scheduler:{p00}:labels:WORKSPACE  1  city
 * </pre>
 *
 * <p>The first are scored by creation, as all lists of posts; the second counts posts per label.
 */
@Repository
class Labels {
    private final StringRedisTemplate redis;
    private final Partitions partitions;

    Labels(StringRedisTemplate redis, Partitions partitions) {
        this.redis = redis;
        this.partitions = partitions;
    }

    /** A label and how many posts have it. */
    record Label(String name, long posts) {}

    /** Every label that a post has, by name. */
    List<Label> all(String workspace) {
        return Objects.requireNonNull(redis.opsForZSet().rangeWithScores(names(workspace), 0, -1))
                .stream()
                .map(entry ->
                        new Label(
                                Objects.requireNonNull(entry.getValue()),
                                Objects.requireNonNull(entry.getScore()).longValue()))
                .sorted(Comparator.comparing(Label::name))
                .toList();
    }

    /**
     * Adds to a change what follows from the labels a post had and has.
     *
     * @param before null for a new post
     * @param after null for one that is removed
     */
    void put(Change change, @Nullable Post before, @Nullable Post after) {
        var had = before == null ? Set.<String>of() : Set.copyOf(before.draft().labels());
        var has = after == null ? Set.<String>of() : Set.copyOf(after.draft().labels());
        if (after != null) {
            long created = after.createdAt().toEpochMilli();
            has.stream()
                    .filter(label -> !had.contains(label))
                    .forEach(label ->
                            change.zadd(list(after.workspace(), label), created, after.id())
                                    .count(names(after.workspace()), 1, label));
        }
        if (before != null) {
            had.stream()
                    .filter(label -> !has.contains(label))
                    .forEach(label ->
                            change.zrem(list(before.workspace(), label), before.id())
                                    .count(names(before.workspace()), -1, label));
        }
    }

    /** The posts that have a label. */
    String list(String workspace, String label) {
        return "scheduler:" + partitions.tag(workspace) + ":posts:" + workspace + ":label:" + label;
    }

    private String names(String workspace) {
        return "scheduler:" + partitions.tag(workspace) + ":labels:" + workspace;
    }
}
