package io.septet.scheduler.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it leaves the API.
 *
 * @param author id of the member who wrote the post; null if that was not kept yet
 * @param retractedAt when a member had it deleted on its platform
 */
public record DeliveryView(
        String id,
        String post,
        String feed,
        String platform,
        DeliveryState state,
        @Nullable Step step,
        Instant due,
        @Nullable Instant sentAt,
        @Nullable Long lagMillis,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        @Nullable String author,
        @Nullable Instant retractedAt,
        long version) {

    /** What clients see of a delivery. */
    public static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id(),
                delivery.post(),
                delivery.feed(),
                delivery.platform(),
                delivery.state(),
                delivery.step(),
                delivery.due(),
                delivery.sentAt(),
                delivery.lagMillis(),
                delivery.platformId(),
                delivery.link(),
                delivery.reason(),
                delivery.author(),
                delivery.retractedAt(),
                delivery.version());
    }
}
