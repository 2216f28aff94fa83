package io.septet.analytics.feed;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hears from accounts-service which feeds there are. */
@Configuration(proxyBeanMethods = false)
class FeedEvents {
    private static final Logger log = LoggerFactory.getLogger(FeedEvents.class);

    @Bean
    EventConsumer feedEventConsumer(EventStreams events, JsonMapper json, TrackedFeeds feeds) {
        return events.consumer("accounts", "analytics", event -> hear(event, json, feeds));
    }

    private static void hear(Event event, JsonMapper json, TrackedFeeds feeds) {
        if (!event.type().equals("feed.changed")) {
            return;
        }
        try {
            var feed = json.treeToValue(event.data(), ChangedFeed.class);
            if (Ids.isId(event.workspace()) && feed.whole()) {
                feeds.hear(event.workspace(), event.version(), feed, event.at());
            }
        } catch (JacksonException e) {
            // It will not be readable the next time either.
            log.warn("Skipped {} of {}: {}", event.type(), event.id(), e.getOriginalMessage());
        }
    }
}
