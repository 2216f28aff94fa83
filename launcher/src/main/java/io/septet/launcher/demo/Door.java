package io.septet.launcher.demo;

import io.septet.launcher.trust.LauncherToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The doors of a running house: the public API as a member or a script uses it, the internal one of
 * accounts-service for what an installation may do, and the sandbox's list of accounts.
 *
 * <p>A call that could not be made or was answered with 429 or 5xx is made again a few times; every
 * write is one that may be repeated (PUT, or POST with a key).
 */
public final class Door {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ATTEMPTS = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String gateway;
    private final String accounts;
    private final String sandbox;
    private final Path data;
    private final Duration pause;
    private @Nullable LauncherToken own;

    /**
     * @param gateway address of the public API, without a slash at its end
     * @param accounts address of accounts-service
     * @param sandbox address of the sandbox
     * @param data where the launcher's key lies
     */
    public Door(String gateway, String accounts, String sandbox, Path data) {
        this(gateway, accounts, sandbox, data, Duration.ofMillis(500));
    }

    /**
     * @param pause before a call is repeated; grows with each time
     */
    Door(String gateway, String accounts, String sandbox, Path data, Duration pause) {
        this.gateway = gateway;
        this.accounts = accounts;
        this.sandbox = sandbox;
        this.data = data;
        this.pause = pause;
    }

    String gateway() {
        return gateway;
    }

    String sandbox() {
        return sandbox;
    }

    Path data() {
        return data;
    }

    /** A {@code PUT} that only an installation may make. */
    JsonNode internalPut(String path, JsonNode body) throws IOException {
        if (own == null) {
            own = LauncherToken.in(data.resolve("keys"), Clock.systemUTC());
        }
        var signer = own;
        return call(
                plain(),
                () ->
                        json(accounts + path)
                                .header("Authorization", "Bearer " + signer.forService("accounts"))
                                .PUT(text(body))
                                .build());
    }

    /** What the sandbox tells at a path. */
    JsonNode sandboxGet(String path) throws IOException {
        return call(plain(), () -> json(sandbox + path).GET().build());
    }

    /** What the public API tells the bearer of a token. */
    JsonNode get(String token, String path) throws IOException {
        return call(plain(), () -> bearer(token, path).GET().build());
    }

    /**
     * Makes something through the public API.
     *
     * @param key the same for the same thing, however often it is asked for
     */
    JsonNode post(String token, String path, String key, JsonNode body) throws IOException {
        return call(
                plain(),
                () -> bearer(token, path).header("Idempotency-Key", key).POST(text(body)).build());
    }

    /** Uploads a file in the part {@code file}. */
    JsonNode upload(String token, String path, String key, String name, String type, byte[] bytes)
            throws IOException {
        var border = "septet-" + UUID.randomUUID();
        var form = new ByteArrayOutputStream();
        form.writeBytes(
                ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                                + "Content-Type: %s\r\n\r\n")
                        .formatted(border, name, type)
                        .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(bytes);
        form.writeBytes(("\r\n--" + border + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return call(
                plain(),
                () ->
                        HttpRequest.newBuilder(URI.create(gateway + path))
                                .timeout(TIMEOUT)
                                .header("Accept", "application/json, application/problem+json")
                                .header("Authorization", "Bearer " + token)
                                .header("Idempotency-Key", key)
                                .header("Content-Type", "multipart/form-data; boundary=" + border)
                                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                                .build());
    }

    /**
     * Signs in as a person does, asks once, and signs out.
     *
     * @param path what to post to
     */
    JsonNode postSignedIn(String email, String password, String path, JsonNode body)
            throws IOException {
        var cookies = new CookieManager();
        var browser = browser(cookies);
        var session = gateway + "/api/v1/session";
        var signIn = JSON.createObjectNode().put("email", email).put("password", password);
        call(browser, () -> json(session).POST(text(signIn)).build());
        var answer =
                call(
                        browser,
                        () ->
                                json(gateway + path)
                                        .header("X-XSRF-TOKEN", xsrf(cookies))
                                        .POST(text(body))
                                        .build());
        call(browser, () -> json(session).header("X-XSRF-TOKEN", xsrf(cookies)).DELETE().build());
        return answer;
    }

    private JsonNode call(HttpClient client, Supplier<HttpRequest> request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            IOException failure;
            try {
                return once(client, request.get());
            } catch (ApiFailed e) {
                boolean passing = e.status() == 429 || e.status() >= 500;
                if (!passing) {
                    throw e;
                }
                failure = e;
            } catch (IOException e) {
                failure = e;
            }
            if (attempt == ATTEMPTS) {
                throw failure;
            }
            rest(pause.multipliedBy(attempt));
        }
    }

    private static JsonNode once(HttpClient client, HttpRequest request) throws IOException {
        try {
            var answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                throw new ApiFailed(
                        request.method() + " " + request.uri(), answer.statusCode(), answer.body());
            }
            return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void rest(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("Interrupted", e);
    }

    private HttpRequest.Builder bearer(String token, String path) {
        return json(gateway + path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher text(JsonNode body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private static HttpClient plain() {
        return Plain.CLIENT;
    }

    private static HttpClient browser(CookieManager cookies) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
    }

    private static String xsrf(CookieManager cookies) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** One client for all calls without cookies; HTTP/1.1, which every server here speaks. */
    private static final class Plain {
        static final HttpClient CLIENT =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }
}
