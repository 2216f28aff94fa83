package io.septet.accounts.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.accounts.platform.Credential;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A credential as it lies in the vault. Releases before this one kept the bare token there, which
 * is still read.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StoredCredential(
        int schema,
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant obtainedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant refreshExpiresAt,
        @Nullable List<String> scopes) {
    private static final String BEGINNING = "{\"schema\":";

    static String write(Credential credential, JsonMapper json) {
        return json.writeValueAsString(
                new StoredCredential(
                        1,
                        credential.accessToken(),
                        credential.refreshToken(),
                        credential.obtainedAt(),
                        credential.expiresAt(),
                        credential.refreshExpiresAt(),
                        credential.scopes()));
    }

    static Credential read(String stored, JsonMapper json) {
        if (!stored.startsWith(BEGINNING)) {
            return Credential.of(stored);
        }
        try {
            var found = json.readValue(stored, StoredCredential.class);
            return new Credential(
                    found.accessToken(),
                    found.refreshToken(),
                    found.obtainedAt(),
                    found.expiresAt(),
                    found.refreshExpiresAt(),
                    found.scopes() == null ? List.of() : found.scopes());
        } catch (JacksonException e) {
            // An app password that happens to begin like ours.
            return Credential.of(stored);
        }
    }

    @Override
    public String toString() {
        return "StoredCredential";
    }
}
