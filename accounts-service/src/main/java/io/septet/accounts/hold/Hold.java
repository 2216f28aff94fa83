package io.septet.accounts.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stop. While it stands, nothing in its scope is armed.
 *
 * @param scopeId the feed's id or the label; null for a workspace or everything
 * @param reason in the words of who set it
 * @param by the member who set it
 */
record Hold(
        String id, Scope scope, @Nullable String scopeId, String reason, String by, Instant at) {
    /** What a hold stops. */
    enum Scope {
        everything,
        workspace,
        feed,
        label
    }
}
