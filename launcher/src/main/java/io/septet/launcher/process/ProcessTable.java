package io.septet.launcher.process;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is ours among the machine's processes, on disk, so that a later launcher can tell too.
 *
 * <p>{@code <folder>/<name>.pid} holds the number alone, for scripts; {@code <folder>/<name>.born}
 * the instant at which that process started, because numbers are used again: a process is ours only
 * if both agree.
 */
public final class ProcessTable {
    /** The start time some systems report moves with corrections of the clock. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(3);

    private final Path folder;

    /**
     * @param folder such as {@code data/run}
     */
    public ProcessTable(Path folder) {
        this.folder = folder;
    }

    /** Remembers a process that was just started. */
    public void remember(String name, ProcessHandle process) {
        try {
            var born = process.info().startInstant().orElse(Instant.EPOCH);
            PrivateFiles.replace(file(name, ".born"), born.toString());
            PrivateFiles.replace(file(name, ".pid"), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets a process that is gone. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name, ".pid"));
            Files.deleteIfExists(file(name, ".born"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The remembered process if it still runs. */
    public Optional<ProcessHandle> find(String name) {
        try {
            var pid = file(name, ".pid");
            var born = file(name, ".born");
            if (!Files.exists(pid) || !Files.exists(born)) {
                return Optional.empty();
            }
            var started = Instant.parse(Files.readString(born).strip());
            return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> bornAt(process, started));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean bornAt(ProcessHandle process, Instant remembered) {
        var started = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(remembered, started).abs().compareTo(CLOCK_CORRECTION) <= 0;
    }

    private Path file(String name, String ending) {
        return folder.resolve(name + ending);
    }
}
