package io.septet.accounts.platform.x;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the API answers, without {@code /2}
 * @param webUrl where people read posts; permalinks begin with it
 */
@ConfigurationProperties("septet.platforms.x")
public record XProperties(
        @DefaultValue("https://api.x.com") URI baseUrl,
        @DefaultValue("https://x.com") URI webUrl) {}
