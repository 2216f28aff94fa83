package io.septet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.testing.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that is not running at all. */
class RefusedIT extends GatewayTest {

    @DynamicPropertySource
    static void nobodyListens(DynamicPropertyRegistry properties) {
        int port = TestRedis.freePort();
        properties.add("septet.analytics-url", () -> "http://localhost:" + port);
    }

    @Test
    void serviceThatIsDownIsNamedAtOnce() {
        var browser = signedIn();
        long start = System.nanoTime();

        var answer = browser.get("/api/v1/reports/overview");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("service-unavailable");
        assertThat(answer.json().path("service").stringValue()).isEqualTo("analytics");
        assertThat(answer.json().path("detail").stringValue()).contains("Nothing was changed");
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(browser.get("/api/v1/posts").status()).isEqualTo(200);
    }

    @Test
    void descriptionOfTheApiSaysWhoIsMissing() {
        var document = browser().get("/api/v1/openapi.json").json();

        assertThat(document.at("/x-missing/0").stringValue()).isEqualTo("accounts");
        assertThat(document.at("/x-missing").values())
                .extracting(it -> it.stringValue())
                .contains("analytics");
        assertThat(document.at("/info/description").stringValue()).contains("no answer from");
        assertThat(document.at("/paths").has("/api/v1/session")).isTrue();
    }
}
