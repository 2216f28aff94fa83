package io.septet.launcher.redis;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server that can be started here.
 *
 * @param file the program
 * @param version what it says of itself
 * @param brought whether it is the one we bring rather than the machine's own
 */
public record RedisBinary(Path file, RedisVersion version, boolean brought) {
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    /**
     * The machine's own server of version 6.2 or later, else the one we bring.
     *
     * @param path the folders to look in, as in the environment variable PATH
     * @param unpack where the one we bring is unpacked to
     * @throws IOException if there is none for this kind of machine, with what to do
     */
    public static RedisBinary find(String path, Path unpack) throws IOException {
        for (var folder : path.split(File.pathSeparator, -1)) {
            for (var name : NAMES) {
                var file = folder.isEmpty() ? null : Path.of(folder, name);
                if (file != null && Files.isExecutable(file)) {
                    var version = ask(file);
                    if (version.isPresent() && version.get().atLeast(RedisVersion.OLDEST)) {
                        return new RedisBinary(file, version.get(), false);
                    }
                }
            }
        }
        return brought(unpack);
    }

    /** Such as {@code Redis 7.0.15 of this machine}. */
    public String describe() {
        return "Redis %s %s"
                .formatted(version.text(), brought ? "that Septet brings" : "of this machine");
    }

    private static RedisBinary brought(Path unpack) throws IOException {
        Files.createDirectories(unpack);
        Path file;
        try {
            file = ExecutableProvider.newJarResourceProvider(unpack.toFile()).get().toPath();
        } catch (IOException | RuntimeException e) {
            throw new IOException(nothingFits("Septet brings none for this kind of machine"), e);
        }
        var version = ask(file);
        if (version.isEmpty()) {
            throw new IOException(nothingFits("the one Septet brings does not run here"));
        }
        return new RedisBinary(file, version.get(), true);
    }

    private static String nothingFits(String why) {
        return "No redis-server 6.2 or later on the PATH, and "
                + why
                + ". Install one: apt-get install redis-server, or on macOS: brew install redis";
    }

    private static Optional<RedisVersion> ask(Path file) {
        try {
            var process =
                    new ProcessBuilder(file.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return RedisVersion.parse(said);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
