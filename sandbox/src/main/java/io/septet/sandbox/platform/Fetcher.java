package io.septet.sandbox.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fetches pictures as the platforms do: without signing in, and not where a redirect leads. */
public final class Fetcher {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /** The bytes, at most one more than may be; null if there are none to be had. */
    public byte @Nullable [] fetch(String url, int most) {
        try {
            URI address = URI.create(url);
            if (!Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
                return null;
            }
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                return answer.statusCode() == 200 ? body.readNBytes(most + 1) : null;
            }
        } catch (IOException | IllegalArgumentException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
