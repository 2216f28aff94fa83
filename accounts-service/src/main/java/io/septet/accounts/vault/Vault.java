package io.septet.accounts.vault;

import com.google.crypto.tink.aead.AeadConfig;
import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Encrypts platform tokens (AES-256-GCM through Tink). A ciphertext begins with the id of its key,
 * so that keys can be exchanged ({@link Rotation}). What is sealed for one feed cannot be opened
 * for another: workspace and feed are the associated data.
 */
@Component
public class Vault {
    /** Tink's mark of a ciphertext that names its key in the next four bytes. */
    private static final byte NAMES_ITS_KEY = 1;

    private static final int NAME = 5;

    private final VaultKeys keys;

    Vault(VaultProperties properties, SeptetProperties septet) {
        Path file =
                Objects.requireNonNullElseGet(
                        properties.keyset(), () -> septet.data().resolve("keys/vault.json"));
        try {
            AeadConfig.register();
            keys = new VaultKeys(file, properties.key());
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
                            keys.newest()
                                    .encrypt(
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
        var opener = keyOf(sealed).flatMap(keys::having);
        if (opener.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new String(
                            opener.get()
                                    .decrypt(
                                            Base64.getDecoder().decode(sealed),
                                            bound(workspace, feed)),
                            StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The id of the key with which something was sealed; empty if it was not sealed at all. */
    static Optional<Integer> keyOf(String sealed) {
        try {
            var bytes = Base64.getDecoder().decode(sealed);
            return bytes.length > NAME && bytes[0] == NAMES_ITS_KEY
                    ? Optional.of(ByteBuffer.wrap(bytes).getInt(1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    VaultKeys keys() {
        return keys;
    }

    private static byte[] bound(String workspace, String feed) {
        return (workspace + "|" + feed).getBytes(StandardCharsets.UTF_8);
    }
}
