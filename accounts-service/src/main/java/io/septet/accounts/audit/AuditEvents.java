package io.septet.accounts.audit;

import io.septet.kit.deed.Deed;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears of deeds, which lie in the services' streams as soon as they are done. An event is
 * acknowledged once its record is chained; the same one again changes nothing.
 */
@Configuration(proxyBeanMethods = false)
class AuditEvents {
    private static final Logger log = LoggerFactory.getLogger(AuditEvents.class);
    private static final String GROUP = "audit";

    @Bean
    EventConsumer auditOfAccounts(EventStreams events, AuditLog audit, JsonMapper json) {
        return events.consumer("accounts", GROUP, event -> hear(event, audit, json));
    }

    @Bean
    EventConsumer auditOfScheduler(EventStreams events, AuditLog audit, JsonMapper json) {
        return events.consumer("scheduler", GROUP, event -> hear(event, audit, json));
    }

    @Bean
    EventConsumer auditOfAnalytics(EventStreams events, AuditLog audit, JsonMapper json) {
        return events.consumer("analytics", GROUP, event -> hear(event, audit, json));
    }

    private static void hear(Event event, AuditLog audit, JsonMapper json) {
        if (!event.type().equals(Deed.EVENT)) {
            return;
        }
        Deed deed;
        try {
            deed = json.treeToValue(event.data(), Deed.class);
        } catch (JacksonException e) {
            log.warn("Skipped a deed that cannot be read: {}", e.getMessage());
            return;
        }
        audit.append(event.workspace(), event.at(), deed);
    }
}
