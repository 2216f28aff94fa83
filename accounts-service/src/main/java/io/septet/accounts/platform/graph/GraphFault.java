package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.http.Reply.Answered;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as Meta's APIs word it.
 *
 * @param code what everything is decided by, rather than the HTTP status
 * @param errorUserMsg in words for people
 */
public record GraphFault(
        @Nullable String message,
        @Nullable Integer code,
        @Nullable Integer errorSubcode,
        @Nullable Boolean isTransient,
        @Nullable String errorUserMsg) {

    private record Failure(@Nullable GraphFault error) {}

    /** The error in an answer; empty if there is none that has a code. */
    public static Optional<GraphFault> in(Answered answer) {
        return answer.as(Failure.class).map(Failure::error).filter(fault -> fault.code() != null);
    }

    /** What the platform says, for people if it has such words. */
    public String words() {
        return errorUserMsg != null ? errorUserMsg : message != null ? message : "no reason given";
    }

    /** The code; -1 if there is none. */
    public int number() {
        return code == null ? -1 : code;
    }

    /** The subcode; -1 if there is none. */
    public int part() {
        return errorSubcode == null ? -1 : errorSubcode;
    }
}
