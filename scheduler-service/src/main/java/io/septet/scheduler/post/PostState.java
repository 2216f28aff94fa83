package io.septet.scheduler.post;

/** Where a post stands. */
public enum PostState {
    /** Written, nothing goes out. */
    DRAFT,
    /** Waits for approval. */
    SUBMITTED,
    /** Sent back by an approver. */
    REJECTED,
    /** Not used: what the last stage approves is scheduled by that. */
    APPROVED,
    /** Something of it still goes out, or waits for a person's decision. */
    SCHEDULED,
    /** All of its deliveries are final. */
    DONE
}
