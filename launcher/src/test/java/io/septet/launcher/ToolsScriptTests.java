package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code tools.sh} looks for JDK, Maven and Node, on made-up machines. */
class ToolsScriptTests {
    private static final Path SCRIPT = Path.of("src/main/sh/tools.sh").toAbsolutePath();

    @TempDir Path machine;
    private Path bin;

    @BeforeEach
    void anEmptyMachine() throws IOException {
        bin = Files.createDirectories(machine.resolve("bin"));
        for (var tool : new String[] {"sed", "uname", "dirname", "readlink"}) {
            program(tool, "exec " + whereIs(tool) + " \"$@\"");
        }
    }

    @Test
    void takesJavaHomeFirst() throws IOException, InterruptedException {
        jdk("jvm/newest", "27");
        var home = jdk("elsewhere/jdk", "25.0.3");

        assertThat(bash("tools_find_jdk; echo $TOOLS_JDK", Map.of("JAVA_HOME", home.toString())))
                .isEqualTo(home + "\n");
    }

    @Test
    void passesByAJavaHomeThatIsTooOld() throws IOException, InterruptedException {
        var good = jdk("jvm/temurin-25", "25.0.3");
        jdk("jvm/a-17", "17.0.15");
        var old = jdk("elsewhere/jdk", "21.0.1");

        assertThat(bash("tools_find_jdk; echo $TOOLS_JDK", Map.of("JAVA_HOME", old.toString())))
                .isEqualTo(good + "\n");
    }

    @Test
    void followsTheJavaOnThePath() throws IOException, InterruptedException {
        var home = jdk("elsewhere/jdk", "26");
        Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));

        assertThat(bash("tools_find_jdk; echo $TOOLS_JDK", Map.of())).isEqualTo(home + "\n");
    }

    @Test
    void wantsACompilerToo() throws IOException, InterruptedException {
        var home = jdk("jvm/only-a-runtime", "25");
        Files.delete(home.resolve("bin/javac"));

        assertThat(bash("tools_find_jdk; tools_stop_if_missing Septet", Map.of()))
                .contains("JDK 25 or later");
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() throws IOException, InterruptedException {
        program("mvn", "echo Apache Maven 3.6.3");
        program("node", "echo v18.19.0");

        assertThat(
                        bash(
                                "tools_find_jdk; tools_find_maven; tools_find_node;"
                                        + " tools_stop_if_missing Septet; echo went on",
                                Map.of()))
                .startsWith("Septet needs what is not on this machine:")
                .contains("JDK 25 or later", "Maven 3.8 or later", "Node.js 20 or later")
                .doesNotContain("went on");
    }

    @Test
    void isContentWithMaven4AndNode22() throws IOException, InterruptedException {
        program("mvn", "echo 'Apache Maven 4.0.0 (abc)'");
        program("node", "echo v22.1.0");
        program("npm", "echo 10");

        assertThat(
                        bash(
                                "tools_find_maven; tools_find_node; tools_stop_if_missing Septet;"
                                        + " echo went on",
                                Map.of()))
                .isEqualTo("went on\n");
    }

    private String bash(String commands, Map<String, String> more)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                                "/bin/bash",
                                "-c",
                                "set -euo pipefail; . " + SCRIPT + "; " + commands)
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", machine.toString());
        builder.environment().put("SEPTET_JDK_FOLDERS", machine.resolve("jvm") + "/*");
        builder.environment().putAll(more);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private Path jdk(String folder, String version) throws IOException {
        // The real path, as the script reports it where a temporary folder is itself a link.
        var home = Files.createDirectories(machine.resolve(folder)).toRealPath();
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), "exit 0");
        executable(home.resolve("bin/javac"), "exit 0");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void program(String name, String does) throws IOException {
        executable(bin.resolve(name), does);
    }

    private static void executable(Path file, String does) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path whereIs(String tool) {
        for (var folder : new String[] {"/usr/bin", "/bin"}) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new IllegalStateException(tool + " is not on this machine");
    }
}
