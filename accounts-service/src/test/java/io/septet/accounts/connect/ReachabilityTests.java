package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.SeptetProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachabilityTests {
    private final WireMockServer door =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir private Path data;

    @BeforeEach
    void listen() {
        door.start();
    }

    @AfterEach
    void close() {
        door.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, this machine itself",
        "https://127.0.0.1, this machine itself",
        "https://10.1.2.3, a private network",
        "https://192.168.1.1, a private network",
        "https://no-such-name.invalid, is not known",
        "http://1.1.1.1, is not encrypted",
        "post.example, is not an address"
    })
    void theAddressItselfTells(URI address, String reason) {
        var look = look(address, false);

        assertThat(look.ok()).isFalse();
        assertThat(look.reason())
                .contains(reason)
                .contains(String.valueOf(address.getHost() == null ? address : address.getHost()));
    }

    @Test
    void besideTheSandboxThisMachineIsReached() {
        door.stubFor(
                get(urlPathMatching("/m/[A-Za-z0-9_-]{80,}")).willReturn(ok(MediaLinks.PROBE)));

        assertThat(look(URI.create(door.baseUrl()), true).reason()).isNull();
        assertThat(look(URI.create(door.baseUrl()), true).ok()).isTrue();
    }

    @Test
    void somethingElseThatAnswersThereIsToldFromUs() {
        door.stubFor(get(urlPathMatching("/m/.*")).willReturn(aResponse().withStatus(404)));

        assertThat(look(URI.create(door.baseUrl()), true).reason())
                .contains("Something else than Septet");
    }

    @Test
    void anAddressThatDoesNotAnswerIsSaidToBeSeenFromHereOnly() {
        var address = URI.create(door.baseUrl());
        door.stop();

        assertThat(look(address, true).reason()).contains("does not answer, seen from this server");
    }

    private Reachability.Look look(URI address, boolean sandbox) {
        var properties = new MediaLinkProperties(address, Duration.ofHours(24));
        var septet = new SeptetProperties("accounts", data, 1, 1, address, address, address);
        return new Reachability(
                        properties,
                        new OutboundProperties(sandbox),
                        new MediaLinks(properties, septet, Clock.systemUTC()))
                .look();
    }
}
