package io.septet.sandbox.grant;

import io.septet.sandbox.ledger.Platform;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token that an app was given.
 *
 * @param instance which Mastodon-like server gave it; 0 elsewhere
 * @param client the app's id
 * @param person who consented, as {@link Identity#key()}
 * @param accounts the keys of the accounts that it opens
 * @param asked the scopes that the app asked for
 * @param scopes those that the person granted
 * @param expiresAt null = not by time
 * @param parent the token from which it was made; empty if it comes of a consent
 */
public record Grant(
        String token,
        Kind kind,
        Platform platform,
        int instance,
        String client,
        String person,
        List<String> accounts,
        List<String> asked,
        List<String> scopes,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        String parent) {

    /** What a token is good for. */
    public enum Kind {
        /** Opens the API. */
        ACCESS,
        /** Only buys another {@link #ACCESS}. */
        REFRESH,
        /** Opens the API for an hour or two and buys a {@link #LONG}. */
        SHORT,
        /** Opens the API for two months. */
        LONG,
        /** A Facebook page's own one. */
        PAGE
    }

    @Override
    public String toString() {
        return kind + " of " + person;
    }
}
