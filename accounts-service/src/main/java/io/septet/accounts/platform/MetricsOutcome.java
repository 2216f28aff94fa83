package io.septet.accounts.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What reading metrics has led to. */
public sealed interface MetricsOutcome {
    /**
     * The platform answered.
     *
     * @param metrics per platform id the numbers it reported, by metric name ({@code likes}, {@code
     *     views} ...); a number it did not report is absent
     * @param gone ids that no longer exist there
     */
    record Read(Map<String, Map<String, Long>> metrics, List<String> gone)
            implements MetricsOutcome {}

    /** The platform does not answer now. */
    record Later(Duration pause, String reason) implements MetricsOutcome {}

    /** The token is not accepted any more: the account must be connected again. */
    record Reconnect(String reason) implements MetricsOutcome {}
}
