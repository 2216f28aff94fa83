package io.septet.scheduler.approval;

import io.septet.kit.deed.Deeds;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/**
 * The stages of each workspace in Redis.
 *
 * <pre>
 * SET scheduler:{p00}:approval:WORKSPACE  {"schema":1,"version":2,"stages":[{"name":"desk","role":"MANAGER","members":[]}],"overrides":[]}
 * </pre>
 *
 * <p>What makes a post go out expects the version it has read: stages that are added count for
 * everything that comes after.
 */
@Repository
public class RulesStore {
    private final Changes changes;
    private final Partitions partitions;
    private final Deeds deeds;

    RulesStore(Changes changes, Partitions partitions, Deeds deeds) {
        this.changes = changes;
        this.partitions = partitions;
        this.deeds = deeds;
    }

    /** What a workspace asks for. */
    public Rules of(String workspace) {
        return changes.find(key(workspace), Rules.class).orElse(Rules.NONE);
    }

    /** Makes a change fail if the stages are no longer those that were read. */
    public void expect(Change change, String workspace, Rules read) {
        change.expect(key(workspace), read.version());
    }

    /**
     * Writes what a workspace asks for from now on.
     *
     * @param after its version is one more than what was read
     * @return false if somebody else was faster
     */
    boolean put(String workspace, Rules after) {
        var change =
                Change.of().document(key(workspace), after.version() - 1, changes.write(after));
        deeds.add(
                change,
                workspace,
                "approval.changed",
                workspace,
                Map.of(
                        "stages",
                        after.stages().stream().map(Stage::name).collect(Collectors.joining(", ")),
                        "overrides",
                        "" + after.overrides().size()));
        return changes.apply(change) instanceof ChangeOutcome.Applied;
    }

    private String key(String workspace) {
        return "scheduler:" + partitions.tag(workspace) + ":approval:" + workspace;
    }
}
