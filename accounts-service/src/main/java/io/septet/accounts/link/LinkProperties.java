package io.septet.accounts.link;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long links are good.
 *
 * @param invitation to a workspace
 * @param password to choose a new one
 */
@Validated
@ConfigurationProperties("septet.links")
record LinkProperties(
        @DefaultValue("7d") @DurationMin(minutes = 1) Duration invitation,
        @DefaultValue("1h") @DurationMin(minutes = 1) Duration password) {}
