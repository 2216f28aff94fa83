package io.septet.accounts.webhook;

import io.septet.accounts.platform.http.Addresses;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Servers;
import io.septet.kit.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Makes one signed request as Standard Webhooks has it. Where a name leads is judged when the
 * connection is made; redirects are answers like others.
 */
@Component
class Posting {
    private static final int BEGINNING = 4096;
    private static final int SHOWN = 300;

    private final Api api;
    private final Servers servers;
    private final Addresses addresses;
    private final Clock clock;

    Posting(
            Outbound outbound,
            OutboundProperties allowed,
            WebhookProperties properties,
            Clock clock) {
        this.api = outbound.anywhere(properties.timeout(), BEGINNING, Api.class);
        this.servers = new Servers(allowed.allowLoopback());
        this.addresses = new Addresses(allowed.allowLoopback());
        this.clock = clock;
    }

    interface Api {
        @PostExchange(contentType = "application/json")
        ResponseEntity<byte[]> post(
                URI to,
                @RequestHeader("webhook-id") String id,
                @RequestHeader("webhook-timestamp") String timestamp,
                @RequestHeader("webhook-signature") String signature,
                @RequestBody byte[] body);
    }

    /**
     * An address as people give it.
     *
     * @throws Problem 422 {@code webhook-address} if it cannot be called
     */
    URI checked(String text) {
        var url = parsed(text);
        if (url == null || servers.of(url).isEmpty()) {
            throw unfit(
                    "An address begins with https:// and names a server; it has no name before an @"
                            + " and no # in it");
        }
        try {
            addresses.resolve(host(url));
        } catch (UnknownHostException e) {
            throw unfit(
                    String.valueOf(e.getMessage()).contains("does not lead")
                            ? "It does not lead to a public address"
                            : "The server's name could not be found");
        }
        return url;
    }

    /**
     * What a try led to.
     *
     * @param notBefore when the receiver asked to be called again, if it was busy; null = it did
     *     not
     */
    record Sent(Message.Try made, @Nullable Instant notBefore) {
        static Sent unanswered(Instant at, long millis, String fault) {
            return new Sent(new Message.Try(at, null, millis, null, fault), null);
        }
    }

    /** One try. */
    Sent send(String url, String id, String body, List<byte[]> keys) {
        var now = clock.instant();
        long began = System.nanoTime();
        var to = parsed(url);
        // Judged again: a release or a setting may have changed since it was given.
        if (to == null || servers.of(to).isEmpty()) {
            return Sent.unanswered(now, 0, "This address may not be called");
        }
        var reply =
                Reply.of(() ->
                        api.post(
                                to,
                                id,
                                "" + now.getEpochSecond(),
                                signature(id, now, body, keys),
                                body.getBytes(StandardCharsets.UTF_8)));
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return switch (reply) {
            case Reply.Answered answered ->
                    new Sent(
                            new Message.Try(
                                    now, answered.status(), took, beginning(answered.body()), null),
                            Retries.asked(
                                    answered.status(),
                                    answered.headers().getFirst(HttpHeaders.RETRY_AFTER),
                                    clock.instant()));
            case Reply.NeverSent(var reason) -> Sent.unanswered(now, took, reason);
            case Reply.Lost(var reason) -> Sent.unanswered(now, took, reason);
        };
    }

    /** One signature per key, as {@code webhook-signature} has them. */
    static String signature(String id, Instant at, String body, List<byte[]> keys) {
        var signed = id + "." + at.getEpochSecond() + "." + body;
        return keys.stream().map(key -> "v1," + mac(key, signed)).collect(Collectors.joining(" "));
    }

    private static String mac(byte[] key, String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String beginning(byte[] body) {
        var text =
                new String(body, StandardCharsets.UTF_8)
                        .replaceAll("[\\s\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                        .strip();
        int end =
                text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        return text.isEmpty() ? null : text.substring(0, end);
    }

    private static @Nullable URI parsed(String text) {
        try {
            var url = new URI(text);
            return url.getRawFragment() == null && url.getRawUserInfo() == null ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String host(URI url) {
        var host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Problem unfit(String why) {
        return Problem.unprocessable("webhook-address", "This address cannot be called", why);
    }
}
