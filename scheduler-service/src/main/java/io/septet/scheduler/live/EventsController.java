package io.septet.scheduler.live;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.event.EventTail;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.SchedulerProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a workspace's events as they happen. Each client has its own virtual thread, which is the
 * one of its request, and a short queue; one that cannot keep up is dropped and comes back with the
 * id of the last event it saw.
 */
@RestController
@Tag(name = "events", description = "States as they change")
class EventsController {
    private static final Logger log = LoggerFactory.getLogger(EventsController.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int LONGEST_QUEUE = 500;

    /** What is told to clients; the rest is between services. */
    private static final Set<String> TOLD = Set.of("delivery", "post", "feed", "hold", "reading");

    private final EventTail tail;
    private final JsonMapper json;
    private final SchedulerProperties properties;
    private volatile boolean closing;

    EventsController(EventTail tail, JsonMapper json, SchedulerProperties properties) {
        this.tail = tail;
        this.json = json;
        this.properties = properties;
    }

    /** An event as a client sees it. */
    record Told(String type, String id, long version, java.time.Instant at, JsonNode data) {}

    private record Line(String word, String position, Told told) {}

    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Server-sent events of the workspace; Last-Event-ID replays")
    void events(
            Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        BlockingQueue<Line> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
        var dropped = new AtomicBoolean();
        EventTail.Listener listener =
                (event, position) -> {
                    var line = line(caller, event, position);
                    if (line != null && !queue.offer(line)) {
                        dropped.set(true);
                    }
                };
        // Listening begins before replaying, so that nothing falls between the two.
        try (AutoCloseable _ = tail.subscribe(listener)) {
            var out = response.getOutputStream();
            comment(out, "here");
            if (last != null) {
                replay(caller, last, out);
            }
            follow(queue, dropped, out);
        } catch (IOException e) {
            log.debug("A client of the events has gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The answer has begun, so no problem can be told; the client comes back.
            log.warn("Events end: {}", e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void replay(Caller caller, String last, OutputStream out) throws IOException {
        var failed = new IOException[1];
        tail.replay(
                last,
                (event, position) -> {
                    var line = line(caller, event, position);
                    if (line != null && failed[0] == null) {
                        try {
                            write(out, line);
                        } catch (IOException e) {
                            failed[0] = e;
                        }
                    }
                });
        if (failed[0] != null) {
            throw failed[0];
        }
        out.flush();
    }

    private void follow(BlockingQueue<Line> queue, AtomicBoolean dropped, OutputStream out)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + properties.streamLife().toNanos();
        long beat = System.nanoTime();
        while (!closing && !dropped.get() && System.nanoTime() - end < 0) {
            // Wakes every second to see that the program ends.
            var line = queue.poll(1, TimeUnit.SECONDS);
            if (line != null) {
                write(out, line);
                for (var more = queue.poll(); more != null; more = queue.poll()) {
                    write(out, more);
                }
                out.flush();
            } else if (System.nanoTime() - beat > HEARTBEAT.toNanos()) {
                comment(out, "still here");
                beat = System.nanoTime();
            }
        }
    }

    private @Nullable Line line(Caller caller, Event event, String position) {
        var word = event.type().substring(0, Math.max(0, event.type().indexOf('.')));
        return event.concerns(caller.workspace()) && TOLD.contains(word)
                ? new Line(
                        word,
                        position,
                        new Told(
                                event.type(),
                                event.id(),
                                event.version(),
                                event.at(),
                                event.data()))
                : null;
    }

    private void write(OutputStream out, Line line) throws IOException {
        var text =
                "event: "
                        + line.word()
                        + "\nid: "
                        + line.position()
                        + "\ndata: "
                        + json.writeValueAsString(line.told())
                        + "\n\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void comment(OutputStream out, String text) throws IOException {
        out.write((": " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Streams end before the server waits for its open requests. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    @Configuration(proxyBeanMethods = false)
    static class Tail {
        @Bean
        EventTail eventTail(EventStreams streams) {
            return streams.tail(List.of("accounts", "scheduler", "analytics"));
        }
    }
}
