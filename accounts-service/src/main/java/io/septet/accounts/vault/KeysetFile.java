package io.septet.accounts.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.UUID;

/** A file with keys (Tink's JSON, not encrypted), readable by this service's user only. */
public final class KeysetFile {
    private KeysetFile() {}

    /**
     * The keys in a file; a missing one is made.
     *
     * @param parameters of the key in a new file
     */
    public static KeysetHandle readOrCreate(Path file, Parameters parameters)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            create(file, parameters);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), InsecureSecretKeyAccess.get());
    }

    /** Of several replicas that start first at the same time, one makes the key for all. */
    private static void create(Path file, Parameters parameters)
            throws IOException, GeneralSecurityException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        var handle = KeysetHandle.generateNew(parameters);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] rights =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path part =
                Files.createFile(
                        folder.resolve(file.getFileName() + "-" + UUID.randomUUID()), rights);
        try {
            Files.writeString(
                    part,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            handle, InsecureSecretKeyAccess.get()));
            // A link appears whole, and only if there is no such file yet.
            Files.createLink(file.toAbsolutePath(), part);
        } catch (FileAlreadyExistsException e) {
            // Another replica was faster; its key is the one.
        } finally {
            Files.delete(part);
        }
    }
}
