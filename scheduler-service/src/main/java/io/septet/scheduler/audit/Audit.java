package io.septet.scheduler.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of one workspace has shown.
 *
 * @param at when it was made
 * @param from deliveries due from here
 * @param to until here were looked at
 * @param deliveries how many these were
 * @param rules what was asked, in the order of docs/publishing.md; null in audits of earlier
 *     releases
 * @param findings what did not hold, at most 1000
 * @param notices what is worth knowing and no fault, at most 1000; null in audits of earlier
 *     releases
 * @param notCompared feeds that could not be read, or not to the end; null in audits of earlier
 *     releases
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Audit(
        Instant at,
        Instant from,
        Instant to,
        int deliveries,
        @Nullable List<Rule> rules,
        List<Finding> findings,
        @Nullable List<Finding> notices,
        @Nullable List<Unread> notCompared) {
    /**
     * One rule, and how it was kept.
     *
     * @param id its name in docs/publishing.md
     * @param looked of how many deliveries it was asked
     * @param found how often it did not hold
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rule(String id, int looked, int found) {}

    /**
     * Something that should always hold, but did not.
     *
     * @param rule its name in docs/publishing.md
     * @param post whose delivery it is; null in audits of earlier releases
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Finding(
            String rule, String delivery, @Nullable String post, String feed, String detail) {}

    /** A feed that was not compared, and why. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Unread(String feed, String why) {}
}
