package io.septet.launcher.redis;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What Redis needs on disk: its data, its password and its settings, in {@code data/redis}, which
 * only its owner may enter.
 *
 * <p>Every write is on disk before it is answered ({@code appendfsync always}) and nothing is ever
 * thrown out to make room ({@code noeviction}): the publishing contract rests on both.
 */
public final class RedisFolder {
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final String password;

    private RedisFolder(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /**
     * Opens the folder, or makes one with a new password.
     *
     * @throws IOException if it can be neither read nor made
     */
    public static RedisFolder open(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        var file = folder.resolve("password");
        if (!Files.exists(file)) {
            var random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            PrivateFiles.write(file, HexFormat.of().formatHex(random));
        }
        return new RedisFolder(folder, Files.readString(file).strip());
    }

    /** What services connect with. */
    public String password() {
        return password;
    }

    /**
     * Writes the settings for a start on a port.
     *
     * @return the settings file, the one argument of the server
     * @throws IOException if the data here cannot be read by that server, or the file not written
     */
    public Path settings(RedisBinary binary, int port) throws IOException {
        if (Files.exists(folder.resolve("appendonlydir"))
                && !binary.version().atLeast(RedisVersion.APPEND_FOLDER)) {
            // An older server would start empty here without a word, and hide everything.
            throw new IOException(
                    "The data in %s were written by Redis 7 or later, but only Redis %s is here. "
                                    .formatted(folder, binary.version().text())
                            + "Install it again: apt-get install redis-server, or on macOS: brew"
                            + " install redis");
        }
        var file = folder.resolve("redis.conf");
        PrivateFiles.write(
                file,
                """
                # Written by the launcher at each start; changes here are lost.
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir "%s"
                appendonly yes
                appendfsync always
                maxmemory-policy noeviction
                save ""
                daemonize no
                """
                        .formatted(port, password, folder.toAbsolutePath()));
        return file;
    }
}
