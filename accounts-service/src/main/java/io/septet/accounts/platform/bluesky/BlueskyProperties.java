package io.septet.accounts.platform.bluesky;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where accounts sign in that name no server of their own
 * @param webUrl where people read posts; links begin with it
 */
@ConfigurationProperties("septet.platforms.bluesky")
public record BlueskyProperties(
        @DefaultValue("https://bsky.social") URI baseUrl,
        @DefaultValue("https://bsky.app") URI webUrl) {}
