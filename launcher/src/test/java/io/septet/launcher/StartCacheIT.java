package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks and trains the launcher's own jar, the one built jar that is at hand here. */
class StartCacheIT {
    private static final Path JAR = Path.of("target/launcher.jar").toAbsolutePath();
    private static final List<String> FLAGS = List.of("java", "-Xmx64m", "-Dport=1");

    @TempDir Path folder;
    private StartCache cache;

    @BeforeEach
    void open() {
        cache = new StartCache(folder);
    }

    @Test
    void runsFromACopyOfItsOwn() throws IOException, InterruptedException {
        var arguments = cache.arguments("launcher", JAR, FLAGS);

        assertThat(arguments).hasSize(2).startsWith("-jar");
        assertThat(Path.of(arguments.getLast())).startsWith(folder).exists();
        assertThat(java(arguments, "--nonsense")).contains("Unknown option --nonsense");
    }

    @Test
    void unpacksOnceForEachBuild() throws IOException {
        var first = cache.arguments("launcher", JAR, FLAGS);

        assertThat(cache.arguments("launcher", JAR, FLAGS)).isEqualTo(first);
        assertThat(cache.arguments("launcher", JAR, List.of("java", "-Xmx64m", "-Dport=2")))
                .isEqualTo(first);
    }

    @Test
    void throwsAwayWhatNoLongerFits() throws IOException {
        var before = Path.of(cache.arguments("launcher", JAR, FLAGS).getLast());
        var after = Path.of(cache.arguments("launcher", JAR, List.of("java", "-Xmx65m")).getLast());

        assertThat(after).isNotEqualTo(before).exists();
        assertThat(before.getParent()).doesNotExist();
    }

    @Test
    void usesATrainedCacheFromTheNextStartOn() throws IOException {
        var command = command();
        assertThat(StartCache.isUntrained(command)).isTrue();
        assertThat(StartCache.training(command, StartCache.output(command)))
                .startsWith("nice", "-n", "19", "java")
                .contains(
                        "-XX:AOTCacheOutput=" + StartCache.output(command),
                        "-Dspring.context.exit=onRefresh")
                .endsWith("-jar", command.getLast());

        Files.writeString(StartCache.output(command), "trained");
        StartCache.keep(command);

        assertThat(StartCache.isUntrained(command())).isFalse();
        assertThat(command())
                .contains(
                        "-XX:AOTCache=" + Path.of(command.getLast()).resolveSibling("classes.aot"));
    }

    @Test
    void aCacheThatDoesNotFitIsNoMoreThanSlow() throws IOException, InterruptedException {
        var command = command();
        Files.writeString(StartCache.output(command), "not a cache");
        StartCache.keep(command);

        assertThat(java(cache.arguments("launcher", JAR, FLAGS), "--nonsense"))
                .contains("Unknown option --nonsense");
    }

    @Test
    void saysWhichJarCannotBeUnpacked() throws IOException {
        var plain = folder.resolve("plain.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(plain))) {
            jar.putNextEntry(new ZipEntry("nothing"));
        }

        assertThatThrownBy(() -> cache.arguments("plain", plain, FLAGS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plain.jar cannot be unpacked");
    }

    private List<String> command() throws IOException {
        var command = new ArrayList<>(FLAGS);
        command.addAll(cache.arguments("launcher", JAR, FLAGS));
        return command;
    }

    private static String java(List<String> arguments, String option)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        command.add(option);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
