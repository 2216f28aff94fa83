package io.septet.kit;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every program of Septet is told.
 *
 * @param service this program's name as issuer and audience of internal tokens: {@code gateway},
 *     {@code accounts}, {@code scheduler} or {@code analytics}
 * @param data folder of keys ({@code keys}) and media ({@code media}); shared by all programs of
 *     one installation
 * @param partitions the number of Redis partitions workspaces are spread over; fixed once data
 *     exist
 * @param timeFactor what every duration of the publishing contract is divided by; 1 in production
 * @param accountsUrl where accounts-service answers
 * @param schedulerUrl where scheduler-service answers
 * @param analyticsUrl where analytics-service answers
 */
@ConfigurationProperties("septet")
public record SeptetProperties(
        String service,
        @DefaultValue("data") Path data,
        @DefaultValue("1") int partitions,
        @DefaultValue("1") double timeFactor,
        @DefaultValue("http://localhost:8081") URI accountsUrl,
        @DefaultValue("http://localhost:8082") URI schedulerUrl,
        @DefaultValue("http://localhost:8083") URI analyticsUrl) {

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public SeptetProperties {
        if (partitions < 1 || partitions > 100) {
            throw new IllegalArgumentException(
                    "septet.partitions must be 1 to 100, not " + partitions);
        }
        if (timeFactor < 1) {
            throw new IllegalArgumentException(
                    "septet.time-factor must be at least 1, not " + timeFactor);
        }
    }

    /** Where the service of this name answers. */
    public URI urlOf(String audience) {
        return switch (audience) {
            case "accounts" -> accountsUrl;
            case "scheduler" -> schedulerUrl;
            case "analytics" -> analyticsUrl;
            default -> throw new IllegalArgumentException("No service is called " + audience);
        };
    }
}
