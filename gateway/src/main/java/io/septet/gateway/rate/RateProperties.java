package io.septet.gateway.rate;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests are answered. All of a window's may come at once; after that they come back
 * evenly, one by one.
 *
 * @param window in which the numbers below are counted
 * @param reads of one member or one bearer token
 * @param writes of one member or one bearer token
 * @param addressReads from one address, which a whole office may share; an IPv6 network of 64 bits
 *     is one address
 * @param addressWrites the same for writes, sign-ins included
 */
@Validated
@ConfigurationProperties("septet.gateway.rate")
record RateProperties(
        @DefaultValue("1m") @DurationMin(millis = 1) Duration window,
        @DefaultValue("3000") @Min(1) int reads,
        @DefaultValue("1200") @Min(1) int writes,
        @DefaultValue("12000") @Min(1) int addressReads,
        @DefaultValue("6000") @Min(1) int addressWrites) {}
