package io.septet.scheduler;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What scheduler-service can be told.
 *
 * @param sweeping whether the list of due deliveries is swept; off only in tests that sweep
 *     themselves
 * @param handOvers how many deliveries are handed over at the same time: enough that one slow
 *     answer does not delay others, few enough that a workspace's turn comes soon in a burst of
 *     others
 * @param checkWithin the longest wait for accounts-service to check a post; its author is waiting
 * @param answerWithin the longest wait for accounts-service to take, give back or tell of a
 *     delivery
 * @param largestImage the largest file taken from a member
 * @param mostPixels the largest picture that is decoded; a picture takes up to 8 bytes of memory
 *     per pixel while it is worked on
 * @param keepUnused how long a picture is kept that no post uses
 * @param streamLife how long a stream of events lives before its client has to ask again, with a
 *     new check of its rights
 */
@Validated
@ConfigurationProperties("septet.scheduler")
public record SchedulerProperties(
        @DefaultValue("true") boolean sweeping,
        @DefaultValue("16") @Min(1) @Max(1000) int handOvers,
        @DefaultValue("5s") Duration checkWithin,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("15MB") DataSize largestImage,
        @DefaultValue("40000000") @Min(1) int mostPixels,
        @DefaultValue("7d") @DurationMin(hours = 1) Duration keepUnused,
        @DefaultValue("10m") Duration streamLife) {}
