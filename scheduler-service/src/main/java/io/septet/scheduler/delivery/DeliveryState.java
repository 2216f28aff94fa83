package io.septet.scheduler.delivery;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Ours: waits for its time, or for accounts-service to take it. */
    SCHEDULED,
    /** accounts-service has it and alone acts. */
    HANDED,
    /** The platform accepted it. */
    PUBLISHED,
    /** The platform refused it; it is not public. */
    FAILED,
    /** Its time window was over before it could be sent; it is not public. */
    MISSED,
    /** Taken back by a member before it was sent. */
    CANCELLED,
    /** Nobody knows whether it is public; a person decides. */
    REVIEW,
    /** Closed by a person without knowing. */
    DROPPED;

    /** Whether nothing more will happen to it by itself or by a decision that is still open. */
    public boolean isFinal() {
        return switch (this) {
            case SCHEDULED, HANDED, REVIEW -> false;
            case PUBLISHED, FAILED, MISSED, CANCELLED, DROPPED -> true;
        };
    }

    /** Whether it certainly is not public, so that a member may send it once more. */
    public boolean certainlyNotSent() {
        return this == FAILED || this == MISSED || this == CANCELLED;
    }

    /** Whether it is still going to be sent. */
    public boolean isOpen() {
        return this == SCHEDULED || this == HANDED;
    }
}
