package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.oauth.App;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The app under which Facebook knows this installation, and where people are asked for consent.
 *
 * @param authorizeUrl the page that asks them
 * @param tokenUrl where a code becomes a token
 * @param clientId as the platform gave it; absent = accounts are connected by token only
 * @param clientSecret likewise
 */
@ConfigurationProperties("septet.platforms.facebook")
public record FacebookApp(
        @DefaultValue("https://www.facebook.com/v26.0/dialog/oauth") URI authorizeUrl,
        @DefaultValue("https://graph.facebook.com/v26.0/oauth/access_token") URI tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    App app() {
        return new App("facebook", authorizeUrl, clientId, clientSecret);
    }

    @Override
    public String toString() {
        return "FacebookApp[" + authorizeUrl + "]";
    }
}
