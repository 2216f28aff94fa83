package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.util.Set;

/**
 * What Instagram's and Threads' answers mean, apart from success. It is decided by {@code
 * error_subcode} before {@code code}; the HTTP status counts only where it says that the server
 * failed.
 *
 * <p>Unverified: that Threads uses Instagram's codes for media (36000 to 36004) and for its limit
 * of posts (2207042). Known only from working clients: that 2207051 has been answered for posts
 * that went live, and 100/33 for containers a few seconds old.
 */
public final class ContainerAnswers {
    /** Limits of an app, a user, a page or a business; a block for behaving like spam. */
    private static final Set<Integer> LIMITS = Set.of(4, 17, 32, 368, 613, 80002);

    /** The account's posts of a day are used up; the action was blocked. */
    private static final Set<Integer> LIMIT_PARTS = Set.of(2207042, 2207051);

    private static final Set<Integer> DEAD_TOKENS = Set.of(102, 190);
    private static final Set<Integer> SERVER_FAULTS = Set.of(-1, -2, 1, 2);

    /** The container is not known yet (Instagram, Threads), or not processed yet. */
    private static final Set<Integer> NOT_READY = Set.of(2207008, 2207027, 4279009);

    /** The picture could not be fetched from its address. */
    private static final int NOT_FETCHED = 2207052;

    /** Refused media and texts, and an account whose owner must act in the app. */
    private static final Set<Integer> REFUSED_PARTS =
            Set.of(
                    2207004, 2207005, 2207009, 2207010, 2207023, 2207026, 2207028, 2207040, 2207050,
                    2207057, 2207081);

    private static final Set<Integer> REFUSALS =
            Set.of(10, 100, 352, 36000, 36001, 36002, 36003, 36004);

    private static final int NO_MEDIA = 24;
    private static final int BAD_PARAMETER = 100;

    /** {@code 100} with this: there is no such object. */
    private static final int NO_OBJECT = 33;

    private ContainerAnswers() {}

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
        if (LIMIT_PARTS.contains(part) || (LIMITS.contains(code) && !NOT_READY.contains(part))) {
            return new Refusal.Limited(GraphUsage.until(answer, clock), words);
        }
        if (NOT_READY.contains(part)) {
            return new Refusal.NotNow(words);
        }
        if (part == NOT_FETCHED) {
            return new Refusal.NotNow(words);
        }
        if (REFUSED_PARTS.contains(part)) {
            return new Refusal.Rejected(words);
        }
        if (DEAD_TOKENS.contains(code)) {
            return new Refusal.TokenDead(words);
        }
        if (SERVER_FAULTS.contains(code) || Boolean.TRUE.equals(fault.isTransient())) {
            return new Refusal.Uncertain(answer.seen());
        }
        if (code == NO_MEDIA || (code == BAD_PARAMETER && part == NO_OBJECT)) {
            return new Refusal.Gone(words);
        }
        return (code >= 200 && code < 300) || REFUSALS.contains(code)
                ? new Refusal.Rejected(words)
                : new Refusal.Uncertain(answer.seen());
    }

    /** Whether an answer refuses the request itself, whoever asks. */
    public static boolean rejected(Answered answer, Clock clock) {
        return !answer.ok() && of(answer, clock) instanceof Refusal.Rejected;
    }

    /**
     * The successful answer to a question about an account.
     *
     * @param name the platform's
     * @throws ConnectRefused if there is none
     */
    public static Answered good(Reply reply, String name, Clock clock) {
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused(name + " cannot be reached now", true);
        }
        if (answer.ok()) {
            return answer;
        }
        throw of(answer, clock).connecting(name);
    }

    /** The platform answered something that cannot be read. */
    public static ConnectRefused improper(String name) {
        return new ConnectRefused(name + " does not answer properly now", true);
    }
}
