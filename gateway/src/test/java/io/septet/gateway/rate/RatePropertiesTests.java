package io.septet.gateway.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RatePropertiesTests {

    @Test
    void hasSafeDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RateProperties(Duration.ofMinutes(1), 3000, 1200, 12_000, 6000));
    }

    @Test
    void bindsEveryProperty() {
        assertThat(
                        bind(
                                Map.of(
                                        "septet.gateway.rate.window", "1s",
                                        "septet.gateway.rate.reads", "2",
                                        "septet.gateway.rate.writes", "3",
                                        "septet.gateway.rate.address-reads", "4",
                                        "septet.gateway.rate.address-writes", "5")))
                .isEqualTo(new RateProperties(Duration.ofSeconds(1), 2, 3, 4, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "::ffff:192.0.2.7, ::ffff:192.0.2.7",
        "example.org, unknown"
    })
    void aNetworkIsOneAddress(String address, String network) {
        assertThat(AddressRateFilter.network(address)).isEqualTo(network);
    }

    private static RateProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("septet.gateway.rate", RateProperties.class);
    }
}
