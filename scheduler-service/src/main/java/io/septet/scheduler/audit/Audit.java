package io.septet.scheduler.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * What an audit of one workspace has shown.
 *
 * @param at when it was made
 * @param from deliveries due from here
 * @param to until here were looked at
 * @param deliveries how many these were
 * @param findings what did not hold, at most 1000
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Audit(Instant at, Instant from, Instant to, int deliveries, List<Finding> findings) {
    /**
     * Something that should always hold, but did not.
     *
     * @param rule its name in docs/publishing.md
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Finding(String rule, String delivery, String feed, String detail) {}
}
