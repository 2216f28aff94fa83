package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTests {
    private static final Path ROOT = Path.of("/opt/septet");

    @Test
    void hasTheDocumentedDefaults() {
        var settings = Settings.of(ROOT, Map.of());

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                ROOT,
                                Path.of("/opt/septet/data"),
                                "127.0.0.1",
                                8080,
                                8081,
                                8082,
                                8083,
                                8090,
                                List.of(8091, 8092, 8093),
                                8094,
                                6390,
                                null,
                                List.of()));
        assertThat(settings.gatewayUrl()).isEqualTo("http://localhost:8080");
    }

    @Test
    void readsEveryVariable() {
        var settings =
                Settings.of(
                        ROOT,
                        Map.ofEntries(
                                Map.entry("SEPTET_DATA", "/var/septet"),
                                Map.entry("SEPTET_GATEWAY_ADDRESS", "0.0.0.0"),
                                Map.entry("SEPTET_GATEWAY_PORT", "1"),
                                Map.entry("SEPTET_ACCOUNTS_PORT", "2"),
                                Map.entry("SEPTET_SCHEDULER_PORT", "3"),
                                Map.entry("SEPTET_ANALYTICS_PORT", "4"),
                                Map.entry("SEPTET_SANDBOX_PORT", "5"),
                                Map.entry("SEPTET_MASTODON_PORTS", "6, 7,8"),
                                Map.entry("SEPTET_BLUESKY_PORT", "10"),
                                Map.entry("SEPTET_REDIS_PORT", "9"),
                                Map.entry("SEPTET_TRAIN_AFTER", "5"),
                                Map.entry("SEPTET_JAVA_OPTIONS", "-Da=b  -Xlog:gc")));

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                ROOT,
                                Path.of("/var/septet"),
                                "0.0.0.0",
                                1,
                                2,
                                3,
                                4,
                                5,
                                List.of(6, 7, 8),
                                10,
                                9,
                                Duration.ofSeconds(5),
                                List.of("-Da=b", "-Xlog:gc")));
    }

    @Test
    void namesTheVariableThatCannotBeRead() {
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("SEPTET_REDIS_PORT", "many")))
                .hasMessage("SEPTET_REDIS_PORT is a port, 1 to 65535, not many");
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("SEPTET_GATEWAY_PORT", "70000")))
                .hasMessage("SEPTET_GATEWAY_PORT is a port, 1 to 65535, not 70000");
        assertThatThrownBy(() -> Settings.of(ROOT, Map.of("SEPTET_MASTODON_PORTS", "8091")))
                .hasMessageStartingWith("SEPTET_MASTODON_PORTS names 3 ports");
    }

    @Test
    void listsPortsOfTheSandboxOnlyWithIt() {
        var settings = Settings.of(ROOT, Map.of());

        assertThat(settings.ports(false)).containsOnlyKeys(8080, 8081, 8082, 8083, 6390);
        assertThat(settings.ports(true))
                .hasSize(10)
                .containsEntry(8092, "SEPTET_MASTODON_PORTS")
                .containsEntry(8090, "SEPTET_SANDBOX_PORT");
    }

    @Test
    void namesBothVariablesThatWantOnePort() {
        var settings = Settings.of(ROOT, Map.of("SEPTET_ACCOUNTS_PORT", "8080"));

        assertThatThrownBy(() -> settings.ports(false))
                .hasMessage("SEPTET_GATEWAY_PORT and SEPTET_ACCOUNTS_PORT both say port 8080");
    }
}
