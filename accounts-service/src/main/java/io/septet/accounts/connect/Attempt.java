package io.septet.accounts.connect;

import io.septet.accounts.platform.Choice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member's way through a consent. It is all secret: it holds what the platform gave until she
 * has chosen.
 *
 * @param member who began it; nobody else can go on with it
 * @param feed the feed that is to be connected again; null = whichever she chooses
 * @param redirectUri where she comes back, as the platform was told
 * @param verifier what the challenge was made of (RFC 7636)
 * @param choices the accounts that were opened; empty until she is back
 */
record Attempt(
        String id,
        String workspace,
        String member,
        String platform,
        @Nullable URI server,
        @Nullable String feed,
        URI redirectUri,
        String verifier,
        Instant expiresAt,
        List<Choice> choices) {

    Attempt with(List<Choice> opened) {
        return new Attempt(
                id,
                workspace,
                member,
                platform,
                server,
                feed,
                redirectUri,
                verifier,
                expiresAt,
                opened);
    }

    @Override
    public String toString() {
        return "Attempt[" + id + "]";
    }
}
