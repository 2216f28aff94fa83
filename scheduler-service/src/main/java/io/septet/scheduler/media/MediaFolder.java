package io.septet.scheduler.media;

import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The bytes of pictures, named by their digest: {@code <data>/media/<workspace>/<first two of
 * sha256>/<sha256>}. A file appears whole, on disk, or not at all. accounts-service reads them.
 */
@Component
public class MediaFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final Path folder;

    MediaFolder(SeptetProperties septet) {
        this.folder = septet.data().toAbsolutePath().resolve("media");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps bytes; those that are there already are left as they are. */
    void keep(String workspace, String sha256, byte[] bytes) {
        write(path(workspace, sha256), bytes);
    }

    /** Keeps a small rendition of a picture, which can be made again at any time. */
    void keepThumbnail(Media of, byte[] bytes) {
        write(thumbnail(of), bytes);
    }

    Path path(Media media) {
        return path(media.workspace(), media.sha256());
    }

    Path thumbnail(Media media) {
        return path(media.workspace(), media.sha256())
                .resolveSibling(media.sha256() + "-thumbnail");
    }

    /** Takes a file out of sight, with the small one made of it. */
    void putAside(String workspace, String sha256) {
        var file = path(workspace, sha256);
        try {
            Files.deleteIfExists(file.resolveSibling(sha256 + "-thumbnail"));
            if (Files.exists(file)) {
                Files.move(file, aside(file), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be put aside", e);
        }
    }

    /** Shows a file again that was put aside. */
    void putBack(String workspace, String sha256) {
        var file = path(workspace, sha256);
        try {
            if (Files.exists(aside(file))) {
                Files.move(aside(file), file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be put back", e);
        }
    }

    /** Deletes a file that was put aside. */
    void deleteAside(String workspace, String sha256) {
        try {
            Files.deleteIfExists(aside(path(workspace, sha256)));
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be deleted", e);
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".leaving");
    }

    public Path path(String workspace, String sha256) {
        if (!NAME.matcher(workspace).matches()) {
            throw new IllegalArgumentException("Not a workspace: " + workspace);
        }
        return folder.resolve(workspace).resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static void write(Path file, byte[] bytes) {
        if (Files.exists(file)) {
            return;
        }
        Path folder = Objects.requireNonNull(file.getParent());
        var part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            try (var channel =
                    FileChannel.open(
                            part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be kept", e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                // A leftover part is never read.
            }
        }
    }

    /** The name of a new file is durable only with its folder. */
    private static void syncFolder(Path parent) {
        try (var channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system can open a folder; there it is done with the file.
        }
    }
}
