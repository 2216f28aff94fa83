package io.septet.accounts.member;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param email as compared: no surrounding space, lower case; unique in the installation
 * @param passwordHash Argon2id, in the encoder's own notation
 * @param roles by workspace
 * @param language in which they are written to, {@code en} or {@code zh-CN}; null = they have not
 *     said
 * @param mail whether they are written to when something goes no further; null = they have not
 *     said, which means yes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Member(
        int schema,
        long version,
        String id,
        String name,
        String email,
        String passwordHash,
        Map<String, Role> roles,
        @Nullable String language,
        @Nullable Boolean mail) {
    static final int SCHEMA = 1;

    /** The same person with a role in a workspace. */
    Member in(String workspace, Role role) {
        var more = new HashMap<>(roles);
        more.put(workspace, role);
        return new Member(
                SCHEMA,
                version + 1,
                id,
                name,
                email,
                passwordHash,
                Map.copyOf(more),
                language,
                mail);
    }

    Member with(String newName, String newHash) {
        return new Member(SCHEMA, version + 1, id, newName, email, newHash, roles, language, mail);
    }

    /** The same person, written to in another language or no more. */
    Member writtenTo(@Nullable String newLanguage, @Nullable Boolean newMail) {
        return new Member(
                SCHEMA, version + 1, id, name, email, passwordHash, roles, newLanguage, newMail);
    }

    /** Whether they are written to when something goes no further. */
    public boolean wantsMail() {
        return !Boolean.FALSE.equals(mail);
    }

    @Override
    public String toString() {
        return "Member[" + id + "]";
    }
}
