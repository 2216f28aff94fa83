package io.septet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Server-sent events. WireMock cannot hold a stream open, so a small server plays the scheduler.
 */
class EventsIT extends GatewayTest {
    private static final LinkedBlockingQueue<HttpExchange> STREAMS = new LinkedBlockingQueue<>();
    private static final HttpServer SERVER = server();

    @DynamicPropertySource
    static void streaming(DynamicPropertyRegistry properties) {
        properties.add(
                "septet.scheduler-url", () -> "http://127.0.0.1:" + SERVER.getAddress().getPort());
    }

    @Test
    void eventsPassOneByOne() throws Exception {
        var browser = signedIn();
        var opened =
                CompletableFuture.supplyAsync(() ->
                        browser.stream(
                                browser.request("/api/v1/events?workspace=" + CULTURE)
                                        .header("Accept", "text/event-stream")
                                        .header("Last-Event-ID", "7-0")));
        var service = opened(5);
        assertThat(service.getRequestHeaders().getFirst("Last-Event-ID")).isEqualTo("7-0");

        write(service, ": here\n\n");
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                opened.get(5, TimeUnit.SECONDS), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).isEqualTo(": here");
            for (int i = 1; i <= 3; i++) {
                reader.readLine();
                // The next event is written only when this one has arrived.
                write(service, "id: " + i + "-0\n\n");
                assertThat(reader.readLine()).isEqualTo("id: " + i + "-0");
            }
        }
    }

    @Test
    void streamOutlivesTheOrdinaryTimeLimitAndEndsByItself() throws Exception {
        var browser = signedIn();
        var opened =
                CompletableFuture.supplyAsync(
                        () -> browser.stream(browser.request("/api/v1/events")));
        var service = opened(5);
        write(service, ": here\n\n");
        var stream = opened.get(5, TimeUnit.SECONDS);
        long start = System.nanoTime();

        assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(": here\n\n");

        // An ordinary request is cut after 5 s in these tests, a stream after 8 s.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(14));
    }

    @Test
    void clientThatLeavesEndsTheStreamAtTheService() throws Exception {
        var browser = signedIn();
        var opened =
                CompletableFuture.supplyAsync(
                        () -> browser.stream(browser.request("/api/v1/events")));
        var service = opened(5);
        write(service, ": here\n\n");
        opened.get(5, TimeUnit.SECONDS).close();

        await().atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        write(service, ": heartbeat\n\n");
                        return false;
                    } catch (IOException e) {
                        return true;
                    }
                });
    }

    private static HttpExchange opened(int seconds) throws InterruptedException {
        var stream = STREAMS.poll(seconds, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("The service was not asked");
        }
        return stream;
    }

    private static void write(HttpExchange stream, String text) throws IOException {
        stream.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        stream.getResponseBody().flush();
    }

    private static HttpServer server() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(
                    "/api/v1/events",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                        exchange.sendResponseHeaders(200, 0);
                        STREAMS.add(exchange);
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
