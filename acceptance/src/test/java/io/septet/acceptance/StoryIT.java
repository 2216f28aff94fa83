package io.septet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The main job, carried through the whole running system. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration LATEST = Duration.ofSeconds(2);

    private static final Path SCREENSHOTS = TARGET.resolve("screenshots");

    private static RunningSystem septet;
    private static Process browser;

    /**
     * The people in the browser mostly wait; what a script does meanwhile is no business of theirs.
     */
    @BeforeAll
    static void start() throws IOException {
        septet = RunningSystem.start(TARGET);
        var picture = TARGET.resolve("river.png");
        Files.write(picture, Skyline.png());
        browser = septet.begin("story", SCREENSHOTS, Map.of("SEPTET_PICTURE", picture.toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.destroy();
        }
        if (septet != null) {
            septet.close();
        }
    }

    @Test
    @Order(1)
    void aPostWithAPictureIsOnAllSevenFeedsAtItsSecondAndItsNumbersAreInTheReport()
            throws IOException {
        var text = "The ferry runs again " + UUID.randomUUID();
        var due = Instant.now().plusSeconds(20);
        var picture = septet.upload(Skyline.png(), "ferry.png");

        var post = schedule(text, due, List.of(picture));

        var sent =
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(
                                () -> {
                                    // All the while the tokens' key is exchanged for another.
                                    septet.exchangeVaultKey();
                                    return septet.onPlatforms(text);
                                },
                                on -> on.size() >= 7);
        assertOnTime(sent, due);
        assertThat(sent).allSatisfy(one -> assertThat(one.get("media").size()).isEqualTo(1));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(states(post)).containsOnly("PUBLISHED"));
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(reported(post))
                                .hasSize(7)
                                .allSatisfy(
                                        row -> assertThat(row.get("metrics").size()).isPositive()));
    }

    @Test
    @Order(2)
    void anEditorAndAManagerDoTheWholeStoryInABrowser() throws Exception {
        int outcome = RunningSystem.end(browser);

        assertThat(outcome).as(() -> log(SCREENSHOTS.resolve("story.log"))).isZero();
    }

    @Test
    @Order(3)
    void killingTheSchedulerBetweenScheduleAndDueStillGivesExactlySeven() throws IOException {
        var text = "Night market opens " + UUID.randomUUID();
        var due = Instant.now().plusSeconds(30);
        var picture = septet.upload(Skyline.png(), "market.png");
        var post = schedule(text, due, List.of(picture));
        long before = septet.pid("scheduler");

        septet.kill("scheduler");

        await().atMost(Duration.ofSeconds(60)).until(() -> septet.runsAgain("scheduler", before));
        await().atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(states(post)).hasSize(7).containsOnly("PUBLISHED"));
        var sent = septet.onPlatforms(text);
        assertThat(sent)
                .hasSize(7)
                .allSatisfy(one -> assertThat(acceptedAt(one)).isAfterOrEqualTo(due));
        assertThat(sent.stream().map(one -> one.get("platform").stringValue()).distinct())
                .hasSize(7);
    }

    @Test
    @Order(4)
    void whatIsAllowedIsWhatIsDeclared() throws IOException {
        var matrix = Permissions.walk(septet);

        System.out.println(
                "Permissions: "
                        + matrix.tries().values().stream().mapToInt(tries -> tries).sum()
                        + " tries, "
                        + matrix.tries());
        assertThat(matrix.faults()).isEmpty();
        assertThat(matrix.tries().get("role")).isGreaterThan(200);
        assertThat(matrix.tries().get("foreign")).isGreaterThan(50);
    }

    /** What the platforms have given out, and one program alone may know. */
    @Test
    @Order(5)
    void noOtherProgramHasAPlatformsTokenInItsMemory() throws IOException {
        var tokens = septet.platformTokens();
        assertThat(tokens).hasSizeGreaterThan(6);
        var known = septet.demo().get("workspace").stringValue();
        var words = new ArrayList<>(tokens);
        words.add(known);
        long began = System.nanoTime();
        for (var program : List.of("scheduler", "analytics")) {
            var found = HeapSearch.found(septet.pid(program), TARGET.resolve("heap.hprof"), words);

            // What is there is found.
            assertThat(found).as(program).containsOnly(known);
        }
        System.out.println(
                "Searched two heaps for %d tokens in %d ms"
                        .formatted(tokens.size(), (System.nanoTime() - began) / 1_000_000));
    }

    private static JsonNode schedule(String text, Instant due, List<String> media) {
        return septet.post(
                "/api/v1/posts",
                Map.of(
                        "text",
                        text,
                        "feeds",
                        septet.feeds(),
                        "media",
                        media,
                        "due",
                        OffsetDateTime.ofInstant(due, ZoneOffset.ofHours(8)).toString(),
                        "zone",
                        "Asia/Shanghai",
                        "action",
                        "schedule"));
    }

    private static List<String> states(JsonNode post) {
        return septet.get("/api/v1/posts/" + post.get("id").stringValue())
                .get("deliveries")
                .valueStream()
                .map(delivery -> delivery.get("state").stringValue())
                .toList();
    }

    private static List<JsonNode> reported(JsonNode post) {
        var from = Instant.now().minus(Duration.ofDays(1));
        var to = Instant.now().plus(Duration.ofDays(1));
        return septet.get("/api/v1/reports/posts?limit=100&from=" + from + "&to=" + to)
                .get("items")
                .valueStream()
                .filter(row -> row.get("post").equals(post.get("id")))
                .toList();
    }

    private static void assertOnTime(List<JsonNode> sent, Instant due) {
        assertThat(sent).hasSize(7);
        assertThat(sent.stream().map(one -> one.get("platform").stringValue()).distinct())
                .hasSize(7);
        assertThat(sent)
                .allSatisfy(one -> assertThat(acceptedAt(one)).isBetween(due, due.plus(LATEST)));
    }

    private static Instant acceptedAt(JsonNode sent) {
        return Instant.parse(sent.get("acceptedAt").stringValue());
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "No log: " + e.getMessage();
        }
    }
}
