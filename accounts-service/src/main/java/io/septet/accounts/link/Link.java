package io.septet.accounts.link;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a link lets its holder do.
 *
 * @param schema layout of the stored document
 * @param email of the person it is for, as compared
 * @param workspace from which it was made; null = the person asked for it
 * @param role to join as; null unless it is an invitation
 * @param member whose password may be chosen; null for an invitation
 * @param epoch the member's when it was made: whatever ends the member's sessions ends the link
 * @param language of the person, as far as known
 * @param by the member who made it; null = the person
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Link(
        int schema,
        long version,
        String id,
        Kind kind,
        String email,
        @Nullable String workspace,
        @Nullable Role role,
        @Nullable String member,
        @Nullable Long epoch,
        @Nullable String language,
        @Nullable String by,
        Instant createdAt,
        Instant expires) {
    static final int SCHEMA = 1;

    /** What it is for. */
    enum Kind {
        INVITATION,
        PASSWORD
    }

    @Override
    public String toString() {
        return "Link[" + id + "]";
    }
}
