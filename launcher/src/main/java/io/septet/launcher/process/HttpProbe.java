package io.septet.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Healthy is who answers 200 at an address. */
public final class HttpProbe implements Program.Probe {
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final HttpRequest request;

    public HttpProbe(URI address) {
        this.request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    }

    @Override
    public boolean healthy() {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
