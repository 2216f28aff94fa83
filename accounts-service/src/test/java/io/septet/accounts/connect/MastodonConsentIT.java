package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;

class MastodonConsentIT extends ConsentContract {
    private static final String SCOPES = "read:accounts read:statuses write:statuses write:media";

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    @BeforeEach
    void registersAgain() {
        redis.delete(redis.keys("accounts:{global}:mastodon-app:*"));
    }

    private static String server() {
        return "http://localhost:" + PLATFORM.port();
    }

    @Override
    protected String platform() {
        return "mastodon";
    }

    @Override
    protected String wish() {
        return "{\"server\":\"%s\"}".formatted(server());
    }

    @Override
    protected String asks() {
        return server() + "/oauth/authorize";
    }

    @Override
    protected MappingBuilder exchange() {
        return post("/oauth/token")
                .withRequestBody(containing("grant_type=authorization_code"))
                .withRequestBody(containing("client_secret=" + SECRET))
                .withRequestBody(containing("code=" + CODE));
    }

    @Override
    protected void consents() {
        granted(SCOPES);
    }

    private void granted(String scopes) {
        registers(CLIENT, SECRET);
        PLATFORM.stubFor(
                post("/oauth/token")
                        .withRequestBody(containing("grant_type=client_credentials"))
                        .willReturn(
                                okJson("{\"access_token\":\"app\",\"token_type\":\"Bearer\"}")));
        PLATFORM.stubFor(
                exchange()
                        .willReturn(
                                okJson(
                                        """
                                        {"access_token":"%s","token_type":"Bearer","scope":"%s",
                                         "created_at":1573979017}\
                                        """
                                                .formatted(TOKEN, scopes))));
        recorded("/api/v1/accounts/verify_credentials", "mastodon/me.json");
        recorded("/api/v2/instance", "mastodon/instance.json");
    }

    private static void registers(String client, String secret) {
        PLATFORM.stubFor(
                post("/api/v1/apps")
                        .withRequestBody(containing("redirect_uris=http%3A%2F%2Flocalhost%3A9"))
                        .willReturn(
                                okJson(
                                        "{\"id\":\"1\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                                                .formatted(client, secret))));
    }

    @Override
    protected void withholds(String scope) {
        granted(SCOPES.replace(scope, ""));
    }

    @Override
    protected String needed() {
        return "write:media";
    }

    @Override
    protected ResponseDefinitionBuilder codeRefused() {
        return aResponse()
                .withStatus(400)
                .withBody(
                        """
                        {"error":"invalid_grant",
                         "error_description":"The provided authorization code is invalid, expired or revoked."}\
                        """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("14715", "infinite love");
    }

    @Override
    protected boolean challenged() {
        return true;
    }

    @Test
    void registersOnceAtAServer() {
        consents();
        begin(server());
        begin(server());

        PLATFORM.verify(1, postRequestedFor(urlEqualTo("/api/v1/apps")));
    }

    @Test
    void aRegistrationThatTheServerHasForgottenIsMadeAnew() {
        consents();
        begin(server());
        PLATFORM.stubFor(
                post("/oauth/token")
                        .withRequestBody(containing("client_id=" + CLIENT))
                        .willReturn(
                                aResponse()
                                        .withStatus(401)
                                        .withBody("{\"error\":\"invalid_client\"}")));
        registers("another", "one");

        var begun = begin(server());

        assertThat(begun.json().path("authorizeUrl").asString()).contains("client_id=another");
    }

    @Test
    void aServerThatIsNoneIsUnreachableRatherThanOurFault() throws IOException {
        nothingElse();
        noServer(begin(server()));
        noServer(begin("http://localhost:" + closedPort()));
        // One that speaks, but not HTTP.
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(socket));
            noServer(begin("http://localhost:" + socket.getLocalPort()));
            noServer(
                    owner().post(
                                    "/api/v1/feeds",
                                    "{\"platform\":\"mastodon\",\"accessToken\":\"t\",\"server\":\"http://localhost:%d\"}"
                                            .formatted(socket.getLocalPort())));
        }
        // One that takes the call and says nothing.
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            noServer(begin("http://localhost:" + socket.getLocalPort()));
        }
    }

    @Test
    void aServerIsNeeded() {
        var answer = owner().post("/api/v1/feeds/connect/mastodon", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("server-invalid");
    }

    private static void greet(ServerSocket socket) {
        try {
            while (true) {
                try (var call = socket.accept()) {
                    call.getOutputStream()
                            .write(
                                    "SSH-2.0-OpenSSH_9.6\r\n"
                                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    call.getInputStream().readNBytes(64);
                }
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void noServer(Door.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("platform-unreachable");
    }

    private Door.Answer begin(String server) {
        return owner().post(
                        "/api/v1/feeds/connect/mastodon", "{\"server\":\"%s\"}".formatted(server));
    }

    private Door.Client owner() {
        return new Door(port, septet.data()).as(Role.OWNER, Ids.next());
    }
}
