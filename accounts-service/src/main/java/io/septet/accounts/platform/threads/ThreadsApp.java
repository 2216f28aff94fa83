package io.septet.accounts.platform.threads;

import io.septet.accounts.platform.oauth.App;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The app under which Threads knows this installation, and where people are asked for consent.
 *
 * @param authorizeUrl the page that asks them
 * @param tokenUrl where a code becomes a token
 * @param clientId as the platform gave it; absent = accounts are connected by token only
 * @param clientSecret likewise
 */
@ConfigurationProperties("septet.platforms.threads")
public record ThreadsApp(
        @DefaultValue("https://threads.net/oauth/authorize") URI authorizeUrl,
        @DefaultValue("https://graph.threads.net/oauth/access_token") URI tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    App app() {
        return new App("threads", authorizeUrl, clientId, clientSecret);
    }

    @Override
    public String toString() {
        return "ThreadsApp[" + authorizeUrl + "]";
    }
}
