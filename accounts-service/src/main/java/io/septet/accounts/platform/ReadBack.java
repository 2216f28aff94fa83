package io.septet.accounts.platform;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What looking for an earlier send has shown. {@link Candidates} comes from platforms that can only
 * list what the account has posted (classes K and N); those that name one post or container (C and
 * T) answer with the others.
 */
public sealed interface ReadBack {
    /** Exactly this content is public, and it is this very send. */
    record Found(String platformId, @Nullable URI link, @Nullable Instant createdAt)
            implements ReadBack {}

    /**
     * Something is there under our id, but with other content; or several posts may be the one.
     *
     * @param evidence what was seen, for people and the log entry
     */
    record Other(String evidence, List<Seen> seen) implements ReadBack {}

    /**
     * Looked completely, and it is not there as of then. Whether it can still appear is not known
     * before the platform has settled.
     */
    record Absent(Instant asOf) implements ReadBack {}

    /**
     * Everything the account has made public since the moment asked for; the whole list was read.
     * Which of them belong to other deliveries is for the caller to know.
     *
     * @param equal those with the fingerprint of the content sent
     * @param different all others
     */
    record Candidates(List<Seen> equal, List<Seen> different, Instant asOf) implements ReadBack {}

    /**
     * This very send is public, says the platform, but not as which post: that cannot be read, is
     * not listed yet, or several look just like it.
     */
    record Public(String evidence) implements ReadBack {}

    /** The platform has accepted it and is still processing it: it may yet become public. */
    record InProgress(String evidence) implements ReadBack {}

    /**
     * The container is finished and certainly not published: the same container may be published
     * again.
     */
    record Ready(String evidence) implements ReadBack {}

    /** The container has expired or failed, was never published and never will be. */
    record Gone(String evidence) implements ReadBack {}

    /**
     * Could not look now, or not completely; nothing is known.
     *
     * @param reason in words for people
     * @param notBefore the platform's own figure; null if it gave none
     */
    record Unreadable(String reason, @Nullable Instant notBefore) implements ReadBack {}

    /** The account's token is not good any more: a person must connect the account again. */
    record Reconnect(String reason) implements ReadBack {}

    /** The platform offers no way of reading what this account has posted. */
    record Impossible(String reason) implements ReadBack {}
}
