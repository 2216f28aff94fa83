package io.septet.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SchedulerPropertiesTests {
    private static SchedulerProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("septet.scheduler", SchedulerProperties.class);
    }

    @Test
    void hasSafeDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new SchedulerProperties(
                                true,
                                16,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                DataSize.ofMegabytes(15),
                                40_000_000,
                                Duration.ofDays(7),
                                Duration.ofMinutes(10)));
    }

    @Test
    void bindsEveryProperty() {
        assertThat(
                        bound(
                                Map.of(
                                        "septet.scheduler.sweeping", "false",
                                        "septet.scheduler.hand-overs", "8",
                                        "septet.scheduler.check-within", "1s",
                                        "septet.scheduler.answer-within", "2s",
                                        "septet.scheduler.largest-image", "1MB",
                                        "septet.scheduler.most-pixels", "1000",
                                        "septet.scheduler.keep-unused", "2d",
                                        "septet.scheduler.stream-life", "1m")))
                .isEqualTo(
                        new SchedulerProperties(
                                false,
                                8,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                DataSize.ofMegabytes(1),
                                1000,
                                Duration.ofDays(2),
                                Duration.ofMinutes(1)));
    }
}
