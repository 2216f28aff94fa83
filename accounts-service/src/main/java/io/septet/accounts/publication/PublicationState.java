package io.septet.accounts.publication;

/** Where a publication stands. */
enum PublicationState {
    /** Handed over; nothing done yet. */
    NEW,
    /** Everything without public effect is done. */
    PREPARED,
    /** The send may be under way: from here on it may be public. */
    ARMED,
    /** Certainly not sent; tried again at {@code notBefore}. */
    WAITING,
    /** Public. */
    PUBLISHED,
    /** Refused by the platform. */
    FAILED,
    /** No clear answer: may or may not be public, and is never sent again blindly. */
    UNKNOWN,
    /** A person must decide. */
    REVIEW,
    /** Taken back before it was armed. */
    RECALLED,
    /** Not sent within its time window. */
    MISSED,
    /** Closed by a person without knowing. */
    DROPPED;

    /**
     * Whether nothing was armed that is not known to have failed: it may still be taken back or
     * replaced.
     */
    boolean beforeArm() {
        return this == NEW || this == PREPARED || this == WAITING;
    }
}
