package io.septet.accounts.platform.linkedin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the API answers, without {@code /rest}
 * @param webUrl where people read posts; permalinks begin with it
 * @param version year and month of the API's version; one lives for about a year, after which every
 *     call is refused
 */
@ConfigurationProperties("septet.platforms.linkedin")
public record LinkedInProperties(
        @DefaultValue("https://api.linkedin.com") URI baseUrl,
        @DefaultValue("https://www.linkedin.com") URI webUrl,
        @DefaultValue("202608") String version) {}
