package io.septet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Behind a proxy of one's own that takes https, set up as docker-compose.yml does it. */
@TestPropertySource(
        properties = {
            "server.forward-headers-strategy=native",
            "server.servlet.session.cookie.secure=",
            // The proxy is here; whoever else is on this machine is not it.
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1"
        })
class ProxyIT extends GatewayTest {
    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    @BeforeEach
    void forgetAttempts() {
        redis.delete(redis.keys("gateway:*"));
    }

    @Test
    void cookiesOfWhoComesByHttpsGoByHttpsOnly() throws Exception {
        var answer = signIn(PROXY, "https");

        assertThat(cookies(answer)).allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void cookiesOfWhoDoesNotComeByHttpsGoAnyWay() throws Exception {
        assertThat(cookies(signIn(PROXY, "http")))
                .noneSatisfy(cookie -> assertThat(cookie).contains("Secure"));
    }

    @Test
    void whatSomebodyElseSaysOfAProxyChangesNothing() throws Exception {
        var answer = signIn(STRANGER, "https");

        assertThat(cookies(answer)).noneSatisfy(cookie -> assertThat(cookie).contains("Secure"));
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        send(
                STRANGER,
                request("/api/v1/posts", "https").header("Authorization", "Bearer " + TOKEN));
        assertThat(ACCOUNTS.getAllServeEvents())
                .extracting(asked -> asked.getRequest().getBodyAsString())
                .noneMatch(body -> body.contains("192.0.2.7"))
                .anyMatch(body -> body.contains(STRANGER));
    }

    private HttpResponse<String> signIn(String from, String scheme) throws Exception {
        var answer =
                send(
                        from,
                        request("/api/v1/session", scheme)
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"email\":\"mei@example.com\",\"password\":\"right\"}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private HttpRequest.Builder request(String path, String scheme) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Forwarded-Proto", scheme);
    }

    private static HttpResponse<String> send(String from, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static List<String> cookies(HttpResponse<String> answer) {
        var cookies = answer.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .extracting(cookie -> cookie.substring(0, cookie.indexOf('=')))
                .contains("SEPTET_SESSION", "SEPTET_DEVICE", "XSRF-TOKEN");
        return cookies;
    }
}
