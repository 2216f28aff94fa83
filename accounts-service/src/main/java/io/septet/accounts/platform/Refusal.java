package io.septet.accounts.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that is no success means. Each platform words its refusals in its own way; an
 * adapter turns them into these, and from here on all platforms are treated alike.
 */
public sealed interface Refusal {
    /** For people: what the platform said, or what it looked like. */
    String words();

    /** The account must be connected again. */
    record TokenDead(String words) implements Refusal {}

    /**
     * The session has ended, and a new one may do; when signing in, the password is wrong. Only of
     * platforms with sessions.
     */
    record SessionOver(String words) implements Refusal {}

    /**
     * Too many requests.
     *
     * @param until when it may be tried again; null if it was not said
     */
    record Limited(@Nullable Instant until, String words) implements Refusal {}

    /** Certainly not accepted, but neither because of the content nor of the account. */
    record NotNow(String words) implements Refusal {}

    /** Refused for its content or our rights. */
    record Rejected(String words) implements Refusal {}

    /** There is no such thing, not any more, or not for us. */
    record Gone(String words) implements Refusal {}

    /**
     * Says nothing certain: a fault of the server, a duplicate (of our own earlier send, perhaps),
     * or something undocumented.
     */
    record Uncertain(String words) implements Refusal {}

    /** As the end of preparing. Nothing of it is public, so whatever is unclear is done again. */
    default PrepareOutcome prepared(Map<String, String> handles) {
        return switch (this) {
            case TokenDead(var words) -> new PrepareOutcome.Reconnect(words);
            case SessionOver(var words) -> new PrepareOutcome.Reconnect(words);
            case Limited(var until, var words) -> new PrepareOutcome.NotYet(handles, until, words);
            case NotNow(var words) -> new PrepareOutcome.NotYet(handles, null, words);
            case Rejected(var words) -> new PrepareOutcome.Refused(words);
            case Gone(var words) -> new PrepareOutcome.Refused(words);
            case Uncertain(var words) -> new PrepareOutcome.NotYet(handles, null, words);
        };
    }

    /** As the end of sending. */
    default SendOutcome sent() {
        return switch (this) {
            case TokenDead(var words) -> new SendOutcome.Reconnect(words);
            case SessionOver(var words) -> new SendOutcome.Reconnect(words);
            case Limited(var until, var words) -> new SendOutcome.NotSent(until, words);
            case NotNow(var words) -> new SendOutcome.NotSent(null, words);
            case Rejected(var words) -> new SendOutcome.Refused(words);
            case Gone(var words) -> new SendOutcome.Refused(words);
            case Uncertain(var words) -> new SendOutcome.Unclear(words);
        };
    }

    /** As the end of looking for an earlier send. */
    default ReadBack looked() {
        return switch (this) {
            case TokenDead(var words) -> new ReadBack.Reconnect(words);
            case SessionOver(var words) -> new ReadBack.Reconnect(words);
            case Limited(var until, var words) -> new ReadBack.Unreadable(words, until);
            case NotNow(var words) -> new ReadBack.Unreadable(words, null);
            case Rejected(var words) -> new ReadBack.Impossible(words);
            case Gone(var words) -> new ReadBack.Impossible(words);
            case Uncertain(var words) -> new ReadBack.Unreadable(words, null);
        };
    }

    /**
     * As the end of reading numbers.
     *
     * @param usual how long to wait where the platform does not say
     */
    default MetricsOutcome read(Clock clock, Duration usual) {
        return switch (this) {
            case TokenDead(var words) -> new MetricsOutcome.Reconnect(words);
            case SessionOver(var words) -> new MetricsOutcome.Reconnect(words);
            case Limited(var until, var words) ->
                    new MetricsOutcome.Later(
                            until == null ? usual : Duration.between(clock.instant(), until),
                            words);
            case NotNow(var words) -> new MetricsOutcome.Later(usual, words);
            case Rejected(var words) -> new MetricsOutcome.Later(usual, words);
            case Gone(var words) -> new MetricsOutcome.Later(usual, words);
            case Uncertain(var words) -> new MetricsOutcome.Later(usual, words);
        };
    }

    /**
     * As the reason why an account cannot be connected.
     *
     * @param name who said so: the platform or its server
     */
    default ConnectRefused connecting(String name) {
        return switch (this) {
            case TokenDead(var words) ->
                    new ConnectRefused(name + " does not accept this token: " + words, false);
            case SessionOver(var words) ->
                    new ConnectRefused(name + " does not accept this token: " + words, false);
            case Rejected(var words) -> new ConnectRefused(name + " says: " + words, false);
            case Gone(var words) -> new ConnectRefused(name + " says: " + words, false);
            case NotNow(var words) -> new ConnectRefused(name + " says: " + words, true);
            case Limited limited ->
                    new ConnectRefused(name + " answers too many requests; try again later", true);
            case Uncertain uncertain ->
                    new ConnectRefused(name + " does not answer properly now", true);
        };
    }
}
