package io.septet.accounts;

import io.septet.kit.testing.TestTokens;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as seen from outside: requests as the gateway or another service makes them. */
public final class Door {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final TestTokens tokens;

    /**
     * @param data the service's data folder
     */
    public Door(int port, Path data) {
        this.address = "http://127.0.0.1:" + port;
        this.tokens = new TestTokens(data, "accounts");
    }

    /** What came back. */
    public record Answer(int status, String text, HttpResponse<String> response) {
        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The last part of the problem's type. */
        public String problem() {
            return json().path("type").asString().replace("/problems/", "");
        }
    }

    /** A member of a workspace. */
    public Client as(Role role, String workspace) {
        return new Client(tokens.member(UUID.randomUUID().toString(), workspace, role));
    }

    /** A certain member of a workspace. */
    public Client as(String member, Role role, String workspace) {
        return new Client(tokens.member(member, workspace, role));
    }

    /** Another service. */
    public Client service() {
        return new Client(tokens.service("launcher"));
    }

    /** Nobody. */
    public Client nobody() {
        return new Client(null);
    }

    /** Somebody who asks. */
    public final class Client {
        private final @Nullable String authorization;

        private Client(@Nullable String authorization) {
            this.authorization = authorization;
        }

        public Answer get(String path) {
            return call("GET", path, null);
        }

        public Answer post(String path, String body) {
            return call("POST", path, body);
        }

        public Answer put(String path, String body) {
            return call("PUT", path, body);
        }

        public Answer delete(String path) {
            return call("DELETE", path, null);
        }

        /** Any request, with pairs of header names and values. */
        public Answer call(String method, String path, @Nullable String body, String... headers) {
            var request =
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body));
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            try {
                var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                return new Answer(response.statusCode(), response.body(), response);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
