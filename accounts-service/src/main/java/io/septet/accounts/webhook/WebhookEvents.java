package io.septet.accounts.webhook;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.Secrets;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Hears what happens and puts a message down for each webhook that wants it. An event is
 * acknowledged once they lie in Redis; the same one again makes the same ids and changes nothing.
 */
@Configuration(proxyBeanMethods = false)
class WebhookEvents {
    /** What a test is told as; every webhook takes it. */
    static final String TEST = "webhook.test";

    private static final String GROUP = "webhooks";
    private static final List<String> DELIVERY =
            List.of(
                    "post",
                    "feed",
                    "platform",
                    "state",
                    "due",
                    "sentAt",
                    "platformId",
                    "link",
                    "reason",
                    "text",
                    "author");
    private static final List<String> POST = List.of("state", "due");
    private static final List<String> FEED =
            List.of("platform", "name", "account", "link", "health", "healthReason", "expiresAt");

    /** The types there are, with what is told of each besides id and version. */
    private static final Map<String, List<String>> TYPES =
            Map.ofEntries(
                    Map.entry("delivery.scheduled", DELIVERY),
                    Map.entry("delivery.published", DELIVERY),
                    Map.entry("delivery.failed", DELIVERY),
                    Map.entry("delivery.missed", DELIVERY),
                    Map.entry("delivery.cancelled", DELIVERY),
                    Map.entry("delivery.review", DELIVERY),
                    Map.entry("delivery.dropped", DELIVERY),
                    Map.entry("post.created", POST),
                    Map.entry("post.changed", POST),
                    Map.entry("post.deleted", POST),
                    Map.entry("feed.changed", FEED));

    /** The names of all types. */
    static Set<String> types() {
        return new TreeSet<>(TYPES.keySet());
    }

    @Bean
    EventConsumer webhooksOfScheduler(
            EventStreams events,
            Webhooks webhooks,
            Messages messages,
            Courier courier,
            JsonMapper json,
            Clock clock) {
        return events.consumer(
                "scheduler", GROUP, event -> hear(event, webhooks, messages, courier, json, clock));
    }

    @Bean
    EventConsumer webhooksOfAccounts(
            EventStreams events,
            Webhooks webhooks,
            Messages messages,
            Courier courier,
            JsonMapper json,
            Clock clock) {
        return events.consumer(
                "accounts", GROUP, event -> hear(event, webhooks, messages, courier, json, clock));
    }

    private static void hear(
            Event event,
            Webhooks webhooks,
            Messages messages,
            Courier courier,
            JsonMapper json,
            Clock clock) {
        var told = TYPES.get(event.type());
        if (told == null || !Ids.isId(event.workspace())) {
            return;
        }
        for (var hook : webhooks.all(event.workspace())) {
            if (hook.on()
                    && hook.events().contains(event.type())
                    && !event.at().isBefore(hook.since())) {
                messages.put(
                        Message.of(
                                id(event),
                                hook,
                                event.type(),
                                clock.instant(),
                                body(event, told, json),
                                false));
                courier.nudge();
            }
        }
    }

    /** A test of one webhook, tried once. */
    static Message test(Webhook hook, Instant now, JsonMapper json) {
        var data = json.createObjectNode().put("webhook", hook.id());
        var body = body(TEST, now, hook.workspace(), data, json);
        return Message.of(Ids.next(), hook, TEST, now, body, true);
    }

    private static String body(Event event, List<String> told, JsonMapper json) {
        var data = json.createObjectNode();
        data.put("id", event.id());
        data.put("version", event.version());
        for (String name : told) {
            var value = event.data().path(name);
            data.set(name, value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
        }
        return body(event.type(), event.at(), event.workspace(), data, json);
    }

    private static String body(
            String type, Instant at, String workspace, JsonNode data, JsonMapper json) {
        var body = json.createObjectNode();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("workspace", workspace);
        body.set("data", data);
        return json.writeValueAsString(body);
    }

    /** The same whenever the same event is heard of. */
    private static String id(Event event) {
        var digest =
                Secrets.digest(
                        String.join(
                                "|",
                                event.workspace(),
                                event.type(),
                                event.id(),
                                "" + event.version(),
                                "" + event.at()));
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(digest));
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
