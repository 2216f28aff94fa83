package io.septet.acceptance.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as a patient script does it: what fails is repeated under the same key. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
    private final String address;
    private final String token;

    Api(String address, String token) {
        this.address = address;
        this.token = token;
    }

    /** An answer that is not worth repeating. */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** What it says, if it is one of success. */
        JsonNode must() {
            if (!ok()) {
                throw new IllegalStateException("Unexpected answer: " + this);
            }
            return body;
        }
    }

    Answer get(String path) throws InterruptedException {
        return patiently("GET", path, null, null, Instant.MAX);
    }

    Answer delete(String path) throws InterruptedException {
        return patiently("DELETE", path, null, null, Instant.MAX);
    }

    Answer put(String path, Object body) throws InterruptedException {
        return patiently("PUT", path, body, null, Instant.MAX);
    }

    /**
     * @param key makes the repeated request the same one
     * @param until after which it is not tried again; the last answer counts
     */
    Answer post(String path, Object body, String key, Instant until) throws InterruptedException {
        return patiently("POST", path, body, key, until);
    }

    /** Tries once; what fails on the way is status 0. */
    Answer postOnce(String path, Object body) throws InterruptedException {
        return patiently("POST", path, body, UUID.randomUUID().toString(), Instant.MIN);
    }

    /** Everything on a list, page after page. */
    List<JsonNode> all(String path) throws InterruptedException {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        while (true) {
            var page = get(path + cursor).must();
            page.path("items").forEach(all::add);
            if (!page.path("next").isString()) {
                return all;
            }
            cursor =
                    "&cursor="
                            + URLEncoder.encode(
                                    page.path("next").asString(), StandardCharsets.UTF_8);
        }
    }

    /** Brings a picture; answers its id. */
    String upload(byte[] png) throws InterruptedException {
        var edge = "septet-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--"
                                + edge
                                + "\r\nContent-Disposition: form-data; name=\"file\";"
                                + " filename=\"picture.png\"\r\nContent-Type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(png);
        body.writeBytes(("\r\n--" + edge + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var request =
                HttpRequest.newBuilder(URI.create(address + "/api/v1/media"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "multipart/form-data; boundary=" + edge)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build();
        try {
            return answer(http.send(request, BodyHandlers.ofString())).must().path("id").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer patiently(
            String method, String path, @Nullable Object body, @Nullable String key, Instant until)
            throws InterruptedException {
        while (true) {
            Answer answer;
            try {
                var response = http.send(request(method, path, body, key), BodyHandlers.ofString());
                answer = answer(response);
            } catch (IOException e) {
                answer = new Answer(0, JSON.createObjectNode().put("fault", e.toString()));
            }
            // 409: a twin of this request is still under way.
            boolean again =
                    answer.status() == 0
                            || answer.status() >= 500
                            || answer.status() == 409
                            || answer.status() == 429;
            if (!again || Instant.now().isAfter(until)) {
                return answer;
            }
            Thread.sleep(PAUSE);
        }
    }

    private HttpRequest request(
            String method, String path, @Nullable Object body, @Nullable String key) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(15))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static Answer answer(HttpResponse<String> response) {
        var text = response.body();
        var body =
                text.startsWith("{") || text.startsWith("[")
                        ? JSON.readTree(text)
                        : JSON.createObjectNode().put("text", text);
        return new Answer(response.statusCode(), body);
    }
}
