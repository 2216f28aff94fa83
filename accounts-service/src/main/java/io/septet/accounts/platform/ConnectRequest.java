package io.septet.accounts.platform;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A wish to connect an account by an access token.
 *
 * @param server for platforms of many servers
 * @param page which page, for platforms where one login has several
 */
public record ConnectRequest(String accessToken, @Nullable URI server, @Nullable String page) {
    @Override
    public String toString() {
        return "ConnectRequest[" + server + ", " + page + "]";
    }
}
