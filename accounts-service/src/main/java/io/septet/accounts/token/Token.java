package io.septet.accounts.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import java.time.Instant;

/**
 * A member's right to act in one workspace without signing in.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param member on whose behalf; the token never allows more than this member may now
 * @param role the most it allows
 * @param expires from then on it is refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Token(
        int schema,
        long version,
        String id,
        String workspace,
        String member,
        String name,
        Role role,
        Instant createdAt,
        Instant expires) {
    static final int SCHEMA = 1;
}
