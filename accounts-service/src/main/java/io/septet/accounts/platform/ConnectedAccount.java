package io.septet.accounts.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An account as its platform describes it.
 *
 * @param platformAccount the platform's id, unique within its server
 * @param username the account's name there, without {@code @}; for Mastodon {@code name@host}
 * @param name what people call it
 * @param link its public page
 * @param avatar its picture, if it has one
 * @param accessToken what to call with from now on (a page's own token may differ from the one
 *     given)
 * @param capabilities as this very server states them
 */
public record ConnectedAccount(
        String platformAccount,
        String username,
        String name,
        @Nullable URI link,
        @Nullable URI avatar,
        String accessToken,
        Capabilities capabilities) {
    @Override
    public String toString() {
        return "ConnectedAccount[" + username + "]";
    }
}
