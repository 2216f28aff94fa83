package io.septet.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own on this test's class path, which may die or be stopped without harm to the
 * test.
 */
public final class ChildProgram implements AutoCloseable {
    private final Process process;

    private ChildProgram(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param main its class
     * @param properties its system properties, such as {@code septet.crash-point}
     * @param output where what it says is added
     */
    public static ChildProgram start(Class<?> main, Map<String, String> properties, Path output) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // Short lives: starting fast counts more than running fast.
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-Xmx256m",
                                "-Duser.timezone=" + System.getProperty("user.timezone"),
                                "-Duser.language=" + System.getProperty("user.language"),
                                "-cp",
                                System.getProperty("java.class.path")));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(main.getName());
        try {
            return new ChildProgram(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has not ended; one that is stopped is alive. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Whether it is stopped, as by SIGSTOP. */
    public boolean stopped() {
        try {
            var stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
            // The name before it, in parentheses, may hold spaces.
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Its exit code after it has ended: 128 plus the signal that ended it. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Lets one go on that is stopped. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
