package io.septet.scheduler.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
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
 * @param notAfter when it is too late to send it
 * @param processing whether the platform says that it is still processing it
 * @param decidedBy the member who decided last what becomes of it
 * @param seen what was found on the platform when it was last looked for
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
        boolean held,
        @Nullable Instant notAfter,
        @Nullable Boolean processing,
        @Nullable String decidedBy,
        @Nullable List<Seen> seen) {

    /**
     * A post as it was found on its platform.
     *
     * @param createdAt when the platform says it became public
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Seen(
            String platformId, @Nullable String link, @Nullable Instant createdAt, String text) {}

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
                held,
                notAfter,
                processing,
                decidedBy,
                seen);
    }
}
