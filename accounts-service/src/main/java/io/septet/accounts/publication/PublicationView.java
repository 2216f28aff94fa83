package io.septet.accounts.publication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A publication as other services see it, in answers and in events. */
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
        @Nullable Instant sentAt,
        @Nullable Long lagMillis,
        @Nullable Instant notBefore,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        boolean held,
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
                publication.sentAt(),
                publication.lagMillis(),
                publication.notBefore(),
                publication.platformId(),
                publication.link(),
                publication.reason(),
                publication.held(),
                publication.contentHash());
    }
}
