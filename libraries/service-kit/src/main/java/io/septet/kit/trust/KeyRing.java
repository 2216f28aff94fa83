package io.septet.kit.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The keys of internal tokens. Each program makes a P-256 key of its own at its first start, keeps
 * it in {@code <folder>/<service>.jwk} (readable by its user only) and publishes the public half in
 * {@code <folder>/public/<service>.jwk}, where the others find it. Its replicas share the key.
 */
public final class KeyRing {
    private static final Pattern SERVICE = Pattern.compile("[a-z]{1,20}");

    private final Path folder;
    private final String service;
    private final ECKey own;
    private final ConcurrentHashMap<String, ECKey> known = new ConcurrentHashMap<>();

    /**
     * @param folder where keys lie; made if missing
     * @param service this program's name
     */
    public KeyRing(Path folder, String service) {
        this.folder = folder;
        this.service = service;
        try {
            Files.createDirectories(folder.resolve("public"));
            this.own = ownKey();
            publish(folder.resolve("public").resolve(service + ".jwk"), own);
        } catch (IOException e) {
            throw new UncheckedIOException("Keys cannot be kept in " + folder, e);
        }
    }

    /** This program's name, the issuer of its tokens. */
    public String service() {
        return service;
    }

    ECKey own() {
        return own;
    }

    /** The public key with which an issuer signs now; empty if it never published one. */
    Optional<ECKey> publicKey(String issuer, String keyId) {
        if (!SERVICE.matcher(issuer).matches()) {
            return Optional.empty();
        }
        var cached = known.get(issuer);
        if (cached != null && keyId.equals(cached.getKeyID())) {
            return Optional.of(cached);
        }
        var file = folder.resolve("public").resolve(issuer + ".jwk");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var key = ECKey.parse(Files.readString(file));
            known.put(issuer, key);
            return keyId.equals(key.getKeyID()) ? Optional.of(key) : Optional.empty();
        } catch (IOException | ParseException e) {
            return Optional.empty();
        }
    }

    private ECKey ownKey() throws IOException {
        var file = folder.resolve(service + ".jwk");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return ECKey.parse(Files.readString(file));
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(
                    "The key in " + file + " cannot be used; remove it to get a new one", e);
        }
    }

    /** Of several replicas that start first at the same time, one makes the key for all. */
    private static void create(Path file) throws IOException, JOSEException {
        var key =
                new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate();
        var part = written(file, key.toJSONString(), true);
        try {
            // A link appears whole, and only if there is no such file yet.
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            // Another replica was faster; its key is the one.
        } finally {
            Files.delete(part);
        }
    }

    /** Writes through a file beside it, so that a reader never sees half a key. */
    private static void publish(Path file, ECKey key) throws IOException {
        Files.move(
                written(file, key.toPublicJWK().toJSONString(), false),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path written(Path file, String text, boolean secret) throws IOException {
        var part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        boolean posix =
                Files.getFileStore(file.toAbsolutePath().getParent())
                        .supportsFileAttributeView("posix");
        FileAttribute<?>[] rights =
                secret && posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return Files.writeString(Files.createFile(part, rights), text);
    }
}
