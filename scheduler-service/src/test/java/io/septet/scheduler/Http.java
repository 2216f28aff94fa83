package io.septet.scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A member's or service's way to the service under test. */
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private final Supplier<String> authorization;
    private final Map<String, String> headers;

    public Http(String base, Supplier<String> authorization) {
        this(base, authorization, Map.of());
    }

    private Http(String base, Supplier<String> authorization, Map<String, String> headers) {
        this.base = base;
        this.authorization = authorization;
        this.headers = headers;
    }

    /** An answer; the body of one without JSON is missing. */
    public record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
        public @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        /** The last part of a problem's type. */
        public String problem() {
            return body.path("type").asString("").replace("/problems/", "");
        }
    }

    public Http with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Http(base, authorization, more);
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    public Answer post(String path, Object body) {
        return send(
                "POST",
                path,
                text(body).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/json");
    }

    public Answer put(String path, Object body) {
        return send(
                "PUT",
                path,
                text(body).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/json");
    }

    public Answer patch(String path, Object body) {
        return send(
                "PATCH",
                path,
                text(body).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "application/json");
    }

    public Answer upload(String path, String name, String type, byte[] file) {
        var boundary = "----septet";
        var head =
                "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name
                        + "\"\r\nContent-Type: "
                        + type
                        + "\r\n\r\n";
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bytes.writeBytes(file);
        bytes.writeBytes(
                ("\r\n--" + boundary + "--\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return send("POST", path, bytes.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    public HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", authorization.get());
        headers.forEach(request::header);
        return request;
    }

    private static String text(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    private Answer send(String method, String path, byte @Nullable [] body, @Nullable String type) {
        var request =
                request(path)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    answer.statusCode(),
                    json ? JSON.readTree(answer.body()) : JSON.missingNode(),
                    answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
