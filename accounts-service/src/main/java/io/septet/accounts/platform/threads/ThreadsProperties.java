package io.septet.accounts.platform.threads;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the API answers, with its version
 * @param webUrl where people see accounts
 */
@ConfigurationProperties("septet.platforms.threads")
public record ThreadsProperties(
        @DefaultValue("https://graph.threads.net/v1.0") URI baseUrl,
        @DefaultValue("https://www.threads.net") URI webUrl) {}
