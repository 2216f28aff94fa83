package io.septet.scheduler.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.util.List;

/**
 * One look at a post before it goes out.
 *
 * @param name such as {@code desk}
 * @param role which role decides it at least, if nobody is named
 * @param members ids of those who alone decide it, whatever their role; empty = whoever has the
 *     role
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Stage(String name, Role role, List<String> members) {

    /** Whether this member is one of those who decide it. */
    public boolean isFor(Caller caller) {
        return members.isEmpty()
                ? caller.role().compareTo(role) <= 0
                : members.contains(caller.member());
    }
}
