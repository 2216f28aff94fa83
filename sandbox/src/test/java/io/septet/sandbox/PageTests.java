package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTests {
    private static final Client ANYONE = Client.of("");

    @TempDir static Path data;

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(0, List.of(0), data);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void isReady() throws IOException {
        assertThat(ANYONE.get(sandbox.address() + "/actuator/health/readiness").text())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void indexListsFeedsAndItsLinksWork() throws IOException {
        String index = ANYONE.get(sandbox.address() + "/").text();

        assertThat(index).contains("Jiangcheng Now", "Jiangcheng Culture", "desk@localhost:");
        var links = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(index);
        int seen = 0;
        while (links.find()) {
            String link = links.group(1);
            if (!link.startsWith("data:")) {
                String url = link.startsWith("/") ? sandbox.address() + link : link;
                assertThat(ANYONE.get(url).status()).as(url).isEqualTo(200);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    @Test
    void textOfAPostCannotBecomeMarkup() throws IOException {
        Client.of(Client.first(sandbox, Platform.X))
                .post(sandbox.x() + "/2/tweets", Json.of("text", "<script>alert(1)</script>"));

        var page = ANYONE.get(sandbox.address() + "/sandbox/feeds/x/jiangcheng_now");

        assertThat(page.text()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void whatIsNotThereIs404() throws IOException {
        assertThat(ANYONE.get(sandbox.address() + "/sandbox/feeds/x/nobody").status())
                .isEqualTo(404);
        assertThat(ANYONE.get(sandbox.address() + "/sandbox/media/..%2Faccounts.json").status())
                .isEqualTo(404);
        assertThat(ANYONE.get(sandbox.address() + "/nothing").status()).isEqualTo(404);
        assertThat(ANYONE.delete(sandbox.address() + "/sandbox/posts").status()).isEqualTo(405);
    }
}
