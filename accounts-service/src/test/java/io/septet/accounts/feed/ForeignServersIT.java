package io.septet.accounts.feed;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Servers that users name must not lead into our own network: as it is set up by default. */
@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ForeignServersIT {
    private static final WireMockServer INSIDE =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());

    @Autowired private SeptetProperties septet;
    @LocalServerPort private int port;

    @BeforeAll
    static void listen() {
        INSIDE.start();
    }

    @AfterAll
    static void close() {
        INSIDE.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:PORT",
                "https://LOCALHOST:PORT",
                "https://localhost.:PORT",
                "https://127.0.0.1:PORT",
                "https://127.1:PORT",
                "https://2130706433:PORT",
                "https://017700000001:PORT",
                "https://0x7f000001:PORT",
                "https://0x7f.0.0.1:PORT",
                "https://0.0.0.0:PORT",
                "https://0:PORT",
                "https://[::1]:PORT",
                "https://[::]:PORT",
                "https://[::ffff:127.0.0.1]:PORT",
                "https://[::ffff:7f00:1]:PORT",
                "https://10.0.0.1",
                "https://192.168.0.1",
                "https://169.254.169.254",
                "https://[fe80::1]",
                "https://[fd00::1]",
                "https://[64:ff9b::7f00:1]:PORT",
                "http://localhost:HTTP",
                "http://127.0.0.1:HTTP"
            })
    void anAddressInsideIsNeverCalled(String server) {
        neverCalled(server, "mastodon");
        neverCalled(server, "bluesky");
    }

    private void neverCalled(String server, String platform) {
        var address =
                server.replace("PORT", "" + INSIDE.httpsPort()).replace("HTTP", "" + INSIDE.port());

        var answer =
                new Door(port, septet.data())
                        .as(Role.OWNER, Ids.next())
                        .post(
                                "/api/v1/feeds",
                                "{\"platform\":\"%s\",\"accessToken\":\"t\",\"account\":\"a.b\",\"server\":\"%s\"}"
                                        .formatted(platform, address));

        assertThat(answer.status()).isEqualTo(422);
        // Not even the handshake began: each is stopped by what it is or where it leads.
        assertThat(answer.json().path("detail").asString())
                .containsAnyOf(
                        "does not lead to a public address", "name could not be found", "https://");
        INSIDE.verify(0, anyRequestedFor(anyUrl()));
    }
}
