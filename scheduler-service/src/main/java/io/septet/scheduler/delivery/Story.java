package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/**
 * A delivery with everything that led to its state.
 *
 * @param text exactly as it was, or will be, sent to this feed
 * @param take from 1; a new one is made when a member sends again what certainly did not go out
 * @param notAfter when it is too late to send it
 * @param contentHash digest of what was approved: only what has it is sent
 * @param log oldest line first
 */
public record Story(
        @JsonUnwrapped DeliveryView delivery,
        String text,
        int take,
        Instant notAfter,
        String contentHash,
        List<LogEntry> log) {

    /** The story of a delivery. */
    public static Story of(Delivery delivery, List<LogEntry> log) {
        return new Story(
                DeliveryView.of(delivery),
                delivery.content().text(),
                delivery.take(),
                delivery.notAfter(),
                delivery.contentHash(),
                log);
    }
}
