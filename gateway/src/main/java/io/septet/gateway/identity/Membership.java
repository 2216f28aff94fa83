package io.septet.gateway.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as one of its members sees it.
 *
 * @param id the workspace's
 * @param role the member's there
 * @param zone IANA time zone
 * @param closed whether the member needs a second factor there and has none; null = no
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Membership(String id, String name, Role role, String zone, @Nullable Boolean closed) {
    /** The same for somebody who has shown two factors. */
    Membership open() {
        return Boolean.TRUE.equals(closed) ? new Membership(id, name, role, zone, false) : this;
    }
}
