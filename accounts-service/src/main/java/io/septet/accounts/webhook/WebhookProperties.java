package io.septet.accounts.webhook;

import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are sent.
 *
 * @param timeout the longest whole try, from the first step to the last byte of the answer
 * @param pauses how long after a try that failed the next one is made; after the last pause a
 *     message is tried once more and then given up
 * @param overlap how long the secret before is still signed with after a new one was made
 * @param offAfter for how long nothing may have been taken before an address is switched off, if it
 *     also failed {@link Webhook#FAILURES} times
 */
@Validated
@ConfigurationProperties("septet.webhooks")
record WebhookProperties(
        @DefaultValue("10s") @DurationMin(millis = 100) Duration timeout,
        @DefaultValue({"5s", "30s", "5m", "30m", "1h", "2h", "4h", "6h", "10h"}) @NotEmpty
                List<Duration> pauses,
        @DefaultValue("24h") @DurationMin(millis = 1) Duration overlap,
        @DefaultValue("20h") @DurationMin(millis = 1) Duration offAfter) {

    /** How long a message that is being tried is hidden from other replicas. */
    Duration hidden() {
        return timeout.multipliedBy(3);
    }
}
