package io.septet.accounts.member;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import java.util.HashMap;
import java.util.Map;

/**
 * A person.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param email as compared: no surrounding space, lower case; unique in the installation
 * @param passwordHash Argon2id, in the encoder's own notation
 * @param roles by workspace
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Member(
        int schema,
        long version,
        String id,
        String name,
        String email,
        String passwordHash,
        Map<String, Role> roles) {
    static final int SCHEMA = 1;

    /** The same person with a role in a workspace. */
    Member in(String workspace, Role role) {
        var more = new HashMap<>(roles);
        more.put(workspace, role);
        return new Member(SCHEMA, version + 1, id, name, email, passwordHash, Map.copyOf(more));
    }

    Member with(String newName, String newHash) {
        return new Member(SCHEMA, version + 1, id, newName, email, newHash, roles);
    }

    @Override
    public String toString() {
        return "Member[" + id + "]";
    }
}
