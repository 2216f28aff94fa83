package io.septet.accounts.workspace;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps workspaces.
 *
 * <pre>
 * SET accounts:{p00}:workspace:51aa  {"schema":1,"version":1,"id":"51aa","name":"International desk","zone":"Asia/Shanghai"}
 * </pre>
 */
@Component
public class Workspaces {
    private static final int TRIES = 5;

    private final Changes changes;
    private final Partitions partitions;

    Workspaces(Changes changes, Partitions partitions) {
        this.changes = changes;
        this.partitions = partitions;
    }

    /** The workspace of this id. */
    public Optional<Workspace> find(String id) {
        return Ids.isId(id) ? changes.find(key(id), Workspace.class) : Optional.empty();
    }

    /** Makes it be so, whether it existed or not. */
    Workspace put(String id, String name, String zone) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(id);
            if (before.isPresent()
                    && before.get().name().equals(name)
                    && before.get().zone().equals(zone)) {
                return before.get();
            }
            long version = before.map(Workspace::version).orElse(0L);
            var after =
                    new Workspace(
                            Workspace.SCHEMA,
                            version + 1,
                            id,
                            name,
                            zone,
                            before.map(Workspace::secondFactor).orElse(null));
            if (changes.apply(Change.of().document(key(id), version, changes.write(after)))
                    .applied()) {
                return after;
            }
        }
        throw new IllegalStateException("Workspace " + id + " is changed by many at once");
    }

    /**
     * Says whether members need a second factor.
     *
     * @return whether anything changed
     */
    public boolean askForSecondFactor(String id, boolean asked) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(id).orElseThrow(() -> Problem.notFound("workspace", id));
            if (before.asksForSecondFactor() == asked) {
                return false;
            }
            var after =
                    new Workspace(
                            Workspace.SCHEMA,
                            before.version() + 1,
                            id,
                            before.name(),
                            before.zone(),
                            asked);
            if (changes.apply(Change.of().document(key(id), before.version(), changes.write(after)))
                    .applied()) {
                return true;
            }
        }
        throw new IllegalStateException("Workspace " + id + " is changed by many at once");
    }

    private String key(String id) {
        return "accounts:" + partitions.tag(id) + ":workspace:" + id;
    }
}
