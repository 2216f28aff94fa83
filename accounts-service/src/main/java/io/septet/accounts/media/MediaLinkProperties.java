package io.septet.accounts.media;

import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param publicUrl where the gateway is reached from outside, without a slash at its end; platforms
 *     that fetch pictures themselves are given addresses below it
 * @param mediaLinkLife how long such an address can be fetched; a platform may come back for a
 *     picture as long as the post is not out
 */
@Validated
@ConfigurationProperties("septet")
public record MediaLinkProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("24h") @DurationMin(minutes = 10) Duration mediaLinkLife) {}
