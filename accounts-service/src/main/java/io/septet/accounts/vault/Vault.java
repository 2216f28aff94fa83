package io.septet.accounts.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
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
            aead =
                    KeysetFile.readOrCreate(file, PredefinedAeadParameters.AES256_GCM)
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
}
