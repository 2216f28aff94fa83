package io.septet.accounts.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "septet.public-url=https://post.example")
class MediaLinkIT {
    /** SHA-256 of {@code pixels}. */
    private static final String DIGEST =
            "6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37";

    private static final String PUBLIC = "https://post.example/m/";

    private final String workspace = Ids.next();

    @Autowired private SeptetProperties septet;
    @Autowired private MediaLinks links;
    @LocalServerPort private int port;

    @BeforeEach
    void aPicture() throws IOException {
        var folder =
                septet.data().resolve("media").resolve(workspace).resolve(DIGEST.substring(0, 2));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(DIGEST), "pixels");
    }

    @Test
    void aLinkLeadsToItsFileWithItsType() {
        var link = link(workspace);

        assertThat(link.toString()).startsWith(PUBLIC).doesNotContain(DIGEST, workspace);
        var answer = open(token(link));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("pixels");
        assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(header(answer, "Content-Length")).isEqualTo("6");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-2, 206, pix, bytes 0-2/6",
        "bytes=3-, 206, els, bytes 3-5/6",
        "bytes=-2, 206, ls, bytes 4-5/6",
        "bytes=2-99, 206, xels, bytes 2-5/6",
    })
    void aPartOfTheFileIsGivenWhereOneIsAskedFor(
            String range, int status, String text, String content) {
        var answer = open(token(link(workspace)), "Range", range);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(text);
        assertThat(header(answer, "Content-Range")).isEqualTo(content);
        assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void aPartBeyondTheEndIsRefused() {
        var answer = open(token(link(workspace)), "Range", "bytes=6-9");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */6");
    }

    @Test
    void aLinkChangedAnywhereLeadsNowhere() {
        var token = token(link(workspace));
        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(links.open(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
        assertNothing(token.substring(1));
        assertNothing(token.substring(0, token.length() - 4));
        assertNothing(token + "AAAA");
        assertNothing("A");
        assertNothing("*");
    }

    @Test
    void aLinkEndsWithItsTime() {
        var clock = new MutableClock(Instant.parse("2026-03-01T09:00:00Z"));
        var then = at(clock);
        var token = token(then.link(workspace, DIGEST, "image/jpeg"));

        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(then.open(token))
                .contains(new MediaLinks.Target(workspace, DIGEST, "image/jpeg"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(then.open(token)).isEmpty();
        assertNothing(token);
    }

    @Test
    void theFileOfOneWorkspaceIsNotFoundInAnother() {
        assertNothing(token(link(Ids.next())));
    }

    @Test
    void aLinkOfAnotherInstallationLeadsNowhere(@TempDir Path data) {
        var elsewhere =
                new MediaLinks(
                        new MediaLinkProperties(
                                URI.create("https://post.example"), Duration.ofHours(24)),
                        new SeptetProperties(
                                "accounts",
                                data,
                                1,
                                1,
                                septet.accountsUrl(),
                                septet.schedulerUrl(),
                                septet.analyticsUrl()),
                        Clock.systemUTC());

        assertNothing(token(elsewhere.link(workspace, DIGEST, "image/jpeg")));
    }

    @Test
    void onlyServicesOpenLinks() {
        var path = "/internal/v1/media-links/" + token(link(workspace));
        var door = new Door(port, septet.data());

        assertThat(door.nobody().get(path).status()).isEqualTo(401);
        assertThat(door.as(Role.OWNER, workspace).get(path).status()).isEqualTo(403);
    }

    private URI link(String workspace) {
        return links.link(workspace, DIGEST, "image/jpeg");
    }

    private MediaLinks at(Clock clock) {
        return new MediaLinks(
                new MediaLinkProperties(URI.create("https://post.example"), Duration.ofHours(24)),
                septet,
                clock);
    }

    private static String token(URI link) {
        return link.toString().substring(PUBLIC.length());
    }

    private void assertNothing(String token) {
        var answer = open(token);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    private Door.Answer open(String token, String... headers) {
        return new Door(port, septet.data())
                .service()
                .call("GET", "/internal/v1/media-links/" + token, null, headers);
    }

    private static String header(Door.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }
}
