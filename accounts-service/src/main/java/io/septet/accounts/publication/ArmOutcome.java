package io.septet.accounts.publication;

import java.time.Duration;

/** What the ARM script has answered. */
sealed interface ArmOutcome {
    /** Armed and on disk: exactly one send may follow. */
    record Armed(Publication publication) implements ArmOutcome {}

    /** Somebody else has taken a step meanwhile. */
    record Stale() implements ArmOutcome {}

    /**
     * Our clock and Redis' differ too much to trust either; {@code ahead} is how far Redis is
     * ahead.
     */
    record ClocksDiffer(Duration ahead) implements ArmOutcome {}

    /** By one of the two clocks it is not due yet. */
    record Early(Duration left) implements ArmOutcome {}

    /** Its time window is over. */
    record Late() implements ArmOutcome {}

    /** What would be sent is not what was approved: nothing is sent. */
    record Altered() implements ArmOutcome {}

    /** A hold stops it. */
    record Held(String scope) implements ArmOutcome {}

    /**
     * Redis has fewer arms on record than were made: it has lost writes. Nothing was armed.
     *
     * @param known how many arms were made
     * @param present how many Redis knows
     */
    record Lost(long known, long present) implements ArmOutcome {}

    /** It fell due while Redis lost writes, so it may have been sent already. */
    record Doubtful() implements ArmOutcome {}
}
