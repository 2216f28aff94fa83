package io.septet.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens in a workspace.
 *
 * @param url may have a secret in it and is shown to owners only
 * @param events the types it is told of
 * @param since from when on; what happened before is no news to it
 * @param previousUntil until when the secret before is signed with too; null = there is none
 * @param failures tries in a row that nobody took
 * @param failingSince when the first of them was; null = the last one was taken
 * @param offSince since when it is told nothing; null = it is on
 * @param offBecause what was seen last when it was switched off by itself; null = a person did it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Webhook(
        int schema,
        long version,
        String id,
        String workspace,
        String url,
        Set<String> events,
        String author,
        Instant createdAt,
        Instant since,
        @Nullable Instant previousUntil,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant offSince,
        @Nullable String offBecause) {
    static final int SCHEMA = 1;

    /** So many tries have to fail before an address is switched off. */
    static final int FAILURES = 10;

    boolean on() {
        return offSince == null;
    }

    Webhook changed(String newUrl, Set<String> newEvents) {
        return new Webhook(
                SCHEMA,
                version + 1,
                id,
                workspace,
                newUrl,
                newEvents,
                author,
                createdAt,
                since,
                previousUntil,
                failures,
                failingSince,
                offSince,
                offBecause);
    }

    Webhook switchedOn(Instant now) {
        return standing(now, 0, null, null, null);
    }

    Webhook switchedOff(Instant now, @Nullable String because) {
        return standing(since, failures, failingSince, now, because);
    }

    Webhook rotated(Instant until) {
        return new Webhook(
                SCHEMA,
                version + 1,
                id,
                workspace,
                url,
                events,
                author,
                createdAt,
                since,
                until,
                failures,
                failingSince,
                offSince,
                offBecause);
    }

    Webhook taken() {
        return standing(since, 0, null, offSince, offBecause);
    }

    /** After one more try that nobody took; from some point on it is switched off. */
    Webhook failed(Instant now, Duration offAfter, boolean unwanted, String because) {
        var first = failingSince == null ? now : failingSince;
        boolean off = unwanted || (failures + 1 >= FAILURES && !first.plus(offAfter).isAfter(now));
        return standing(since, failures + 1, first, off ? now : null, off ? because : null);
    }

    private Webhook standing(
            Instant newSince,
            int newFailures,
            @Nullable Instant newFailingSince,
            @Nullable Instant newOffSince,
            @Nullable String newOffBecause) {
        return new Webhook(
                SCHEMA,
                version + 1,
                id,
                workspace,
                url,
                events,
                author,
                createdAt,
                newSince,
                previousUntil,
                newFailures,
                newFailingSince,
                newOffSince,
                newOffBecause);
    }
}
