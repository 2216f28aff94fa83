package io.septet.analytics.reading;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * What a platform reported of one publication.
 *
 * @param at when, UTC
 * @param metrics by the metric's word; what was not reported is not in it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reading(Instant at, Map<String, Long> metrics) {}
