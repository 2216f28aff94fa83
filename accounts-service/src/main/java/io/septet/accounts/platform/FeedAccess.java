package io.septet.accounts.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A feed with the secret that opens it. Lives only as long as one call.
 *
 * @param feed our id of the feed
 * @param platformAccount the platform's id of the account or page
 * @param username the account's name there, without {@code @}
 * @param server the server's address, for platforms of many servers; else null
 * @param accessToken never to be logged
 */
public record FeedAccess(
        String feed,
        String platformAccount,
        String username,
        @Nullable URI server,
        String accessToken) {
    @Override
    public String toString() {
        return "FeedAccess[" + feed + "]";
    }
}
