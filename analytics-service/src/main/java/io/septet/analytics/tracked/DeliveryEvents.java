package io.septet.analytics.tracked;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hears from scheduler-service what has been published. */
@Configuration(proxyBeanMethods = false)
class DeliveryEvents {
    private static final Logger log = LoggerFactory.getLogger(DeliveryEvents.class);

    /** A published delivery may change once more: its link or its id at the platform came late. */
    private static final Set<String> TYPES = Set.of("delivery.published", "delivery.changed");

    @Bean
    EventConsumer deliveryEventConsumer(
            EventStreams events, JsonMapper json, TrackedPublications publications) {
        return events.consumer("scheduler", "analytics", event -> hear(event, json, publications));
    }

    private static void hear(Event event, JsonMapper json, TrackedPublications publications) {
        if (!TYPES.contains(event.type())) {
            return;
        }
        try {
            var delivery = json.treeToValue(event.data(), PublishedDelivery.class);
            if (Ids.isId(event.workspace()) && delivery.published()) {
                publications.hear(event.workspace(), event.version(), delivery, event.at());
            }
        } catch (JacksonException e) {
            // It will not be readable the next time either.
            log.warn("Skipped {} of {}: {}", event.type(), event.id(), e.getOriginalMessage());
        }
    }
}
