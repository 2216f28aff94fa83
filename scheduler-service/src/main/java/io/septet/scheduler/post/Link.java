package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link with which somebody who is no member sees one post as it was submitted, and may decide one
 * stage of it if the link says so.
 *
 * @param digest SHA-256 of its secret, which nobody keeps
 * @param hash what it shows: a changed post is none of its business
 * @param stage the stage that it may decide, counted from 0; null = it only shows
 * @param by the member who made it, and answers for what is decided with it
 * @param usedAt when it was opened first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Link(
        int schema,
        long version,
        String id,
        String workspace,
        String post,
        String digest,
        String hash,
        @Nullable Integer stage,
        String by,
        Instant at,
        Instant expires,
        @Nullable Instant revokedAt,
        @Nullable Instant usedAt) {

    Link revoked(Instant now) {
        return next(now, usedAt);
    }

    Link used(Instant now) {
        return next(revokedAt, now);
    }

    private Link next(@Nullable Instant revoked, @Nullable Instant used) {
        return new Link(
                schema,
                version + 1,
                id,
                workspace,
                post,
                digest,
                hash,
                stage,
                by,
                at,
                expires,
                revoked,
                used);
    }
}
