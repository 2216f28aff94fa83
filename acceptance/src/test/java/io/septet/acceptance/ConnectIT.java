package io.septet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An empty workspace: people whom its owner asks in, and accounts on eight platforms. */
class ConnectIT {
    private static final Path TARGET = Path.of("target", "connect").toAbsolutePath();

    @Test
    void anOwnerAsksPeopleInConnectsPlatformsAndPublishesToAllOfThemInABrowser() throws Exception {
        Files.createDirectories(TARGET);
        var picture = TARGET.resolve("river.png");
        Files.write(picture, Skyline.png());
        var screenshots = TARGET.resolve("screenshots");

        int people;
        int outcome;
        try (var septet = RunningSystem.start(TARGET, "--empty", "--sandbox")) {
            people =
                    septet.browser(
                            "people", screenshots, Map.of("SEPTET_PICTURE", picture.toString()));
            outcome =
                    septet.browser(
                            "connect", screenshots, Map.of("SEPTET_PICTURE", picture.toString()));
        }

        assertThat(people).as(() -> log(screenshots.resolve("people.log"))).isZero();
        assertThat(outcome).as(() -> log(screenshots.resolve("connect.log"))).isZero();
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "No log: " + e.getMessage();
        }
    }
}
