package io.septet.acceptance.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Signs in as a browser does and makes a bearer token. */
final class SignIn {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SignIn() {}

    static String token(String gateway, String email, String password) throws InterruptedException {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            var session =
                    http.send(
                            request(
                                            gateway + "/api/v1/session",
                                            Map.of("email", email, "password", password))
                                    .build(),
                            BodyHandlers.ofString());
            var cookies = cookies(session);
            var made =
                    http.send(
                            request(
                                            gateway + "/api/v1/tokens",
                                            Map.of("name", "faults", "role", "OWNER", "days", 2))
                                    .header(
                                            "Cookie",
                                            cookies.entrySet().stream()
                                                    .map(c -> c.getKey() + "=" + c.getValue())
                                                    .collect(Collectors.joining("; ")))
                                    .header("X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", ""))
                                    .build(),
                            BodyHandlers.ofString());
            return JSON.readTree(made.body()).path("token").asString();
        } catch (IOException e) {
            throw new IllegalStateException("Signing in failed", e);
        }
    }

    private static Map<String, String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0].split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
    }

    private static HttpRequest.Builder request(String address, Object body) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
}
