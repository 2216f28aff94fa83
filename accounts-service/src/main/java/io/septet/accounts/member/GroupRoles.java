package io.septet.accounts.member;

import io.septet.kit.trust.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the groups of the organisation's provider mean here.
 *
 * @param groups each of them in one workspace
 */
@Validated
@ConfigurationProperties("septet.sign-in")
record GroupRoles(@DefaultValue List<@Valid Grant> groups) {

    /**
     * @param group as the provider calls it
     * @param workspace its id
     * @param role what members of the group are there
     */
    record Grant(@NotBlank String group, @NotBlank String workspace, @NotNull Role role) {
        @AssertTrue(message = "must be a role of members")
        boolean isOfMembers() {
            return role != Role.SERVICE;
        }
    }

    /** The roles of somebody in these groups by workspace, the highest where there are several. */
    Map<String, Role> of(Collection<String> member) {
        var roles = new TreeMap<String, Role>();
        for (var grant : groups) {
            if (member.contains(grant.group())) {
                roles.merge(grant.workspace(), grant.role(), GroupRoles::higher);
            }
        }
        return roles;
    }

    /** The role that includes the other. */
    static Role higher(Role one, Role other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
