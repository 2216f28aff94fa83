package io.septet.accounts.publication;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.septet.accounts.platform.Capabilities.PublishClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One platform of each class, outside the programs that die, with a ledger of what it was asked and
 * what it made public. It recognises what real ones recognise, and not before it has finished: a
 * repetition while the first call is still being worked on makes a second post. Some calls it
 * answers late, wrongly or with a refusal.
 */
final class PretendPlatforms implements AutoCloseable {
    /** One publish call, and when it left by its caller's clock. */
    record Call(String delivery, PublishClass kind, Instant at) {}

    /** One public post. */
    record Post(String id, String delivery, String feed, String text, Instant at) {}

    /** What looking at a container shows: whether it is published, and as what. */
    record Container(boolean published, @Nullable String post) {}

    private final HttpServer server;
    private final JsonMapper json = JsonMapper.shared();
    private final Random random;
    private final Duration call;
    private final Duration settle;
    private volatile boolean reliable;
    private final List<Call> calls = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();

    /** What was finished under a key, an id or a container. */
    private final Map<String, String> finished = new HashMap<>();

    private final Set<String> containers = new HashSet<>();

    /**
     * @param call how long a caller waits at most
     * @param settle until when whatever came in has become public, or never will
     */
    PretendPlatforms(long seed, Duration call, Duration settle) throws IOException {
        random = new Random(seed);
        this.call = call;
        this.settle = settle;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers every call well and at once. */
    static PretendPlatforms reliable() throws IOException {
        var platforms = new PretendPlatforms(0, Duration.ZERO, Duration.ZERO);
        platforms.reliable = true;
        return platforms;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = parameters(exchange);
            switch (exchange.getRequestURI().getPath()) {
                case "/publish" -> publish(exchange, asked);
                case "/posts" -> {
                    var since = Instant.parse(get(asked, "since"));
                    say(
                            exchange,
                            200,
                            posts().stream()
                                    .filter(post -> post.feed().equals(asked.get("feed")))
                                    .filter(post -> !post.at().isBefore(since))
                                    .toList());
                }
                case "/record" ->
                        say(
                                exchange,
                                200,
                                posts().stream()
                                        .filter(post -> post.id().equals(asked.get("id")))
                                        .toList());
                case "/containers" -> say(exchange, 200, newContainer());
                case "/container" -> say(exchange, 200, container(get(asked, "id")));
                default -> say(exchange, 404, "");
            }
        }
    }

    private synchronized String newContainer() {
        var id = "c" + containers.size();
        containers.add(id);
        return id;
    }

    private synchronized Container container(String id) {
        return new Container(finished.containsKey(id), finished.get(id));
    }

    private void publish(HttpExchange exchange, Map<String, String> asked) throws IOException {
        var kind = PublishClass.valueOf(get(asked, "kind"));
        var handle = handle(kind, asked);
        int fate = comesIn(kind, asked);
        var before = finished(handle);
        if (before != null) {
            // Only a key is answered like the first time.
            say(exchange, kind == PublishClass.K ? 200 : 500, before);
        } else if (fate < 6) {
            say(exchange, 429, "");
        } else if (!reliable && get(asked, "text").hashCode() % 32 == 0) {
            // What is refused once is refused always.
            say(exchange, 422, "");
        } else if (fate < 14) {
            say(exchange, 500, "nothing of it");
        } else if (fate < 30) {
            // The caller has gone by then.
            long from = call.toMillis() / 2;
            pause(from + between((int) (settle.toMillis() * 0.8 - from)));
            say(exchange, 200, finish(kind, handle, asked));
        } else if (fate < 36) {
            finish(kind, handle, asked);
            say(exchange, 500, "but it is public");
        } else {
            pause(between(20));
            say(exchange, 200, finish(kind, handle, asked));
        }
    }

    /** By what a platform of this class recognises a repetition. */
    private static @Nullable String handle(PublishClass kind, Map<String, String> asked) {
        return switch (kind) {
            case K, C -> get(asked, "delivery");
            case T -> get(asked, "container");
            case N, N0 -> null;
        };
    }

    private synchronized int comesIn(PublishClass kind, Map<String, String> asked) {
        var leaves = Instant.parse(get(asked, "leaves"));
        calls.add(new Call(get(asked, "delivery"), kind, leaves));
        return reliable ? 99 : random.nextInt(100);
    }

    private synchronized @Nullable String finished(@Nullable String handle) {
        return handle == null ? null : finished.get(handle);
    }

    private synchronized long between(int millis) {
        return random.nextInt(Math.max(1, millis));
    }

    /** Makes it public. Only an id of ours cannot be there twice. */
    private synchronized String finish(
            PublishClass kind, @Nullable String handle, Map<String, String> asked) {
        var delivery = get(asked, "delivery");
        if (kind == PublishClass.C && finished.containsKey(delivery)) {
            return delivery;
        }
        var id = kind == PublishClass.C ? delivery : "p" + posts.size();
        posts.add(new Post(id, delivery, get(asked, "feed"), get(asked, "text"), Instant.now()));
        if (handle != null) {
            finished.put(handle, id);
        }
        return id;
    }

    private void say(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
        var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var all = new HashMap<String, String>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                all.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static String get(Map<String, String> asked, String name) {
        return Objects.requireNonNull(asked.get(name), name);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
