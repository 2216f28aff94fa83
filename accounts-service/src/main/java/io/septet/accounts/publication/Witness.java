package io.septet.accounts.publication;

import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers outside Redis how far Redis had come, by partition, so that one that comes back as it
 * was before is noticed even if this program was started anew meanwhile. Kept in {@code
 * accounts.witness} of the folder of keys, which every installation keeps; without that file Redis
 * is believed.
 */
@Component
class Witness {
    private static final Logger log = LoggerFactory.getLogger(Witness.class);

    private final Path file;
    private final ConcurrentHashMap<String, Long> seen = new ConcurrentHashMap<>();
    private boolean failing;

    Witness(SeptetProperties septet) {
        this.file = septet.data().resolve("keys").resolve("accounts.witness");
        read();
    }

    /** The greatest time that Redis was seen to have written; 0 = none. */
    long seen(String tag) {
        return seen.getOrDefault(tag, 0L);
    }

    /** Redis has written this time. */
    void saw(String tag, long time) {
        if (time > seen(tag)) {
            seen.put(tag, time);
            write();
        }
    }

    /** From now on Redis is believed again as it is. */
    void believe(String tag, long time) {
        seen.put(tag, time);
        write();
    }

    private void read() {
        var kept = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            kept.load(in);
        } catch (NoSuchFileException none) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String tag : kept.stringPropertyNames()) {
            try {
                seen.put(tag, Long.parseLong(kept.getProperty(tag)));
            } catch (NumberFormatException e) {
                log.warn("{} is not what was written there: {}", file, e.getMessage());
            }
        }
    }

    /** Without this file less would be noticed, but nothing would be wrong. */
    private synchronized void write() {
        var kept = new Properties();
        seen.forEach((tag, time) -> kept.setProperty(tag, "" + time));
        var next = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer out = Files.newBufferedWriter(next)) {
                kept.store(out, null);
            }
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.warn("How far Redis has come cannot be noted: {}", e.toString());
            }
            failing = true;
        }
    }
}
