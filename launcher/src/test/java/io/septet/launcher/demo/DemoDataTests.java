package io.septet.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoDataTests {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final int POSTS = DemoPosts.all().size();

    @TempDir Path data;
    private FakeHouse house;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @BeforeEach
    void build() throws IOException {
        house = new FakeHouse();
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @Test
    void makesTheWholeDemoThroughTheApis() throws IOException {
        fill(NOW, false);

        assertThat(house.members)
                .containsOnlyKeys(
                        "owner@jiangcheng.example",
                        "manager@jiangcheng.example",
                        "editor@jiangcheng.example",
                        "viewer@jiangcheng.example");
        assertThat(house.feeds).hasSize(7);
        assertThat(house.feeds.get(5))
                .isEqualTo(
                        json(
                                """
                                {"platform":"mastodon","account":"desk@localhost:8091",\
                                "accessToken":"t5","name":"Desk",\
                                "server":"http://localhost:8091"}\
                                """));
        assertThat(house.posts).hasSize(POSTS);
        assertThat(house.uploads)
                .hasSize(11)
                .allSatisfy(part ->
                        assertThat(part)
                                .contains("name=\"file\"", ".jpg\"", "Content-Type: image/jpeg"));
    }

    @Test
    void writesDemoJsonForScripts() throws IOException {
        fill(NOW, false);

        var file = data.resolve("demo.json");
        var demo = json(Files.readString(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(demo.propertyNames())
                .containsExactly("address", "sandbox", "workspace", "token", "members", "feeds");
        assertThat(demo.path("address").asString()).isEqualTo(house.address());
        assertThat(demo.path("token").asString()).isEqualTo("spt_1");
        assertThat(demo.path("workspace").asString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(demo.path("members").valueStream().map(m -> m.path("role").asString()))
                .containsExactly("OWNER", "MANAGER", "EDITOR", "VIEWER");
        assertThat(demo.path("members").get(0).propertyNames())
                .containsExactly("role", "email", "password");
        assertThat(demo.path("feeds")).hasSize(7);
        assertThat(demo.path("feeds").get(5))
                .isEqualTo(
                        json(
                                """
                                {"id":"feed-6","platform":"mastodon",\
                                "account":"desk@localhost:8091","name":"Desk"}\
                                """));
    }

    @Test
    void showsHowToSignIn() throws IOException {
        fill(NOW, false);

        var demo = json(Files.readString(data.resolve("demo.json")));
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains(
                        "Septet is ready: " + house.address(),
                        "editor@jiangcheng.example",
                        demo.path("members").get(2).path("password").asString());
    }

    @Test
    void makesNothingTwiceAtTheNextStart() throws IOException {
        fill(NOW, false);
        var before = Files.readString(data.resolve("demo.json"));
        house.asked.clear();

        fill(NOW.plus(Duration.ofDays(30)), false);

        assertThat(house.asked).containsExactly("GET /api/v1/workspace", "GET /sandbox/accounts");
        assertThat(data.resolve("demo.json")).hasContent(before);
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        house.postsUntilTrouble = 5;
        assertThatThrownBy(() -> fill(NOW, false)).isInstanceOf(ApiFailed.class);
        assertThat(data.resolve("demo.json")).doesNotExist();

        house.postsUntilTrouble = Integer.MAX_VALUE;
        fill(NOW.plusSeconds(3600), false);

        assertThat(house.posts).hasSize(POSTS);
        assertThat(house.feeds).hasSize(7);
        assertThat(house.tokens).isEqualTo(1);
        assertThat(house.uploads).hasSize(11);
    }

    @Test
    void findsAPostAgainWhoseAnswerWasLost() throws IOException {
        house.postsUntilTrouble = 13;
        assertThatThrownBy(() -> fill(NOW, false)).isInstanceOf(ApiFailed.class);
        // As if it had been stored and only the answer had not arrived.
        var progress = json(Files.readString(data.resolve("demo-progress.json")));
        var request = json(progress.path("request-later-forum").asString());
        house.posts.put(request.path("key").asString(), request.path("post"));

        house.postsUntilTrouble = Integer.MAX_VALUE;
        fill(NOW.plusSeconds(60), false);

        assertThat(house.posts).hasSize(POSTS);
    }

    @Test
    void choosesANewTimeIfTheFirstHasPassedMeanwhile() throws IOException {
        house.postsUntilTrouble = 12;
        assertThatThrownBy(() -> fill(NOW, false)).isInstanceOf(ApiFailed.class);

        house.postsUntilTrouble = Integer.MAX_VALUE;
        house.pastUntil = "2026-03-09";
        fill(Instant.parse("2026-03-09T00:00:00Z"), false);

        assertThat(house.posts).hasSize(POSTS);
        assertThat(new HashSet<>(house.posts.values()))
                .anySatisfy(post ->
                        assertThat(post.path("due").asString())
                                .isEqualTo("2026-03-10T09:00+08:00"));
    }

    @Test
    void asksAgainWhileAServiceIsComingUp() throws IOException {
        house.failures.put("/api/v1/feeds", 503);
        house.failures.put("/sandbox/accounts", 500);

        fill(NOW, false);

        assertThat(house.feeds).hasSize(7);
    }

    @Test
    void drawsANewTokenWhenTheOldOneIsNoLongerGood() throws IOException {
        fill(NOW, false);
        house.tokenIsGood = false;

        fill(NOW, false);

        assertThat(json(Files.readString(data.resolve("demo.json"))).path("token").asString())
                .isEqualTo("spt_2");
    }

    @Test
    void anEmptyInstallationHasOneOwnerAndNothingElse() throws IOException {
        fill(NOW, true);

        assertThat(house.members).containsOnlyKeys("owner@septet.example");
        assertThat(house.feeds).isEmpty();
        assertThat(house.posts).isEmpty();
        var demo = json(Files.readString(data.resolve("demo.json")));
        assertThat(demo.path("sandbox").isNull()).isTrue();
        assertThat(demo.path("feeds")).isEmpty();
    }

    @Test
    void anEmptyInstallationWithTheSandboxTellsWhereItIs() throws IOException {
        fill(NOW, true, true);

        assertThat(house.feeds).isEmpty();
        var demo = json(Files.readString(data.resolve("demo.json")));
        assertThat(demo.path("sandbox").asString()).isEqualTo(house.address());
        assertThat(demo.path("feeds")).isEmpty();
    }

    private void fill(Instant now, boolean empty) throws IOException {
        fill(now, empty, !empty);
    }

    private void fill(Instant now, boolean empty, boolean sandbox) throws IOException {
        var door =
                new Door(
                        house.address(),
                        house.address(),
                        house.address(),
                        data,
                        Duration.ofMillis(1));
        var console = new Console(new PrintStream(shown, true, StandardCharsets.UTF_8));
        new DemoData(door, console, Clock.fixed(now, ZoneOffset.UTC)).fill(empty, sandbox);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
