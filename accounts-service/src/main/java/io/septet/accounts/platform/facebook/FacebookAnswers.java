package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.graph.GraphFault;
import io.septet.accounts.platform.graph.GraphUsage;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;

/**
 * What the Graph API's answers mean, apart from success. It is decided by {@code code} and {@code
 * error_subcode}; the HTTP status counts only where it says that the server failed.
 *
 * <p>Known only from working clients, not from Facebook's own pages: all subcodes below.
 */
final class FacebookAnswers {
    private static final Set<Integer> LIMITS = Set.of(4, 17, 32, 341, 613, 80001);
    private static final Set<Integer> SERVER_FAULTS = Set.of(1, 2);
    private static final Set<Integer> DEAD_TOKENS = Set.of(102, 190);

    /** A security check or a confirmation of identity. */
    private static final Set<Integer> CHECKPOINTS = Set.of(1404006, 4854002);

    /** Posting too fast. */
    private static final Set<Integer> TOO_FAST = Set.of(1363047, 1609010, 1390008);

    /** The photo was posted before, perhaps by us. */
    private static final int POSTED_PHOTO = 1366051;

    private static final int DUPLICATE = 506;
    private static final int BLOCKED = 368;
    private static final int BAD_PARAMETER = 100;

    /** {@code 100} with this: there is no such object. */
    private static final int NO_OBJECT = 33;

    private static final Set<Integer> REFUSALS =
            Set.of(10, 100, 368, 1609005, 1366046, 1346003, 1404102, 1609008, 1404112, 1404078);

    private FacebookAnswers() {}

    static Refusal of(Answered answer, Clock clock) {
        var fault = GraphFault.in(answer).orElse(null);
        if (answer.status() >= 500) {
            return new Refusal.Uncertain(answer.seen());
        }
        if (answer.status() == 429) {
            return new Refusal.Limited(
                    GraphUsage.until(answer, clock), fault == null ? answer.seen() : fault.words());
        }
        return fault == null ? new Refusal.Uncertain(answer.seen()) : of(answer, fault, clock);
    }

    private static Refusal of(Answered answer, GraphFault fault, Clock clock) {
        int code = fault.number();
        int part = fault.part();
        var words = fault.words();
        if (isDuplicate(code, part, fault)) {
            return new Refusal.Uncertain(answer.seen());
        }
        if (LIMITS.contains(code) || TOO_FAST.contains(part) || isTooFast(code, fault)) {
            return new Refusal.Limited(GraphUsage.until(answer, clock), words);
        }
        if (DEAD_TOKENS.contains(code) || CHECKPOINTS.contains(part)) {
            return new Refusal.TokenDead(words);
        }
        if (SERVER_FAULTS.contains(code) || Boolean.TRUE.equals(fault.isTransient())) {
            return new Refusal.Uncertain(answer.seen());
        }
        if (code == 803 || (code == BAD_PARAMETER && part == NO_OBJECT)) {
            return new Refusal.Gone(words);
        }
        return (code >= 200 && code < 300) || REFUSALS.contains(code)
                ? new Refusal.Rejected(words)
                : new Refusal.Uncertain(answer.seen());
    }

    private static boolean isDuplicate(int code, int part, GraphFault fault) {
        return code == DUPLICATE
                || part == POSTED_PHOTO
                || (code == BLOCKED && says(fault, "already posted"));
    }

    private static boolean isTooFast(int code, GraphFault fault) {
        return code == BLOCKED && says(fault, "too fast");
    }

    private static boolean says(GraphFault fault, String words) {
        return (fault.message() + " " + fault.errorUserMsg())
                .toLowerCase(Locale.ROOT)
                .contains(words);
    }
}
