package io.septet.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of a browser as these tests need: it keeps cookies and sends them back. */
final class Browser {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final Map<String, String> cookies = new TreeMap<>();
    private final int port;

    Browser(int port) {
        this.port = port;
    }

    /** An answer with its body as text. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /** The last part of the problem's type. */
        String problem() {
            if (!header("Content-Type").startsWith("application/problem+json")) {
                throw new AssertionError(
                        "Not a problem: "
                                + status()
                                + " "
                                + header("Content-Type")
                                + " "
                                + response.body());
            }
            return json().path("type").stringValue("").replace("/problems/", "");
        }
    }

    HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    String.join(
                            "; ",
                            cookies.entrySet().stream()
                                    .map(it -> it.getKey() + "=" + it.getValue())
                                    .toList()));
        }
        return request;
    }

    /** A write as the web client sends it, with the token against forged requests. */
    HttpRequest.Builder write(String method, String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""))
                .method(method, BodyPublishers.ofString(json));
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer signIn(String email, String password) {
        return send(
                write(
                        "POST",
                        "/api/v1/session",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password)));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    InputStream stream(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofInputStream()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
