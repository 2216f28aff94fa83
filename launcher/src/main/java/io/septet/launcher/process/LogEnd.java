package io.septet.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log files of children: read from their end, kept from growing without bound. */
public final class LogEnd {
    private static final int WINDOW_BYTES = 16 * 1024;
    private static final long LARGEST_BYTES = 10L * 1024 * 1024;

    private LogEnd() {}

    /** The last lines of a log, oldest first; empty if there is none. */
    static List<String> of(Path log, int lines) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - WINDOW_BYTES);
            file.seek(start);
            var bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Puts a log of more than 10 MB aside as {@code <name>.log.1}, over the one before it.
     *
     * @throws IOException if it cannot be moved
     */
    public static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
