package io.septet.accounts.platform.instagram;

import io.septet.accounts.platform.oauth.App;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The app under which Instagram knows this installation, and where people are asked for consent.
 *
 * @param authorizeUrl the page that asks them
 * @param tokenUrl where a code becomes a token
 * @param clientId as the platform gave it; absent = accounts are connected by token only
 * @param clientSecret likewise
 */
@ConfigurationProperties("septet.platforms.instagram")
public record InstagramApp(
        @DefaultValue("https://www.instagram.com/oauth/authorize") URI authorizeUrl,
        @DefaultValue("https://api.instagram.com/oauth/access_token") URI tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    App app() {
        return new App("instagram", authorizeUrl, clientId, clientSecret);
    }

    @Override
    public String toString() {
        return "InstagramApp[" + authorizeUrl + "]";
    }
}
