package io.septet.launcher;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One launcher per data folder. The lock is the operating system's, so it ends with the process
 * that holds it, however that ends.
 */
final class Lock implements AutoCloseable {
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private Lock(FileChannel channel, @Nullable FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock; empty if another launcher has it.
     *
     * @param run such as {@code data/run}
     * @throws IOException if the folder cannot be written
     */
    static Optional<Lock> take(Path run) throws IOException {
        Files.createDirectories(run);
        var channel =
                FileChannel.open(
                        run.resolve("launcher.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Lock(channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, which only tests do.
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Leaves a note for others: where the house is.
     *
     * @throws IOException if it cannot be written
     */
    static void note(Path run, String address) throws IOException {
        PrivateFiles.replace(run.resolve("launcher.address"), address + "\n");
    }

    /** The note of the launcher that holds the lock; empty if it has left none yet. */
    static Optional<String> noted(Path run) {
        try {
            return Optional.of(Files.readString(run.resolve("launcher.address")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes the note away.
     *
     * @throws IOException if it is there and cannot be removed
     */
    static void forget(Path run) throws IOException {
        Files.deleteIfExists(run.resolve("launcher.address"));
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.release();
        }
        channel.close();
    }
}
