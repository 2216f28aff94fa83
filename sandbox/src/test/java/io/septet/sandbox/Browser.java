package io.septet.sandbox;

import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A person at a consent page, and an app that asks for tokens. */
final class Browser {
    static final String BACK = "http://localhost:4711/feeds/connect/callback";
    static final String ID = "septet-demo";
    static final String SECRET = "septet-demo-secret";
    static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString((ID + ":" + SECRET).getBytes(StandardCharsets.UTF_8));

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Browser() {}

    record Page(int status, JsonNode json, HttpResponse<byte[]> whole) {
        String text() {
            return new String(whole.body(), StandardCharsets.UTF_8);
        }

        String at(String name) {
            return json.path(name).asString("");
        }

        /** Where a redirect leads. */
        URI location() {
            return URI.create(whole.headers().firstValue("Location").orElseThrow());
        }

        /** A parameter of where a redirect leads. */
        String back(String name) {
            return parameters(location()).getOrDefault(name, "");
        }
    }

    private static Map<String, String> parameters(URI uri) {
        var all = new HashMap<String, String>();
        for (String pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            all.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return all;
    }

    /** {@code name, value, name, value} as a form or query. */
    static String form(String... namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(
                    namesAndValues[i]
                            + "="
                            + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }

    static Page get(String url) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    static Page post(String url, String... form) throws IOException {
        return send(posting(url, form));
    }

    /** As a client with a secret that is sent apart. */
    static Page basic(String authorization, String url, String... form) throws IOException {
        return send(posting(url, form).header("Authorization", authorization));
    }

    private static HttpRequest.Builder posting(String url, String... form) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form)));
    }

    private static Page send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode json = Json.object(answer.body());
            return new Page(
                    answer.statusCode(),
                    json == null ? Json.MAPPER.createObjectNode() : json,
                    answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
