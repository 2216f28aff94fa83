package io.septet.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What the JDK has for files but not for folders. */
final class Folders {
    private Folders() {}

    /**
     * Deletes a file, or a folder with everything in it; nothing if it is not there.
     *
     * @throws IOException if something of it cannot be deleted
     */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
