package io.septet.kit.event;

import io.septet.kit.redis.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The streams in which services tell each other what happened: one per service and partition.
 *
 * <pre>
 * XADD accounts:{p00}:events * e {"v":1,"type":"publication.published","workspace":"...","id":"...","version":4,...}
 * </pre>
 */
public final class EventStreams {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final Partitions partitions;

    /**
     * @param partitions as all services of the installation have them
     */
    public EventStreams(StringRedisTemplate redis, JsonMapper json, Partitions partitions) {
        this.redis = redis;
        this.json = json;
        this.partitions = partitions;
    }

    /** The stream into which a service writes what happens in a workspace. */
    public String stream(String service, String workspace) {
        return service + ":" + partitions.tag(workspace) + ":events";
    }

    /** All streams of a service, in the order of partitions. */
    public List<String> streams(String service) {
        return partitions.all().stream().map(tag -> service + ":" + tag + ":events").toList();
    }

    /**
     * Hands every event of a service to one of the replicas that consume under this group's name,
     * at least once. The first consumer of a new group begins with the oldest event. A handler that
     * throws gets the event again later.
     *
     * @param source the service that writes the events
     * @param group the service that reads them
     */
    public EventConsumer consumer(String source, String group, Consumer<Event> handler) {
        return new EventConsumer(redis, this, streams(source), group, handler);
    }

    /**
     * Follows the streams of these services on their own, without a group: each replica sees every
     * event.
     */
    public EventTail tail(List<String> sources) {
        return new EventTail(
                redis, this, sources.stream().flatMap(source -> streams(source).stream()).toList());
    }

    /** The event in a stream's entry; empty for one that this release cannot read. */
    Optional<Event> read(MapRecord<String, Object, Object> entry) {
        try {
            var event = json.readValue(String.valueOf(entry.getValue().get("e")), Event.class);
            return event.v() == Event.LAYOUT ? Optional.of(event) : Optional.empty();
        } catch (JacksonException e) {
            log.warn("Skipped an unreadable event {} in {}", entry.getId(), entry.getStream());
            return Optional.empty();
        }
    }
}
