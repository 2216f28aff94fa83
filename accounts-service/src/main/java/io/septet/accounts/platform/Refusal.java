package io.septet.accounts.platform;

import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /** As the end of deleting. */
    default DeleteOutcome deleted() {
        return switch (this) {
            case TokenDead(var words) -> new DeleteOutcome.Reconnect(words);
            case SessionOver(var words) -> new DeleteOutcome.Reconnect(words);
            case Limited(var until, var words) -> new DeleteOutcome.Later(until, words);
            case NotNow(var words) -> new DeleteOutcome.Later(null, words);
            case Rejected(var words) -> new DeleteOutcome.Refused(words);
            case Gone gone -> new DeleteOutcome.Gone();
            case Uncertain(var words) -> new DeleteOutcome.Unclear(words);
        };
    }

    /**
     * Deletes.
     *
     * @param reply to the request
     * @param refusal what an answer means that is none
     * @param done whether a good answer says that it was deleted
     */
    static DeleteOutcome deleting(
            Reply reply, Function<Answered, Refusal> refusal, Predicate<Answered> done) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new DeleteOutcome.Later(null, reason);
            case Reply.Lost(var reason) -> new DeleteOutcome.Unclear(reason);
            case Answered answer when answer.ok() ->
                    done.test(answer)
                            ? new DeleteOutcome.Deleted()
                            : new DeleteOutcome.Unclear(answer.seen());
            case Answered answer -> refusal.apply(answer).deleted();
        };
    }

    /**
     * Reads numbers of an account.
     *
     * @param reply to the request
     * @param refusal what an answer means that is none
     * @param numbers what a good answer tells; empty = it cannot be read
     */
    static MetricsOutcome reading(
            FeedAccess feed,
            Reply reply,
            Function<Answered, Refusal> refusal,
            Function<Answered, Map<String, Long>> numbers,
            Clock clock,
            Duration usual) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new MetricsOutcome.Later(usual, reason);
            case Reply.Lost(var reason) -> new MetricsOutcome.Later(usual, reason);
            case Answered answer when answer.ok() -> {
                var found = numbers.apply(answer);
                yield found.isEmpty()
                        ? new MetricsOutcome.Later(usual, answer.seen())
                        : new MetricsOutcome.Read(Map.of(feed.platformAccount(), found), List.of());
            }
            case Answered answer -> refusal.apply(answer).read(clock, usual);
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
