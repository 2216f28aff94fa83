package io.septet.accounts.connect;

import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.http.Addresses;
import io.septet.accounts.platform.http.OutboundProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds out, as far as can be known from here, whether platforms can fetch pictures from our public
 * address. Only the platforms themselves know for certain.
 */
@Component
class Reachability {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final URI publicUrl;
    private final boolean sandbox;
    private final MediaLinks links;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    Reachability(MediaLinkProperties properties, OutboundProperties outbound, MediaLinks links) {
        this.publicUrl = properties.publicUrl();
        this.sandbox = outbound.allowLoopback();
        this.links = links;
    }

    /**
     * @param publicUrl the address as it is configured
     * @param reason why pictures cannot be fetched from it; null = nothing is known against it
     */
    record Look(URI publicUrl, boolean ok, @Nullable String reason) {}

    Look look() {
        var reason = address();
        if (reason == null) {
            reason = probe();
        }
        return new Look(publicUrl, reason == null, reason);
    }

    /** What the address itself tells. */
    private @Nullable String address() {
        var host = publicUrl.getHost();
        if (host == null) {
            return "The public address " + publicUrl + " is not an address; set septet.public-url";
        }
        try {
            for (var found : InetAddress.getAllByName(host)) {
                var trouble = trouble(found);
                if (trouble != null) {
                    return trouble;
                }
            }
        } catch (UnknownHostException e) {
            return "The name " + host + " of the public address is not known";
        }
        return sandbox || "https".equals(publicUrl.getScheme())
                ? null
                : "The public address "
                        + publicUrl
                        + " is not encrypted; Instagram and Threads fetch pictures by https";
    }

    private @Nullable String trouble(InetAddress found) {
        if (Addresses.isPublic(found) || (sandbox && found.isLoopbackAddress())) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "The public address %s leads to %s, so Instagram and Threads cannot fetch pictures"
                        + " from it; set septet.public-url",
                publicUrl,
                found.isLoopbackAddress() ? "this machine itself" : "a private network");
    }

    /** Fetches what only we can give out there. */
    private @Nullable String probe() {
        var request = HttpRequest.newBuilder(links.probe()).timeout(ANSWER).GET().build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().equals(MediaLinks.PROBE)
                    ? null
                    : "Something else than Septet answers at the public address "
                            + publicUrl
                            + " (HTTP "
                            + answer.statusCode()
                            + ")";
        } catch (IOException e) {
            return "The public address "
                    + publicUrl
                    + " does not answer, seen from this server ("
                    + e.getClass().getSimpleName()
                    + "); Instagram and Threads may not be able to fetch pictures";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The look was interrupted";
        }
    }
}
