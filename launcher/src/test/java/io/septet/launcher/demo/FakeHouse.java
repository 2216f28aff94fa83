package io.septet.launcher.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as gateway, accounts-service and sandbox do, and keeps what it was asked. It minds the
 * rules that seeding leans on: keys make a repeated post the same one, another body under a key is
 * refused, and writes with a cookie need the header.
 */
final class FakeHouse implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What was asked: method and path. */
    final List<String> asked = new ArrayList<>();

    final Map<String, JsonNode> members = new TreeMap<>();
    final Map<String, JsonNode> posts = new TreeMap<>();
    final List<JsonNode> feeds = new ArrayList<>();
    final List<String> uploads = new ArrayList<>();

    /** The next requests to these paths are answered with this status, once each. */
    final Map<String, Integer> failures = new HashMap<>();

    /** After that many posts every further one is answered with 403; then the test goes on. */
    int postsUntilTrouble = Integer.MAX_VALUE;

    /** Due times before this one have passed. */
    String pastUntil = "";

    boolean tokenIsGood = true;
    int tokens;

    private final HttpServer server;

    FakeHouse() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        asked.add(exchange.getRequestMethod() + " " + path);
        var failure = failures.remove(path);
        try {
            if (failure != null) {
                answer(exchange, failure, "{}");
            } else {
                route(exchange, exchange.getRequestMethod() + " " + path, path, body);
            }
        } catch (RuntimeException e) {
            answer(exchange, 400, "{\"detail\":\"" + e + "\"}");
        }
    }

    private void route(HttpExchange exchange, String request, String path, String body)
            throws IOException {
        if (path.startsWith("/internal/v1/workspaces/")) {
            if (path.contains("/members/")) {
                members.put(path.substring(path.lastIndexOf('/') + 1), JSON.readTree(body));
            }
            answer(
                    exchange,
                    header(exchange, "Authorization").startsWith("Bearer ey") ? 200 : 401,
                    "{}");
            return;
        }
        switch (request) {
            case "POST /api/v1/session" -> {
                exchange.getResponseHeaders().add("Set-Cookie", "SESSION=s1; Path=/; HttpOnly");
                exchange.getResponseHeaders().add("Set-Cookie", "XSRF-TOKEN=x1; Path=/");
                answer(exchange, 200, "{}");
            }
            case "DELETE /api/v1/session" -> answer(exchange, 204, "");
            case "POST /api/v1/tokens" -> {
                boolean browser =
                        header(exchange, "Cookie").contains("SESSION=s1")
                                && header(exchange, "X-XSRF-TOKEN").equals("x1");
                tokens++;
                tokenIsGood = true;
                answer(exchange, browser ? 201 : 403, "{\"token\":\"spt_" + tokens + "\"}");
            }
            case "GET /api/v1/workspace" -> answer(exchange, tokenIsGood ? 200 : 401, "{}");
            case "GET /sandbox/accounts" -> answer(exchange, 200, accounts());
            case "POST /api/v1/feeds" -> {
                feeds.add(JSON.readTree(body));
                answer(exchange, 201, "{\"id\":\"feed-" + feeds.size() + "\"}");
            }
            case "POST /api/v1/media" -> {
                uploads.add(body.substring(0, body.indexOf("\r\n\r\n")));
                answer(exchange, 201, "{\"id\":\"media-" + uploads.size() + "\"}");
            }
            case "POST /api/v1/posts" -> post(exchange, body);
            default -> answer(exchange, 404, "{}");
        }
    }

    private void post(HttpExchange exchange, String body) throws IOException {
        var key = header(exchange, "Idempotency-Key");
        var post = JSON.readTree(body);
        var known = posts.get(key);
        if (known != null) {
            answer(exchange, known.equals(post) ? 201 : 422, "{\"id\":\"" + key + "\"}");
        } else if (posts.size() >= postsUntilTrouble) {
            answer(exchange, 403, "{}");
        } else if (post.path("due").asString("9").compareTo(pastUntil) < 0) {
            answer(exchange, 422, "{\"type\":\"/problems/due-in-past\"}");
        } else {
            posts.put(key, post);
            answer(exchange, 201, "{\"id\":\"" + key + "\"}");
        }
    }

    private static String accounts() {
        return """
        [{"platform":"x","account":"jiangcheng_now","name":"Now","token":"t1","server":null,"page":null},
         {"platform":"x","account":"jiangcheng_live","name":"Live","token":"t2","server":null,"page":null},
         {"platform":"facebook","account":"100200300400501","name":"Intl","token":"t3","server":null,"page":"100200300400501"},
         {"platform":"mastodon","account":"desk@localhost:8091","name":"Desk","token":"t5","server":"http://localhost:8091","page":null},
         {"platform":"mastodon","account":"city@localhost:8092","name":"City","token":"t6","server":"http://localhost:8092","page":null},
         {"platform":"bluesky","account":"jiangcheng.bsky.localhost","name":"Sky","token":"t7","server":"http://localhost:8094","page":null},
         {"platform":"linkedin","account":"jiangcheng","name":"Business","token":"t8","server":null,"page":"5583111"},
         {"platform":"instagram","account":"jiangcheng.intl","name":"Pictures","token":"t9","server":null,"page":null},
         {"platform":"threads","account":"jiangcheng.intl","name":"Threads","token":"t10","server":null,"page":null}]
        """;
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
