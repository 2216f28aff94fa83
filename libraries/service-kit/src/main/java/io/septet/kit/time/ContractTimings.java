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
 * @param firstLook how long after an unclear end it is first looked for where a look decides little
 * @param secondLook when it is looked for again
 * @param lastLook when a person is asked if it was not found by then
 * @param poll how long between two looks at what the platform is still processing, or could not be
 *     read
 * @param keyWindow how long after the first send a platform's key may be used again
 * @param unreadable how long a platform may be unable to answer looks before a person is asked
 * @param processing how long a platform may process a post before a person is asked
 * @param lookBack how long before the first send posts are looked at, since clocks differ
 * @param claim how long a step that was taken is hidden from other replicas; renewed while it is
 *     being worked on
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
        Duration retry,
        Duration firstLook,
        Duration secondLook,
        Duration lastLook,
        Duration poll,
        Duration keyWindow,
        Duration unreadable,
        Duration processing,
        Duration lookBack,
        Duration claim) {

    /** The given durations, and those of settling as in production. */
    public ContractTimings(
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
        this(
                sendBy,
                connect,
                call,
                sweep,
                triggerGrace,
                handRetry,
                overdue,
                armStale,
                settle,
                imageLead,
                lateWindow,
                shortestLateWindow,
                longestLateWindow,
                clockTolerance,
                retry,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(50),
                Duration.ofMinutes(30),
                Duration.ofHours(24),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }

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
                by(retry, factor),
                by(firstLook, factor),
                by(secondLook, factor),
                by(lastLook, factor),
                by(poll, factor),
                by(keyWindow, factor),
                by(unreadable, factor),
                by(processing, factor),
                by(lookBack, factor),
                by(claim, factor));
    }

    private static Duration by(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() / factor));
    }
}
