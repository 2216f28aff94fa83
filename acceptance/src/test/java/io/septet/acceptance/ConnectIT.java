package io.septet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An empty workspace: people whom its owner asks in, accounts on eight platforms, and a post that
 * passes two stages.
 */
class ConnectIT {
    private static final Path TARGET = Path.of("target", "connect").toAbsolutePath();

    @Test
    void anOwnerAsksPeopleInConnectsPlatformsAndWhatTwoApproveIsPublishedToAllOfThemInABrowser()
            throws Exception {
        Files.createDirectories(TARGET);
        var picture = TARGET.resolve("river.png");
        Files.write(picture, Skyline.png());
        var screenshots = TARGET.resolve("screenshots");

        var outcomes = new LinkedHashMap<String, Integer>();
        try (var septet = RunningSystem.start(TARGET, "--empty", "--sandbox")) {
            for (var story : List.of("people", "connect", "approve")) {
                outcomes.put(
                        story,
                        septet.browser(
                                story, screenshots, Map.of("SEPTET_PICTURE", picture.toString())));
            }
        }

        assertThat(outcomes)
                .allSatisfy((story, outcome) ->
                        assertThat(outcome)
                                .as(() -> log(screenshots.resolve(story + ".log")))
                                .isZero());
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "No log: " + e.getMessage();
        }
    }
}
