package io.septet.kit.time;

import java.time.Duration;

/**
 * Every duration of the publishing contract.
 *
 * @param sendBy how long after the ARM call began the first byte may still be sent
 * @param connect the longest wait for a platform's connection
 * @param call the longest whole publish call
 * @param sweep how often the list of due deliveries is read
 * @param triggerGrace how long the sweep leaves a delivery to its own trigger
 * @param handRetry how long a delivery being handed over is hidden from others
 * @param overdue how long past due a handed delivery may be silent before its state is asked for
 * @param armStale when an attempt without an answer counts as unknown
 * @param settle how long "not there" must have lasted before it counts
 * @param imageLead how long before due the preparation of a post with images begins
 * @param lateWindow how late a post may go out if its author said nothing
 * @param shortestLateWindow the least an author may choose
 * @param longestLateWindow the most an author may choose
 * @param clockTolerance the largest difference between our clock and Redis' at which anything is
 *     armed
 * @param retry the first wait after a certain non-send for which the platform named no time; it
 *     doubles
 */
public record ContractTimings(
        Duration sendBy,
        Duration connect,
        Duration call,
        Duration sweep,
        Duration triggerGrace,
        Duration handRetry,
        Duration overdue,
        Duration armStale,
        Duration settle,
        Duration imageLead,
        Duration lateWindow,
        Duration shortestLateWindow,
        Duration longestLateWindow,
        Duration clockTolerance,
        Duration retry) {

    /** The values used outside tests. */
    public static ContractTimings production() {
        return new ContractTimings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(65),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2));
    }

    /** All durations divided by one factor, so that a test need not wait. */
    public ContractTimings dividedBy(double factor) {
        return new ContractTimings(
                by(sendBy, factor),
                by(connect, factor),
                by(call, factor),
                by(sweep, factor),
                by(triggerGrace, factor),
                by(handRetry, factor),
                by(overdue, factor),
                by(armStale, factor),
                by(settle, factor),
                by(imageLead, factor),
                by(lateWindow, factor),
                by(shortestLateWindow, factor),
                by(longestLateWindow, factor),
                by(clockTolerance, factor),
                by(retry, factor));
    }

    private static Duration by(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() / factor));
    }
}
