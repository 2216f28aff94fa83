package io.septet.accounts.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The vault's keys, shared by all replicas through one file. A replica looks before it seals
 * whether the file has changed, and reads it anew when it meets a key that it does not know: so one
 * replica can make a new key while the others work.
 */
final class VaultKeys {
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final @Nullable Aead outer;
    private volatile Loaded loaded;

    /**
     * @param given what the file is encrypted with, base64 of 32 bytes; null = with nothing
     */
    VaultKeys(Path file, @Nullable String given) throws IOException, GeneralSecurityException {
        this.file = file;
        this.outer = given == null || given.isBlank() ? null : outer(given.strip());
        KeysetFile.readOrCreate(file, PredefinedAeadParameters.AES256_GCM, outer);
        this.loaded = load();
    }

    /** The keys as they were read last, and by what it is seen that there are others. */
    private record Loaded(KeysetHandle keys, Aead aead, FileTime modified) {}

    /** To seal with: the newest keys there are. */
    Aead newest() {
        try {
            if (!Files.getLastModifiedTime(file).equals(loaded.modified())) {
                loaded = load();
            }
        } catch (IOException | GeneralSecurityException e) {
            // The keys that were read before are still good.
        }
        return loaded.aead();
    }

    /** To open what was sealed with this key; empty if nobody has it. */
    Optional<Aead> having(int key) {
        if (!ids().contains(key)) {
            try {
                loaded = load();
            } catch (IOException | GeneralSecurityException e) {
                return Optional.empty();
            }
        }
        return ids().contains(key) ? Optional.of(loaded.aead()) : Optional.empty();
    }

    /** The key that seals now. */
    int primary() {
        newest();
        return loaded.keys().getPrimary().getId();
    }

    Set<Integer> ids() {
        var ids = new TreeSet<Integer>();
        for (int i = 0; i < loaded.keys().size(); i++) {
            ids.add(loaded.keys().getAt(i).getId());
        }
        return ids;
    }

    /** When the file was changed last. */
    FileTime changed() {
        newest();
        return loaded.modified();
    }

    /** Makes a new key that seals from now on; the others still open. */
    void renew() {
        change(keys ->
                KeysetHandle.newBuilder(keys)
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                PredefinedAeadParameters.AES256_GCM)
                                        .withRandomId()
                                        .makePrimary())
                        .build());
    }

    /** Forgets keys for good; never the one that seals. */
    void forget(Set<Integer> unused) {
        change(keys -> {
            var left = KeysetHandle.newBuilder(keys);
            for (int i = left.size() - 1; i >= 0; i--) {
                var entry = keys.getAt(i);
                if (unused.contains(entry.getId()) && !entry.isPrimary()) {
                    left.deleteAt(i);
                }
            }
            return left.build();
        });
    }

    private interface Changing {
        KeysetHandle of(KeysetHandle keys) throws GeneralSecurityException;
    }

    /** One replica at a time changes the file. */
    private synchronized void change(Changing how) {
        var beside = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel =
                        FileChannel.open(
                                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            KeysetFile.replace(file, how.of(KeysetFile.read(file, outer)), outer);
            loaded = load();
        } catch (IOException e) {
            throw new UncheckedIOException("The vault's keys cannot be changed in " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The vault's keys in " + file + " cannot be used", e);
        }
    }

    private Loaded load() throws IOException, GeneralSecurityException {
        // The time first: a change in between is then seen at the next look.
        var modified = Files.getLastModifiedTime(file);
        var keys = KeysetFile.read(file, outer);
        return new Loaded(
                keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class), modified);
    }

    @AccessesPartialKey
    private static Aead outer(String given) throws GeneralSecurityException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(given);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("septet.vault.key is not base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new GeneralSecurityException("septet.vault.key has not 32 bytes");
        }
        var key =
                AesGcmKey.builder()
                        .setParameters(
                                AesGcmParameters.builder()
                                        .setKeySizeBytes(KEY_BYTES)
                                        .setIvSizeBytes(12)
                                        .setTagSizeBytes(16)
                                        .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                                        .build())
                        .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                        .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(1).makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }
}
