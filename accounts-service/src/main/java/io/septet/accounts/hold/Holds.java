package io.septet.accounts.hold;

import io.septet.accounts.hold.Hold.Scope;
import io.septet.kit.deed.Deeds;
import io.septet.kit.event.Event;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds in Redis.
 *
 * <pre>
 * HSET    accounts:{p00}:holds:&lt;workspace&gt;  &lt;hold id&gt; {"id":"...","scope":"feed","scopeId":"...",...}
 * HSET    accounts:{p00}:holds:everything   &lt;hold id&gt; {...}
 * HINCRBY accounts:{p00}:held  feed|&lt;feed id&gt; 1
 * HSET    accounts:{p00}:lost  &lt;hold id&gt; 1772355600000-1772355960000
 * </pre>
 *
 * <p>The script that arms a send looks into {@code held} of its partition. A hold on everything is
 * written to each partition in turn and is answered only when it stands in all. {@code lost} has
 * the times within which Redis lost writes, in milliseconds since 1970-01-01T00:00Z: what was due
 * then is looked for on its platform before it is armed.
 */
@Repository
public class Holds {
    private static final RedisScript<Long> HOLD =
            Changes.script(Holds.class, "hold.lua", Long.class);

    /** Who sets a hold that no member has set. */
    static final String OURSELVES = "septet";

    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Deeds deeds;
    private final JsonMapper json;

    Holds(StringRedisTemplate redis, Partitions partitions, Deeds deeds, JsonMapper json) {
        this.redis = redis;
        this.partitions = partitions;
        this.deeds = deeds;
        this.json = json;
    }

    /** Every scope whose hold stops a post. */
    public static List<String> scopesOver(String workspace, String feed, List<String> labels) {
        var scopes =
                new ArrayList<>(List.of("everything", "workspace|" + workspace, "feed|" + feed));
        labels.forEach(label -> scopes.add("label|" + workspace + "|" + label));
        return scopes;
    }

    /** The hash of held scopes in a partition, for the script that arms. */
    public static String heldKey(String tag) {
        return "accounts:" + tag + ":held";
    }

    /** The hash of times of lost writes in a partition, for the script that arms. */
    public static String lostKey(String tag) {
        return "accounts:" + tag + ":lost";
    }

    /** The hold that stops a post now, if there is one. */
    public Optional<String> stopping(String workspace, String feed, List<String> labels) {
        var scopes = scopesOver(workspace, feed, labels);
        var counts =
                redis.<String, String>opsForHash()
                        .multiGet(heldKey(partitions.tag(workspace)), scopes);
        return IntStream.range(0, scopes.size())
                .filter(i -> counts.get(i) != null)
                .mapToObj(scopes::get)
                .findFirst();
    }

    /**
     * Stops everything by ourselves, unless we have done so already.
     *
     * @param lostSince since when writes may be lost
     */
    public void stopEverything(String reason, Instant lostSince, Instant now) {
        boolean stands =
                redis
                        .<String, String>opsForHash()
                        .values(everything(partitions.all().getFirst()))
                        .stream()
                        .map(text -> json.readValue(text, Hold.class))
                        .anyMatch(hold -> hold.by().equals(OURSELVES));
        var hold = new Hold(Ids.next(), Scope.everything, null, reason, OURSELVES, now);
        lost(hold, lostSince);
        if (!stands) {
            set("", hold);
        }
    }

    /** Notes that writes between a moment and this hold may be lost. */
    void lost(Hold hold, Instant since) {
        for (String tag : partitions.all()) {
            redis.opsForHash()
                    .put(
                            lostKey(tag),
                            hold.id(),
                            since.toEpochMilli() + "-" + hold.at().toEpochMilli());
        }
    }

    void set(String workspace, Hold hold) {
        for (String tag : tagsOf(workspace, hold)) {
            run("set", tag, workspace, hold);
        }
    }

    void lift(String workspace, Hold hold) {
        for (String tag : tagsOf(workspace, hold)) {
            run("lift", tag, workspace, hold);
        }
    }

    /** The holds that concern a workspace, newest first. */
    List<Hold> over(String workspace) {
        var tag = partitions.tag(workspace);
        return Stream.of(everything(tag), own(tag, workspace))
                .flatMap(key -> redis.<String, String>opsForHash().values(key).stream())
                .map(text -> json.readValue(text, Hold.class))
                .sorted(Comparator.comparing(Hold::at).reversed())
                .toList();
    }

    Optional<Hold> find(String workspace, String id) {
        return over(workspace).stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    private List<String> tagsOf(String workspace, Hold hold) {
        return hold.scope() == Scope.everything
                ? partitions.all()
                : List.of(partitions.tag(workspace));
    }

    private void run(String how, String tag, String workspace, Hold hold) {
        boolean all = hold.scope() == Scope.everything;
        var event =
                Event.of(
                        how.equals("set") ? "hold.added" : "hold.removed",
                        all ? Event.EVERYWHERE : workspace,
                        hold.id(),
                        how.equals("set") ? 1 : 2,
                        hold.at(),
                        json.valueToTree(hold));
        redis.execute(
                HOLD,
                List.of(
                        all ? everything(tag) : own(tag, workspace),
                        heldKey(tag),
                        "accounts:" + tag + ":events"),
                how,
                hold.id(),
                scope(workspace, hold),
                json.writeValueAsString(hold),
                json.writeValueAsString(event),
                deed(how, tag, workspace, hold));
    }

    /** Told in the workspace of whoever asks; empty if nobody does, or elsewhere. */
    private String deed(String how, String tag, String workspace, Hold hold) {
        return workspace.isEmpty() || !tag.equals(partitions.tag(workspace))
                ? ""
                : deeds.event(
                                workspace,
                                how.equals("set") ? "hold.set" : "hold.lifted",
                                hold.id(),
                                Map.of(
                                        "scope", hold.scope().name(),
                                        "of", Objects.requireNonNullElse(hold.scopeId(), ""),
                                        "reason", hold.reason()))
                        .map(json::writeValueAsString)
                        .orElse("");
    }

    private static String scope(String workspace, Hold hold) {
        return switch (hold.scope()) {
            case everything -> "everything";
            case workspace -> "workspace|" + workspace;
            case feed -> "feed|" + hold.scopeId();
            case label -> "label|" + workspace + "|" + hold.scopeId();
        };
    }

    private static String everything(String tag) {
        return "accounts:" + tag + ":holds:everything";
    }

    private static String own(String tag, String workspace) {
        return "accounts:" + tag + ":holds:" + workspace;
    }
}
