package io.septet.launcher.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Writes files so that no reader sees half of one and no other user sees a secret. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Writes a file that only its owner may read, in one step.
     *
     * @throws IOException if the folder cannot be made or written
     */
    public static void write(Path file, String text) throws IOException {
        put(file, text, "rw-------");
    }

    /**
     * Replaces a file that anyone may read, in one step.
     *
     * @throws IOException if the folder cannot be made or written
     */
    public static void replace(Path file, String text) throws IOException {
        put(file, text, "rw-r--r--");
    }

    /**
     * Makes a folder that only its owner may enter; leaves one that is there as it is.
     *
     * @throws IOException if it cannot be made
     */
    public static void folder(Path folder) throws IOException {
        var parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, rights(parent == null ? folder : parent, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void put(Path file, String text, String rights) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " cannot be written");
        }
        Files.createDirectories(parent);
        var part = parent.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(part, rights(parent, rights));
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] rights(Path folder, String rights) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        };
    }
}
