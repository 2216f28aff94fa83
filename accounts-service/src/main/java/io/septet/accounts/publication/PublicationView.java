package io.septet.accounts.publication;

import io.septet.accounts.platform.Seen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A publication as other services see it, in answers and in events.
 *
 * @param processing whether the platform says that it is still processing the post
 * @param decidable whether a person may decide what becomes of it
 * @param seen what was found on the platform when it was last looked for
 */
record PublicationView(
        String deliveryId,
        String workspace,
        String feed,
        @Nullable String platform,
        PublicationState state,
        int revision,
        long version,
        int attempt,
        Instant due,
        Instant notAfter,
        @Nullable Instant armedAt,
        @Nullable Instant sentAt,
        @Nullable Long lagMillis,
        @Nullable Instant notBefore,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        boolean held,
        boolean processing,
        boolean decidable,
        @Nullable String decidedBy,
        List<Seen> seen,
        String contentHash) {

    static PublicationView of(Publication publication) {
        return new PublicationView(
                publication.id(),
                publication.workspace(),
                publication.feed(),
                publication.platform(),
                publication.state(),
                publication.revision(),
                publication.version(),
                publication.attempt(),
                publication.due(),
                publication.notAfter(),
                publication.armedAt(),
                publication.sentAt(),
                publication.lagMillis(),
                publication.notBefore(),
                publication.platformId(),
                publication.link(),
                publication.reason(),
                publication.held(),
                publication.processing(),
                publication.decidable(),
                publication.decidedBy(),
                publication.seen() == null ? List.of() : publication.seen(),
                publication.contentHash());
    }
}
