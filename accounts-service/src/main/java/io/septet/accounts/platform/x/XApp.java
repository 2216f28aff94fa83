package io.septet.accounts.platform.x;

import io.septet.accounts.platform.oauth.App;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The app under which X knows this installation, and where people are asked for consent.
 *
 * @param authorizeUrl the page that asks them
 * @param tokenUrl where a code becomes a token
 * @param clientId as the platform gave it; absent = accounts are connected by token only
 * @param clientSecret likewise
 */
@ConfigurationProperties("septet.platforms.x")
public record XApp(
        @DefaultValue("https://x.com/i/oauth2/authorize") URI authorizeUrl,
        @DefaultValue("https://api.x.com/2/oauth2/token") URI tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    App app() {
        return new App("x", authorizeUrl, clientId, clientSecret);
    }

    @Override
    public String toString() {
        return "XApp[" + authorizeUrl + "]";
    }
}
