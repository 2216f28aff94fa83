package io.septet.kit.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Consumes streams as one member of a group. Entries that another member took and never
 * acknowledged are claimed after {@link #STALE}; an event whose handling failed comes back the same
 * way.
 */
public final class EventConsumer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(10);
    private static final int BATCH = 100;
    private static final int ACKNOWLEDGED = 20;

    private final StringRedisTemplate redis;
    private final EventStreams events;
    private final List<String> streams;
    private final String group;
    private final org.springframework.data.redis.connection.stream.Consumer self;
    private final Consumer<Event> handler;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    EventConsumer(
            StringRedisTemplate redis,
            EventStreams events,
            List<String> streams,
            String group,
            Consumer<Event> handler) {
        this.redis = redis;
        this.events = events;
        this.streams = streams;
        this.group = group;
        this.self =
                org.springframework.data.redis.connection.stream.Consumer.from(
                        group, UUID.randomUUID().toString());
        this.handler = handler;
    }

    @Override
    public synchronized void start() {
        running = true;
        for (String stream : streams) {
            threads.add(Thread.ofVirtual().name("events-" + stream).start(() -> follow(stream)));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow(String stream) {
        boolean grouped = false;
        long claimed = System.nanoTime();
        while (running) {
            try {
                if (!grouped) {
                    join(stream);
                    grouped = true;
                    claim(stream);
                }
                if (System.nanoTime() - claimed > STALE.toNanos() / 2) {
                    claim(stream);
                    claimed = System.nanoTime();
                }
                var entries =
                        redis.opsForStream()
                                .read(
                                        self,
                                        StreamReadOptions.empty().count(BATCH).block(BLOCK),
                                        StreamOffset.create(stream, ReadOffset.lastConsumed()));
                if (entries != null) {
                    handle(stream, entries);
                }
            } catch (DataAccessException | IllegalStateException e) {
                if (running) {
                    log.warn("Events of {} are waiting: {}", stream, e.getMessage());
                    grouped = false;
                    pause();
                }
            }
        }
    }

    private void join(String stream) {
        try {
            redis.opsForStream().createGroup(stream, ReadOffset.from("0-0"), group);
        } catch (DataAccessException e) {
            if (!String.valueOf(e.getMostSpecificCause().getMessage()).contains("BUSYGROUP")) {
                throw e;
            }
        }
    }

    private void claim(String stream) {
        var pending = redis.opsForStream().pending(stream, group, Range.unbounded(), BATCH);
        var stale =
                pending == null
                        ? List.<org.springframework.data.redis.connection.stream.RecordId>of()
                        : pending.stream()
                                .filter(entry ->
                                        entry.getElapsedTimeSinceLastDelivery().compareTo(STALE)
                                                > 0)
                                .map(entry -> entry.getId())
                                .toList();
        if (!stale.isEmpty()) {
            var claimed =
                    redis.opsForStream()
                            .claim(
                                    stream,
                                    group,
                                    self.getName(),
                                    STALE,
                                    stale.toArray(RecordId[]::new));
            handle(stream, claimed);
        }
    }

    /** Some are acknowledged together, but not so many that they would count as forgotten. */
    private void handle(String stream, List<MapRecord<String, Object, Object>> entries) {
        for (int from = 0; from < entries.size(); from += ACKNOWLEDGED) {
            var handled =
                    entries.subList(from, Math.min(entries.size(), from + ACKNOWLEDGED)).stream()
                            .filter(entry -> handle(stream, entry))
                            .map(MapRecord::getId)
                            .toArray(RecordId[]::new);
            if (handled.length > 0) {
                redis.opsForStream().acknowledge(stream, group, handled);
            }
        }
    }

    /** Whether it need not come back. */
    private boolean handle(String stream, MapRecord<String, Object, Object> entry) {
        var event = events.read(entry);
        if (event.isPresent()) {
            try {
                handler.accept(event.get());
            } catch (RuntimeException e) {
                log.warn("Event {} of {} will be tried again", entry.getId(), stream, e);
                return false;
            }
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
