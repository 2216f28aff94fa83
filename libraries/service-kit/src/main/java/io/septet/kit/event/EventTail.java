package io.septet.kit.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Follows streams without a group and tells listeners. A position is one stream id per stream,
 * written {@code <id>,<id>,...} in the order of the streams, so that a client that was away can be
 * told what it missed.
 */
public final class EventTail implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventTail.class);
    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final int MOST_REPLAYED = 1000;
    private static final Pattern STREAM_ID = Pattern.compile("\\d{1,20}-\\d{1,20}");

    /** Is told of every event, on the tail's own thread. */
    public interface Listener {
        /**
         * @param position where the tail stands after this event
         */
        void on(Event event, String position);
    }

    private final StringRedisTemplate redis;
    private final EventStreams events;
    private final List<String> streams;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Map<String, String> positions = new LinkedHashMap<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    EventTail(StringRedisTemplate redis, EventStreams events, List<String> streams) {
        this.redis = redis;
        this.events = events;
        this.streams = streams;
    }

    /** From now on tells this listener of everything; close the result to stop. */
    public AutoCloseable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * What happened after a position, oldest first per stream, at most 1,000 events a stream.
     *
     * @param position as given to a listener; one that cannot be read replays nothing
     */
    public void replay(String position, Listener to) {
        String[] ids = position.split(",", -1);
        if (ids.length != streams.size()
                || List.of(ids).stream().anyMatch(id -> !STREAM_ID.matcher(id).matches())) {
            return;
        }
        for (int i = 0; i < ids.length; i++) {
            var range = Range.of(Range.Bound.exclusive(ids[i]), Range.Bound.<String>unbounded());
            var entries =
                    redis.opsForStream()
                            .range(streams.get(i), range, Limit.limit().count(MOST_REPLAYED));
            for (var entry : Objects.requireNonNull(entries)) {
                ids[i] = entry.getId().getValue();
                String now = String.join(",", ids);
                events.read(entry).ifPresent(event -> to.on(event, now));
            }
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofVirtual().name("event-tail").start(this::follow);
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread following = thread;
        if (following != null) {
            try {
                following.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        while (running) {
            try {
                if (positions.isEmpty()) {
                    streams.forEach(stream -> positions.put(stream, newest(stream)));
                }
                var offsets =
                        positions.entrySet().stream()
                                .map(entry ->
                                        StreamOffset.create(
                                                entry.getKey(), ReadOffset.from(entry.getValue())))
                                .toArray(StreamOffset[]::new);
                @SuppressWarnings("unchecked")
                List<MapRecord<String, Object, Object>> entries =
                        redis.opsForStream()
                                .read(StreamReadOptions.empty().count(100).block(BLOCK), offsets);
                if (entries != null) {
                    entries.forEach(this::tell);
                }
            } catch (DataAccessException | IllegalStateException e) {
                if (running) {
                    log.warn("Events are waiting: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private String newest(String stream) {
        var last =
                redis.opsForStream()
                        .reverseRange(stream, Range.unbounded(), Limit.limit().count(1));
        return last == null || last.isEmpty() ? "0-0" : last.getFirst().getId().getValue();
    }

    private void tell(MapRecord<String, Object, Object> entry) {
        positions.put(Objects.requireNonNull(entry.getStream()), entry.getId().getValue());
        if (listeners.isEmpty()) {
            return;
        }
        String position = String.join(",", positions.values());
        events.read(entry)
                .ifPresent(event ->
                        listeners.forEach(listener -> {
                            try {
                                listener.on(event, position);
                            } catch (RuntimeException e) {
                                log.warn("A listener failed on {}", event.type(), e);
                            }
                        }));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
