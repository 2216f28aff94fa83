package io.septet.accounts.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file with keys (Tink's JSON), readable by this service's user only. It may itself be encrypted
 * with a key that lies elsewhere.
 */
public final class KeysetFile {
    private static final byte[] BOUND = "septet keyset".getBytes(StandardCharsets.UTF_8);

    private KeysetFile() {}

    /**
     * The keys in a file that is not encrypted; a missing one is made.
     *
     * @param parameters of the key in a new file
     */
    public static KeysetHandle readOrCreate(Path file, Parameters parameters)
            throws IOException, GeneralSecurityException {
        return readOrCreate(file, parameters, null);
    }

    /**
     * The keys in a file; a missing one is made.
     *
     * @param key what the file is encrypted with; null = with nothing. A file that is not is
     *     encrypted now
     */
    static KeysetHandle readOrCreate(Path file, Parameters parameters, @Nullable Aead key)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            create(file, parameters, key);
        }
        var keys = read(file, key);
        if (key != null && !isEncrypted(Files.readString(file))) {
            replace(file, keys, key);
        }
        return keys;
    }

    /** The keys in a file as it is now. */
    static KeysetHandle read(Path file, @Nullable Aead key)
            throws IOException, GeneralSecurityException {
        var text = Files.readString(file);
        if (!isEncrypted(text)) {
            return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
        }
        if (key == null) {
            throw new GeneralSecurityException(
                    "It is encrypted, and septet.vault.key is not given");
        }
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(text, key, BOUND);
    }

    /** Puts other keys in a file's place; a reader sees the ones or the others, never half. */
    static void replace(Path file, KeysetHandle keys, @Nullable Aead key)
            throws IOException, GeneralSecurityException {
        var part = written(file, keys, key);
        Files.move(
                part,
                file.toAbsolutePath(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of several replicas that start first at the same time, one makes the key for all. */
    private static void create(Path file, Parameters parameters, @Nullable Aead key)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(folder(file));
        var part = written(file, KeysetHandle.generateNew(parameters), key);
        try {
            // A link appears whole, and only if there is no such file yet.
            Files.createLink(file.toAbsolutePath(), part);
        } catch (FileAlreadyExistsException e) {
            // Another replica was faster; its key is the one.
        } finally {
            Files.delete(part);
        }
    }

    private static Path written(Path file, KeysetHandle keys, @Nullable Aead key)
            throws IOException, GeneralSecurityException {
        var folder = folder(file);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] rights =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        var part =
                Files.createFile(
                        folder.resolve(file.getFileName() + "-" + UUID.randomUUID()), rights);
        Files.writeString(
                part,
                key == null
                        ? TinkJsonProtoKeysetFormat.serializeKeyset(
                                keys, InsecureSecretKeyAccess.get())
                        : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(keys, key, BOUND));
        return part;
    }

    private static boolean isEncrypted(String text) {
        return text.contains("\"encryptedKeyset\"");
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }
}
