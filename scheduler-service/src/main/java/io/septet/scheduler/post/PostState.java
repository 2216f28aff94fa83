package io.septet.scheduler.post;

/**
 * Where a post stands. Approval stages do not exist yet, so nothing is submitted, rejected or
 * approved.
 */
public enum PostState {
    /** Written, nothing goes out. */
    DRAFT,
    /** Waits for approval. */
    SUBMITTED,
    /** Sent back by an approver. */
    REJECTED,
    /** Approved, not scheduled. */
    APPROVED,
    /** Something of it still goes out, or waits for a person's decision. */
    SCHEDULED,
    /** All of its deliveries are final. */
    DONE
}
