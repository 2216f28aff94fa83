package io.septet.accounts.platform;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One platform's adapter. Every method makes blocking calls with explicit time limits and without
 * automatic retries; the caller guards them with circuit breaker and bulkhead ({@link Guards}).
 */
public interface Platform {
    /** What the platform allows, before any server of its own says otherwise. */
    Capabilities capabilities();

    /**
     * The same for one account, where a platform's accounts differ in kind.
     *
     * @param platformAccount as in {@link ConnectedAccount}
     */
    default Capabilities capabilities(String platformAccount) {
        return capabilities();
    }

    /** What a person brings who connects an account without the platform's consent page. */
    enum Login {
        /** An account's name and a password made for us, or a token alone. */
        PASSWORD,
        /** A bot's token, and the channel in which it may post. */
        BOT
    }

    /** How accounts are connected where there is no {@link Consent}. */
    default Login login() {
        return Login.PASSWORD;
    }

    /**
     * Whose token this is, and what it is good for.
     *
     * @throws ConnectRefused if the platform does not accept it, saying why
     */
    ConnectedAccount connect(ConnectRequest request);

    /**
     * What is wrong with this text and media on this feed, in the platform's own way of counting;
     * empty if nothing.
     */
    List<ContentFault> check(Capabilities capabilities, Content content);

    /**
     * Does everything that has no public effect, such as uploading pictures. May be repeated: what
     * an earlier call achieved comes back in {@code prepared}.
     */
    PrepareOutcome prepare(FeedAccess feed, SendRequest request);

    /**
     * Whether posts of text alone must be prepared too. Where they need not, a platform's bad
     * minute does not delay what only needs to be sent.
     */
    default boolean preparesText() {
        return false;
    }

    /**
     * Makes the post public, with exactly one request to the platform. Never throws: see {@link
     * SendOutcome.Unclear}.
     */
    SendOutcome send(FeedAccess feed, SendRequest request);

    /**
     * Looks for an earlier send whose answer was not clear. Has no public effect and may be
     * repeated. Never throws.
     *
     * @param request as it was sent
     * @param since the earliest moment at which it can have become public, by the platform's clock
     */
    ReadBack readBack(FeedAccess feed, SendRequest request, Instant since);

    /**
     * What the account has posted since: {@link ReadBack.Candidates}, where it can be listed; else
     * as {@link #readBack}. Never throws.
     *
     * @param request one of the posts looked for
     */
    default ReadBack ownPosts(FeedAccess feed, SendRequest request, Instant since) {
        return readBack(feed, request, since);
    }

    /**
     * Reads what posts have achieved.
     *
     * @param platformIds ids as the platform gave them, at most {@link Capabilities#metricsBatch()}
     */
    MetricsOutcome metrics(FeedAccess feed, List<String> platformIds);

    /** Whether {@link #link} tells more than the answer to sending. */
    default boolean tellsLinksLater() {
        return false;
    }

    /**
     * Where people see a post, on platforms that do not say so when they accept it.
     *
     * @param platformId as the platform gave it
     * @return empty if it cannot be told now
     */
    default Optional<URI> link(FeedAccess feed, String platformId) {
        return Optional.empty();
    }

    /**
     * Reads how the account itself is doing: {@code followers}, {@code following}, {@code posts},
     * under {@link FeedAccess#platformAccount()}; nothing where a platform tells nothing.
     */
    MetricsOutcome accountMetrics(FeedAccess feed);

    /**
     * Deletes a post. Never throws.
     *
     * @param platformId as the platform gave it
     */
    DeleteOutcome delete(FeedAccess feed, String platformId);
}
