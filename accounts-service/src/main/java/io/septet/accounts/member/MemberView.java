package io.septet.accounts.member;

import io.septet.kit.trust.Role;
import org.jspecify.annotations.Nullable;

/**
 * A member as shown in one workspace.
 *
 * @param role there; null if none
 */
record MemberView(String id, String name, String email, @Nullable Role role) {
    static MemberView of(Member member, String workspace) {
        return new MemberView(
                member.id(), member.name(), member.email(), member.roles().get(workspace));
    }
}
