package io.septet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.septet.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTests {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path data;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(shown, true, StandardCharsets.UTF_8));
    private ProcessTable table;
    private final List<Child> children = new ArrayList<>();

    @BeforeEach
    void makeTable() {
        table = new ProcessTable(data.resolve("run"));
    }

    @AfterEach
    void stop() {
        children.forEach(child -> child.stop(PATIENCE));
    }

    @Test
    void runsUntilItIsStopped() throws StartFailed {
        var child = child("exec sleep 60", () -> true);

        child.start(PATIENCE);
        var process = table.find("thing").orElseThrow();
        assertThat(process.isAlive()).isTrue();

        child.stop(PATIENCE);
        assertThat(process.isAlive()).isFalse();
        assertThat(table.find("thing")).isEmpty();
    }

    @Test
    void comesBackWhenItIsKilled() throws StartFailed {
        var child = child("exec sleep 60", () -> true);
        child.start(PATIENCE);
        var first = table.find("thing").orElseThrow();

        first.destroyForcibly();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(table.find("thing")).get().isNotEqualTo(first));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(shown.toString(StandardCharsets.UTF_8))
                                .contains(
                                        "thing ended (exit code 137); starting it again",
                                        "thing healthy again after"));
    }

    @Test
    void saysWhyItDidNotStartWithTheEndOfItsLog() {
        var child = child("echo no such table; exit 3", () -> false);

        assertThatThrownBy(() -> child.start(PATIENCE))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("thing ended while it started (exit code 3)")
                .hasMessageContaining("    no such table");
    }

    @Test
    void givesUpOnAProgramThatStaysSilent() {
        var child = child("exec sleep 60", () -> false);

        assertThatThrownBy(() -> child.start(Duration.ofMillis(300)))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("thing does not answer after 0.3 s");
    }

    @Test
    void killsAProgramThatWillNotEnd() throws StartFailed, IOException {
        var child =
                child(
                        "trap '' TERM; touch ready; while :; do read -r line < fifo; done",
                        () -> Files.exists(data.resolve("ready")));
        fifo();
        child.start(PATIENCE);
        var process = table.find("thing").orElseThrow();

        child.stop(Duration.ofMillis(300));

        assertThat(process.isAlive()).isFalse();
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("was killed");
    }

    @Test
    void hearsNoCtrlCOfTheTerminal() throws StartFailed, IOException {
        var child =
                child(
                        "ps -o sid= -p $$ > sid; exec sleep 60",
                        () -> Files.exists(data.resolve("sid")));
        child.start(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Files.readString(data.resolve("sid")).strip())
                                .isEqualTo("" + table.find("thing").orElseThrow().pid()));
    }

    @Test
    void neverStartsOnceItWasStopped() {
        var child = child("exec sleep 60", () -> true);
        child.stop(PATIENCE);

        assertThatThrownBy(() -> child.start(PATIENCE)).isInstanceOf(StartFailed.class);
        assertThat(table.find("thing")).isEmpty();
    }

    @Test
    void getsItsEnvironmentAndKeepsItsLog() throws StartFailed, IOException {
        Files.createDirectories(data.resolve("logs"));
        Files.writeString(data.resolve("logs/thing.log"), "yesterday\n");
        var child =
                child(
                        "echo \"word is $WORD\"; touch ready; exec sleep 60",
                        () -> Files.exists(data.resolve("ready")));

        child.start(PATIENCE);

        assertThat(data.resolve("logs/thing.log")).hasContent("yesterday\nword is lotus");
    }

    private void fifo() throws IOException {
        var made = new ProcessBuilder("mkfifo", data.resolve("fifo").toString()).start();
        assertThat(made.onExit().join().exitValue()).isZero();
    }

    private Child child(String script, Program.Probe probe) {
        var child =
                new Child(
                        new Program(
                                "thing",
                                List.of("sh", "-c", script),
                                Map.of("WORD", "lotus"),
                                data,
                                data.resolve("logs/thing.log"),
                                "nowhere",
                                probe),
                        table,
                        console);
        children.add(child);
        return child;
    }
}
