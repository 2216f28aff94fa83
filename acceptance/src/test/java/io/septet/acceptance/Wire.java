package io.septet.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public door as somebody finds it: what is sent is exactly what is said here. */
final class Wire {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final Map<String, String> headers;
    private final String query;

    /** Nobody. */
    Wire(String address) {
        this(address, Map.of(), "");
    }

    private Wire(String address, Map<String, String> headers, String query) {
        this.address = address;
        this.headers = headers;
        this.query = query;
    }

    /** What came back; the text of a stream is left out. */
    record Answer(int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JacksonException e) {
                return JSON.missingNode();
            }
        }

        /** The last part of the problem's type. */
        String problem() {
            return json().path("type").asString("").replace("/problems/", "");
        }

        String told() {
            return status + " " + (text.length() > 300 ? text.substring(0, 300) : text);
        }
    }

    Wire with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Wire(address, more, query);
    }

    Wire without(String header) {
        var fewer = new HashMap<>(headers);
        fewer.remove(header);
        return new Wire(address, fewer, query);
    }

    Wire bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** With one parameter more in every address. */
    Wire asking(String name, String value) {
        return new Wire(address, headers, name + "=" + value);
    }

    /** The same as a browser in which somebody has signed in. */
    Wire signIn(String email, String password) {
        var session =
                exchange(
                        "POST",
                        "/api/v1/session",
                        JSON.writeValueAsString(Map.of("email", email, "password", password)));
        var cookies =
                session.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0].split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
        return with(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(Collectors.joining("; ")))
                .with("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""));
    }

    Answer send(String method, String path, @Nullable String body) {
        var asked = query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
        var answer = exchange(method, asked, body);
        try (var in = answer.body()) {
            boolean stream =
                    answer.headers()
                            .firstValue("content-type")
                            .orElse("")
                            .startsWith("text/event-stream");
            return new Answer(
                    answer.statusCode(),
                    stream ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<java.io.InputStream> exchange(
            String method, String path, @Nullable String body) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"1\"")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
