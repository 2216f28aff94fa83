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

    /** A hold stops it. */
    record Held(String scope) implements ArmOutcome {}
}
