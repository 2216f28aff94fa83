package io.septet.accounts.member;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.trust.Role;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who belongs to a workspace as what. A workspace that has an owner keeps one. */
@Component
class Team {
    private static final int TRIES = 10;

    private final Members members;
    private final List<Left> left;

    Team(Members members, List<Left> left) {
        this.members = members;
        this.left = left;
    }

    /**
     * Gives a member another role.
     *
     * @throws Problem 404 {@code member-not-found}, 409 {@code last-owner}
     */
    Member change(String workspace, String id, Role role) {
        return set(workspace, id, role, "member.changed");
    }

    /**
     * Takes a member out of a workspace; other workspaces of the person stay.
     *
     * @throws Problem 404 {@code member-not-found}, 409 {@code last-owner}
     */
    void remove(String workspace, String id) {
        set(workspace, id, null, "member.removed");
        gone(workspace, id);
    }

    /** Does what has to be done when somebody belongs to a workspace no more. */
    void gone(String workspace, String id) {
        left.forEach(one -> one.left(workspace, id));
    }

    private Member set(String workspace, String id, @Nullable Role role, String deed) {
        for (int i = 0; i < TRIES; i++) {
            var before =
                    members.find(id)
                            .filter(one -> one.roles().containsKey(workspace))
                            .orElseThrow(() -> Problem.notFound("member", id));
            var now = before.roles().get(workspace);
            if (now == role) {
                return before;
            }
            Consumer<Change> with = now == Role.OWNER ? otherOwner(workspace, id) : change -> {};
            var after = before.in(workspace, role);
            if (members.store(before, after, with)) {
                members.tell(workspace, after, deed, null);
                return after;
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    /** Two owners who remove each other at once: whoever comes second is the last. */
    Consumer<Change> otherOwner(String workspace, String id) {
        var other =
                members.all(workspace).stream()
                        .filter(one -> !one.id().equals(id))
                        .filter(one -> one.roles().get(workspace) == Role.OWNER)
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.conflict(
                                        "last-owner",
                                        "A workspace needs an owner",
                                        "This is the only one; make somebody else an owner first"));
        return change -> Members.expect(change, other);
    }
}
