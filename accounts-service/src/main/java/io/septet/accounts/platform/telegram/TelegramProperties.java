package io.septet.accounts.platform.telegram;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param baseUrl where the Bot API answers, without {@code /bot}; a Bot API server of one's own is
 *     possible
 * @param webUrl where people read channels; permalinks begin with it
 */
@ConfigurationProperties("septet.platforms.telegram")
public record TelegramProperties(
        @DefaultValue("https://api.telegram.org") URI baseUrl,
        @DefaultValue("https://t.me") URI webUrl) {}
