package io.septet.accounts.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What deleting a post has led to. Deleting may be repeated: what is gone stays gone. */
public sealed interface DeleteOutcome {
    /** It was there, and is not any more. */
    record Deleted() implements DeleteOutcome {}

    /** There is no such post, or not any more. */
    record Gone() implements DeleteOutcome {}

    /** The platform lets no program delete such a post: a person must do it there. */
    record Unsupported(String reason) implements DeleteOutcome {}

    /** Refused for our rights, in the platform's words; it is still there. */
    record Refused(String reason) implements DeleteOutcome {}

    /**
     * Certainly not deleted yet.
     *
     * @param notBefore the platform's own figure; null if it gave none
     */
    record Later(@Nullable Instant notBefore, String reason) implements DeleteOutcome {}

    /** The account's token is not good any more: a person must connect the account again. */
    record Reconnect(String reason) implements DeleteOutcome {}

    /** No clear answer, so it may be gone or not. */
    record Unclear(String seen) implements DeleteOutcome {}
}
