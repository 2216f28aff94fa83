package io.septet.accounts.member;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
 * @param secondFactor whether they are asked for a code when signing in; null = no
 * @param provided workspaces in which the role came from groups of the organisation's provider;
 *     null = none
 * @param epoch rises whenever all of the person's sessions end; null = they never have
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
        @Nullable Boolean mail,
        @Nullable Long epoch,
        @Nullable Boolean secondFactor,
        @Nullable Set<String> provided) {
    static final int SCHEMA = 1;

    static Member fresh(String id, String name, String email, String passwordHash) {
        return new Member(
                SCHEMA, 1, id, name, email, passwordHash, Map.of(), null, null, null, null, null);
    }

    /** The same person with a role in a workspace; null = with none any more. */
    public Member in(String workspace, @Nullable Role role) {
        var changed = new HashMap<>(roles);
        if (role == null) {
            changed.remove(workspace);
        } else {
            changed.put(workspace, role);
        }
        return next(name, passwordHash, Map.copyOf(changed), language, mail, epoch, secondFactor);
    }

    Member named(String newName) {
        return next(newName, passwordHash, roles, language, mail, epoch, secondFactor);
    }

    /** The same person with another password; whoever knew the one before is signed out. */
    Member withPassword(String newHash) {
        return next(name, newHash, roles, language, mail, sessions() + 1, secondFactor);
    }

    /** The same person, signed out everywhere. */
    public Member signedOut() {
        return next(name, passwordHash, roles, language, mail, sessions() + 1, secondFactor);
    }

    /** The same person, written to in another language or no more. */
    Member writtenTo(@Nullable String newLanguage, @Nullable Boolean newMail) {
        return next(name, passwordHash, roles, newLanguage, newMail, epoch, secondFactor);
    }

    /** The same person, asked for a code when signing in or no more. */
    public Member withSecondFactor(boolean on) {
        return next(name, passwordHash, roles, language, mail, epoch, on);
    }

    /** Whether they are asked for a code when signing in. */
    public boolean hasSecondFactor() {
        return Boolean.TRUE.equals(secondFactor);
    }

    /** The same person, with roles of the provider's in these workspaces. */
    Member provided(Set<String> workspaces) {
        return new Member(
                SCHEMA,
                version + 1,
                id,
                name,
                email,
                passwordHash,
                roles,
                language,
                mail,
                epoch,
                secondFactor,
                workspaces.isEmpty() ? null : Set.copyOf(workspaces));
    }

    /** Where the role came from groups of the provider's. */
    Set<String> whereProvided() {
        return provided == null ? Set.of() : provided;
    }

    private Member next(
            String newName,
            String newHash,
            Map<String, Role> newRoles,
            @Nullable String newLanguage,
            @Nullable Boolean newMail,
            @Nullable Long newEpoch,
            @Nullable Boolean newSecondFactor) {
        return new Member(
                SCHEMA,
                version + 1,
                id,
                newName,
                email,
                newHash,
                newRoles,
                newLanguage,
                newMail,
                newEpoch,
                newSecondFactor,
                provided);
    }

    /** Which sessions are good: those begun in this epoch. */
    public long sessions() {
        return epoch == null ? 0 : epoch;
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
