package io.septet.scheduler.delivery;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import io.septet.kit.redis.Partitions;
import io.septet.scheduler.accounts.Publication;
import io.septet.scheduler.delivery.Deliveries.Update;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears from accounts-service what becomes of deliveries. The same event twice, in another order,
 * or before the answer to the hand-over, leads to the same record.
 */
@Component
class Results {
    private static final Logger log = LoggerFactory.getLogger(Results.class);

    private final Deliveries deliveries;
    private final Closing closing;
    private final Partitions partitions;
    private final JsonMapper json;

    Results(Deliveries deliveries, Closing closing, Partitions partitions, JsonMapper json) {
        this.deliveries = deliveries;
        this.closing = closing;
        this.partitions = partitions;
        this.json = json;
    }

    /** Takes one event of accounts-service in. */
    void hear(Event event) {
        if (!event.type().startsWith("publication.")) {
            return;
        }
        Publication told;
        try {
            told = json.treeToValue(event.data(), Publication.class);
        } catch (JacksonException e) {
            // It will not be readable the next time either; the state is asked for when overdue.
            log.warn("Skipped {} of {}: {}", event.type(), event.id(), e.getOriginalMessage());
            return;
        }
        var tag = partitions.tag(event.workspace());
        var present = deliveries.findIn(tag, event.id());
        if (present.isEmpty() || !present.get().workspace().equals(event.workspace())) {
            return;
        }
        // That its link has become known is none of its steps.
        if (!event.type().equals("publication.linked")) {
            deliveries.tell(event.workspace(), told, event.at());
        }
        deliveries.update(tag, event.id(), closing, now -> after(now, told, event.at()));
    }

    /**
     * What a delivery becomes by what its publication tells; that it was taken is a line of ours.
     */
    static Optional<Update> after(Delivery now, Publication told, Instant at) {
        var line = now.state() == DeliveryState.SCHEDULED ? LogEntry.of(at, "handed", null) : null;
        return now.after(told).map(after -> new Update(after, line));
    }

    /** The line that tells of a publication's state. */
    static LogEntry entry(Publication told, Instant at) {
        var word =
                switch (told.state()) {
                    case "PREPARED" -> "prepared";
                    case "ARMED" -> "armed";
                    case "PUBLISHED" -> "published";
                    case "WAITING" -> "waiting";
                    case "FAILED" -> "failed";
                    case "MISSED" -> "missed";
                    case "RECALLED" -> "recalled";
                    case "REVIEW" -> "review";
                    case "DROPPED" -> "dropped";
                    default -> Boolean.TRUE.equals(told.processing()) ? "processing" : "unclear";
                };
        return new LogEntry(
                at,
                told.held() ? "held" : word,
                told.reason(),
                told.attempt() == 0 ? null : told.attempt(),
                told.decidedBy(),
                told.seen() == null || told.seen().isEmpty() ? null : told.seen());
    }

    @Configuration(proxyBeanMethods = false)
    static class Consumers {
        @Bean
        EventConsumer publicationEvents(EventStreams streams, Results results) {
            return streams.consumer("accounts", "scheduler", results::hear);
        }
    }
}
