package io.septet.launcher.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One program to run.
 *
 * @param name as shown, and as in {@code data/run/<name>.pid} and {@code data/logs/<name>.log}
 * @param command the program and its arguments; never a secret, everybody on the machine can read
 *     them
 * @param environment added to the launcher's own
 * @param folder the working folder
 * @param log what it prints is added here
 * @param where what to show a person: an address or a port
 * @param probe whether it answers
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        String where,
        Probe probe) {

    /** Asks a program whether it is ready to work. */
    @FunctionalInterface
    public interface Probe {
        /** Whether it answers that it is; false for every other answer and for none. */
        boolean healthy();
    }
}
