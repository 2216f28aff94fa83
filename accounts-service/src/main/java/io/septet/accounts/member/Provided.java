package io.septet.accounts.member;

import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.trust.Role;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Members as the organisation's provider knows them. Its groups give roles at each sign-in, and
 * take away only what they gave: a role that was given by hand stays unless the groups' is higher,
 * and a workspace keeps its last owner.
 */
@Component
public class Provided {
    private static final Logger log = LoggerFactory.getLogger(Provided.class);
    private static final int TRIES = 5;
    private static final int PASSWORD_BYTES = 32;
    private static final int LONGEST_NAME = 100;

    private final Members members;
    private final Team team;
    private final Workspaces workspaces;
    private final GroupRoles mapping;
    private final SecureRandom random = new SecureRandom();

    Provided(Members members, Team team, Workspaces workspaces, GroupRoles mapping) {
        this.members = members;
        this.team = team;
        this.workspaces = workspaces;
        this.mapping = mapping;
    }

    /**
     * What the groups make of somebody's roles: the roles from now on, and where they came from.
     */
    private record Outcome(Member member, List<String> changed, @Nullable String losesOwner) {}

    /**
     * The member with this address, which the provider has verified, with the roles of these
     * groups.
     *
     * @param from the network address from which they sign in
     * @return empty if there is none and no group gives a role
     */
    public Optional<Member> signIn(String email, String name, List<String> groups, String from) {
        var granted = granted(groups);
        for (int i = 0; i < TRIES; i++) {
            var before = members.findEmail(email).orElse(null);
            if (before == null && granted.isEmpty()) {
                return Optional.empty();
            }
            var outcome = outcome(before == null ? fresh(email, name) : before, granted);
            var after = outcome.member();
            if (before != null && after.version() == before.version()) {
                return Optional.of(before);
            }
            outcome.changed().stream()
                    .filter(after.roles()::containsKey)
                    .forEach(workspace -> members.list(workspace, after));
            var owner = keepingAnOwner(outcome);
            if (owner.isPresent() && members.store(before, after, owner.get())) {
                outcome.changed().forEach(one -> tell(one, before, after, from));
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    private Map<String, Role> granted(List<String> groups) {
        var granted = new TreeMap<>(mapping.of(groups));
        granted.keySet()
                .removeIf(id -> {
                    boolean missing = workspaces.find(id).isEmpty();
                    if (missing) {
                        log.warn("septet.sign-in.groups names a workspace that is not: {}", id);
                    }
                    return missing;
                });
        return granted;
    }

    private Outcome outcome(Member before, Map<String, Role> granted) {
        var after = before;
        var provided = new HashSet<>(before.whereProvided());
        var changed = new ArrayList<String>();
        String losesOwner = null;
        var concerned = new HashSet<>(provided);
        concerned.addAll(granted.keySet());
        for (var workspace : concerned) {
            var now = before.roles().get(workspace);
            var given = granted.get(workspace);
            if (now != null
                    && given != null
                    && !provided.contains(workspace)
                    && GroupRoles.higher(now, given) == now) {
                continue;
            }
            if (now == Role.OWNER && given != Role.OWNER) {
                if (losesOwner != null || isLastOwner(workspace, before)) {
                    continue;
                }
                losesOwner = workspace;
            }
            if (now != given) {
                after = after.in(workspace, given);
                changed.add(workspace);
            }
            if (given == null) {
                provided.remove(workspace);
            } else {
                provided.add(workspace);
            }
        }
        if (!provided.equals(before.whereProvided())) {
            after = after.provided(provided);
        }
        return new Outcome(after, changed, losesOwner);
    }

    private boolean isLastOwner(String workspace, Member member) {
        return members.all(workspace).stream()
                .filter(one -> one.roles().get(workspace) == Role.OWNER)
                .allMatch(one -> one.id().equals(member.id()));
    }

    /** What has to hold so that a workspace keeps an owner; empty if nobody is left to be one. */
    private Optional<Consumer<Change>> keepingAnOwner(Outcome outcome) {
        var workspace = outcome.losesOwner();
        if (workspace == null) {
            return Optional.of(change -> {});
        }
        try {
            return Optional.of(team.otherOwner(workspace, outcome.member().id()));
        } catch (Problem leftMeanwhile) {
            return Optional.empty();
        }
    }

    private void tell(String workspace, @Nullable Member before, Member after, String from) {
        boolean wasThere = before != null && before.roles().containsKey(workspace);
        boolean isThere = after.roles().containsKey(workspace);
        members.tell(
                workspace,
                after,
                !isThere ? "member.removed" : wasThere ? "member.changed" : "member.joined",
                from);
        if (!isThere) {
            team.gone(workspace, after.id());
        }
    }

    /** Somebody new, with a password that nobody knows: they come by the provider only. */
    private Member fresh(String email, String name) {
        var bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        var called = name.isBlank() ? email : name.strip();
        return members.fresh(
                email,
                called.substring(0, Math.min(LONGEST_NAME, called.length())),
                Base64.getEncoder().encodeToString(bytes));
    }
}
