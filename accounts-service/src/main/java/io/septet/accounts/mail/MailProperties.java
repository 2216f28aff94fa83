package io.septet.accounts.mail;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How members are written to. The server itself is {@code spring.mail.*}; without its host nothing
 * is sent.
 *
 * @param from who is said to have written, {@code name@host} or {@code Name <name@host>}; null =
 *     {@code no-reply@} and the host of {@code septet.public-url}
 * @param quiet a notice waits until nothing more was added for so long, so that what fails together
 *     is told in one mail
 * @param longest but no longer than this after the first of them
 */
@Validated
@ConfigurationProperties("septet.mail")
public record MailProperties(
        @Nullable String from,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration quiet,
        @DefaultValue("40s") @DurationMin(millis = 1) @DurationMax(seconds = 45)
                Duration longest) {}
