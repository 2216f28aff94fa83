package io.septet.accounts.platform;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What preparing a post has led to. */
public sealed interface PrepareOutcome {
    /**
     * Everything but the public step is done. {@code handles} is handed to {@link Platform#send},
     * such as media ids.
     */
    record Ready(Map<String, String> handles) implements PrepareOutcome {}

    /**
     * Not done yet, or the platform cannot be reached.
     *
     * @param handles what is known so far, kept for the next try
     * @param notBefore the platform's own figure; null if it gave none
     */
    record NotYet(Map<String, String> handles, @Nullable Instant notBefore, String reason)
            implements PrepareOutcome {}

    /**
     * The account's token is not good any more: nothing goes out before a person has connected the
     * account again.
     */
    record Reconnect(String reason) implements PrepareOutcome {}

    /** Refused for its content or our rights, in the platform's words. */
    record Refused(String reason) implements PrepareOutcome {}
}
