package io.septet.accounts.platform.instagram;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the API answers, with its version: without one it takes the oldest
 * @param ownUrl the same for tokens of Instagram's own login, which Facebook's address does not
 *     take
 * @param webUrl where people see accounts
 */
@ConfigurationProperties("septet.platforms.instagram")
public record InstagramProperties(
        @DefaultValue("https://graph.facebook.com/v26.0") URI baseUrl,
        @DefaultValue("https://graph.instagram.com/v26.0") URI ownUrl,
        @DefaultValue("https://www.instagram.com") URI webUrl) {}
