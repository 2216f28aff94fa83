package io.septet.accounts.platform;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one attempt to send has shown. */
public sealed interface SendOutcome {
    /**
     * Public. Sending it again would post it twice.
     *
     * @param link where people see it, if the platform's answer told
     */
    record Accepted(String platformId, @Nullable URI link) implements SendOutcome {}

    /**
     * Certainly not accepted; it may be tried again.
     *
     * @param notBefore the platform's own figure; null if it gave none
     * @param reason in the platform's words
     */
    record NotSent(@Nullable Instant notBefore, String reason) implements SendOutcome {}

    /**
     * Certainly not accepted, because the account's token is not good any more: nothing goes out
     * before a person has connected the account again.
     */
    record Reconnect(String reason) implements SendOutcome {}

    /** Refused for its content or our rights, in the platform's words. */
    record Refused(String reason) implements SendOutcome {}

    /**
     * No clear answer, so it may be public. Read back before anything else; {@code seen} is kept as
     * evidence.
     */
    record Unclear(String seen) implements SendOutcome {}
}
