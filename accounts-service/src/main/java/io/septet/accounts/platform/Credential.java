package io.septet.accounts.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What opens an account: a token, and what is known of how long it lasts.
 *
 * @param accessToken what calls are made with; an app password where there are such
 * @param refreshToken what gets the next access token; null if the platform gave none
 * @param obtainedAt when the platform gave it; null for tokens that a person brought
 * @param expiresAt when the access token ends; null = never, or not known
 * @param refreshExpiresAt when the refresh token ends; null = never, or not known
 * @param scopes what it may do, in the platform's words; empty = not known
 */
public record Credential(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant obtainedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant refreshExpiresAt,
        List<String> scopes) {

    /**
     * @throws IllegalArgumentException if there is no token: an empty one must never take the place
     *     of a good one
     */
    public Credential {
        if (accessToken.isBlank()) {
            throw new IllegalArgumentException("A credential needs a token");
        }
        scopes = List.copyOf(scopes);
    }

    /** A token of which nothing else is known. */
    public static Credential of(String accessToken) {
        return new Credential(accessToken, null, null, null, null, List.of());
    }

    /** The same with another token, for what a login gives besides its own. */
    public Credential forever(String token) {
        return new Credential(token, null, obtainedAt, null, null, scopes);
    }

    /** Whether the access token's time is over. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether this one lasts and the other does not. */
    public boolean outlives(Credential other) {
        return refreshToken != null && other.refreshToken() == null;
    }

    @Override
    public String toString() {
        return "Credential[" + expiresAt + "]";
    }
}
