package io.septet.accounts.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Encrypts platform tokens (AES-256-GCM through Tink, which names the key in each ciphertext so
 * that keys can be rotated). What is sealed for one feed cannot be opened for another: workspace
 * and feed are the associated data.
 */
@Component
public class Vault {
    private final Aead aead;

    Vault(VaultProperties properties, SeptetProperties septet) {
        Path file =
                Objects.requireNonNullElseGet(
                        properties.keyset(), () -> septet.data().resolve("keys/vault.json"));
        try {
            AeadConfig.register();
            if (!Files.exists(file)) {
                create(file);
            }
            aead =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                                    Files.readString(file), InsecureSecretKeyAccess.get())
                            .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The vault's key cannot be read from " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The vault's key in " + file + " cannot be used", e);
        }
    }

    /** Encrypts a feed's secret. */
    public String seal(String workspace, String feed, String secret) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            aead.encrypt(
                                    secret.getBytes(StandardCharsets.UTF_8),
                                    bound(workspace, feed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed", e);
        }
    }

    /**
     * Decrypts a feed's secret.
     *
     * @return empty if it was not sealed for this feed, or with a key that is no longer there
     */
    public Optional<String> open(String workspace, String feed, String sealed) {
        try {
            return Optional.of(
                    new String(
                            aead.decrypt(
                                    Base64.getDecoder().decode(sealed), bound(workspace, feed)),
                            StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bound(String workspace, String feed) {
        return (workspace + "|" + feed).getBytes(StandardCharsets.UTF_8);
    }

    /** Of several replicas that start first at the same time, one makes the key for all. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] rights =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path part = Files.createFile(folder.resolve("vault-" + UUID.randomUUID()), rights);
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
