package io.septet.accounts.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A wish to connect an account by an access token, or by its name and a password made for us.
 *
 * @param accessToken the token; for platforms with app passwords the password, for those with bots
 *     the bot's token
 * @param server for platforms of many servers
 * @param page which page, for platforms where one login has several
 * @param account the account's name or id there, for platforms that sign in by name and password;
 *     the channel, for those with bots
 */
public record ConnectRequest(
        String accessToken, @Nullable URI server, @Nullable String page, @Nullable String account) {

    /** By a token, which tells whose it is. */
    public ConnectRequest(String accessToken, @Nullable URI server, @Nullable String page) {
        this(accessToken, server, page, null);
    }

    @Override
    public String toString() {
        return "ConnectRequest[" + server + ", " + page + ", " + account + "]";
    }
}
