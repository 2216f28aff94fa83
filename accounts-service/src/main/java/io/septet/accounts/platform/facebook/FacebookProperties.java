package io.septet.accounts.platform.facebook;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the Graph API answers, with its version: without one it takes the oldest
 */
@ConfigurationProperties("septet.platforms.facebook")
public record FacebookProperties(@DefaultValue("https://graph.facebook.com/v26.0") URI baseUrl) {}
