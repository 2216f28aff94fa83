package io.septet.analytics.tracked;

import java.time.Instant;

/**
 * A metric as last reported.
 *
 * @param at when it was read, UTC
 */
public record LatestValue(long value, Instant at) {}
