package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsIT extends GatewayTest {
    private static final int KB = 1024;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = signedIn();
    }

    @Test
    void bodyUpToTheLimitPasses() {
        assertThat(send("/api/v1/posts", named(100 * KB)).status()).isEqualTo(200);
        assertThat(send("/api/v1/posts", chunked(100 * KB)).status()).isEqualTo(200);
        assertThat(send("/api/v1/media", named(1024 * KB)).status()).isEqualTo(200);
        assertThat(send("/api/v1/media", chunked(1024 * KB)).status()).isEqualTo(200);
    }

    @Test
    void bodyOverTheLimitIsRefusedBeforeAServiceSeesIt() {
        for (var path : new String[] {"/api/v1/posts", "/api/v1/media/x", "/api/v1/session"}) {
            var answer = send(path, named(100 * KB + 1));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-large");
            assertThat(answer.json().path("limit").intValue()).isEqualTo(100 * KB);
        }
        assertThat(send("/api/v1/media", named(1024 * KB + 1)).problem()).isEqualTo("too-large");
        assertThat(SCHEDULER.getAllServeEvents()).isEmpty();
    }

    @Test
    void bodyThatNamesNoLengthIsCounted() {
        for (int i = 0; i < 12; i++) {
            var answer = send("/api/v1/posts", chunked(100 * KB + 1));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-large");
        }
        assertThat(send("/api/v1/media", chunked(1024 * KB + 1)).problem()).isEqualTo("too-large");
        assertThat(send("/api/v1/media", chunked(8 * 1024 * KB)).problem()).isEqualTo("too-large");
        assertThat(send("/api/v1/session", chunked(200 * KB)).problem()).isEqualTo("too-large");

        assertThat(SCHEDULER.findAll(anyRequestedFor(urlEqualTo("/api/v1/posts"))))
                .as("no service has seen a whole request")
                .isEmpty();
        assertThat(send("/api/v1/posts", named(1)).status())
                .as("the client's fault does not open the breaker")
                .isEqualTo(200);
    }

    @Test
    void bodyThatNamesTooMuchIsRefusedBeforeItIsSent() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/posts HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                                    .formatted(64 * 1024 * KB)
                                    .getBytes(StandardCharsets.UTF_8));

            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);

            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void bodyNestedWithoutEndCannotBeRead() {
        int deep = 45 * KB;
        var nested = "[".repeat(deep) + "]".repeat(deep);
        for (var body :
                new String[] {
                    "{\"email\":" + nested + "}",
                    "{\"credential\":" + nested + "}",
                    "{\"elsewhere\":" + nested + "}",
                    nested,
                    "[".repeat(deep)
                }) {
            for (var path : new String[] {"/api/v1/session", "/api/v1/session/passkey"}) {
                var answer = browser.send(browser.write("POST", path, body));

                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.problem()).isEqualTo("malformed-body");
            }
        }
        ACCOUNTS.verify(0, anyRequestedFor(urlEqualTo("/internal/v1/sign-in/passkey")));
    }

    private Browser.Answer send(String path, BodyPublisher body) {
        return browser.send(browser.write("POST", path, "").POST(body));
    }

    private static BodyPublisher named(int size) {
        return BodyPublishers.ofByteArray(new byte[size]);
    }

    private static BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(" ".repeat(size).getBytes(StandardCharsets.UTF_8)));
    }
}
