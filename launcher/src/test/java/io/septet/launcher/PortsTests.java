package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTests {
    @Test
    void namesATakenPortAndTheVariableThatMovesIt() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.taken(Map.of(other.getLocalPort(), "SEPTET_GATEWAY_PORT")))
                    .containsExactly(
                            "Port %d is taken by another program; choose another with SEPTET_GATEWAY_PORT."
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void saysNothingOfAFreePort() throws IOException {
        int free;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }

        assertThat(Ports.taken(Map.of(free, "SEPTET_GATEWAY_PORT"))).isEmpty();
    }
}
