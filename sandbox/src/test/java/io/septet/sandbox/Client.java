package io.septet.sandbox;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a sandbox over HTTP as a program would. */
final class Client {
    private static final String LINE = "----septet";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String token;
    private final @Nullable String key;

    private Client(String token, @Nullable String key) {
        this.token = token;
        this.key = key;
    }

    static Client of(Account account) {
        return new Client(account.token(), null);
    }

    static Client of(String token) {
        return new Client(token, null);
    }

    static Account first(Sandbox sandbox, Platform platform) {
        return sandbox.accounts().of(platform).getFirst();
    }

    Client key(String idempotencyKey) {
        return new Client(token, idempotencyKey);
    }

    record Answer(int status, byte[] bytes, HttpResponse<byte[]> whole) {
        JsonNode json() {
            return Json.MAPPER.readTree(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String url) throws IOException {
        return send(request(url).GET());
    }

    Answer delete(String url) throws IOException {
        return send(request(url).DELETE());
    }

    Answer post(String url, Object json) throws IOException {
        return send(
                request(url)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(json))));
    }

    Answer put(String url, Object json) throws IOException {
        return send(
                request(url)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(Json.bytes(json))));
    }

    /** Bytes as they are. */
    Answer bytes(String url, String type, byte[] body) throws IOException {
        return send(
                request(url).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    Answer form(String url, String encoded) throws IOException {
        return send(
                request(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded)));
    }

    /** A multipart body with one file and plain fields by name and value. */
    Answer upload(String url, String part, byte[] file, String... fields) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes(
                    ("--"
                                    + LINE
                                    + "\r\nContent-Disposition: form-data; name=\""
                                    + fields[i]
                                    + "\"\r\n\r\n"
                                    + fields[i + 1]
                                    + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(
                ("--"
                                + LINE
                                + "\r\nContent-Disposition: form-data; name=\""
                                + part
                                + "\"; filename=\"picture.png\"\r\nContent-Type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + LINE + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                request(url)
                        .header("Content-Type", "multipart/form-data; boundary=" + LINE)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private HttpRequest.Builder request(String url) {
        var request =
                HttpRequest.newBuilder(URI.create(url.replace("{", "%7B").replace("}", "%7D")))
                        .timeout(Duration.ofSeconds(20))
                        .header("LinkedIn-Version", "202608")
                        .header("Authorization", "Bearer " + token);
        return key == null ? request : request.header("Idempotency-Key", key);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** A picture of that width that compresses badly enough to have some size. */
    static byte[] picture(String format, int width) {
        var image = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < width; y++) {
                image.setRGB(x, y, (x * 7919 + y * 104_729) & 0xFFFFFF);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
