package io.septet.scheduler.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What accounts-service says of sending one delivery, in answers and in events.
 *
 * @param state {@code NEW}, {@code PREPARED}, {@code ARMED}, {@code PUBLISHED}, {@code WAITING},
 *     {@code FAILED}, {@code UNKNOWN}, {@code RECALLED}, {@code MISSED}, {@code REVIEW} or {@code
 *     DROPPED}; a newer release may say others
 * @param revision the revision of the delivery that it follows
 * @param version of the publication, rising with each change of it
 * @param attempt how often sending began
 * @param sentAt when the platform accepted it
 * @param lagMillis how long after its due time that was
 * @param platformId the post's id at the platform
 * @param reason why it waits, failed or is unclear, in words
 * @param held whether a hold keeps it back
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Publication(
        String deliveryId,
        String state,
        int revision,
        long version,
        int attempt,
        @Nullable Instant sentAt,
        @Nullable Long lagMillis,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        boolean held) {

    /** The same, told of another revision. */
    public Publication as(int revision) {
        return new Publication(
                deliveryId,
                state,
                revision,
                version,
                attempt,
                sentAt,
                lagMillis,
                platformId,
                link,
                reason,
                held);
    }
}
