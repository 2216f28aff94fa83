package io.septet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTests {

    @Test
    void hasSafeDefaults() {
        assertThat(bind(Map.of("septet.gateway.swagger-ui-version", "5")))
                .isEqualTo(
                        new GatewayProperties(
                                DataSize.ofMegabytes(1),
                                DataSize.ofMegabytes(25),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(60),
                                Duration.ofMinutes(15),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(1),
                                10,
                                Duration.ofMinutes(5),
                                100,
                                Duration.ofHours(1),
                                30,
                                Duration.ofDays(7),
                                "5"));
    }

    @Test
    void bindsEveryProperty() {
        assertThat(
                        bind(
                                Map.ofEntries(
                                        Map.entry("septet.gateway.body-limit", "2MB"),
                                        Map.entry("septet.gateway.media-limit", "3MB"),
                                        Map.entry("septet.gateway.connect", "4s"),
                                        Map.entry("septet.gateway.read", "5s"),
                                        Map.entry("septet.gateway.upload-read", "6s"),
                                        Map.entry("septet.gateway.stream-life", "7s"),
                                        Map.entry("septet.gateway.breaker-open", "8s"),
                                        Map.entry("septet.gateway.trust", "9ms"),
                                        Map.entry("septet.gateway.sign-in-attempts", "11"),
                                        Map.entry("septet.gateway.sign-in-window", "12s"),
                                        Map.entry("septet.gateway.member-attempts", "13"),
                                        Map.entry("septet.gateway.member-window", "14s"),
                                        Map.entry("septet.gateway.link-attempts", "15"),
                                        Map.entry("septet.gateway.session-life", "16s"),
                                        Map.entry("septet.gateway.swagger-ui-version", "13"))))
                .isEqualTo(
                        new GatewayProperties(
                                DataSize.ofMegabytes(2),
                                DataSize.ofMegabytes(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                Duration.ofMillis(9),
                                11,
                                Duration.ofSeconds(12),
                                13,
                                Duration.ofSeconds(14),
                                15,
                                Duration.ofSeconds(16),
                                "13"));
    }

    private static GatewayProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("septet.gateway", GatewayProperties.class)
                .get();
    }
}
