package io.septet.sandbox.ledger;

import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of JSON lines that only grows. A line cut short by a crash was never answered and is
 * dropped at opening.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    public static Journal open(Path file, Consumer<ObjectNode> reader) {
        try {
            long whole = 0;
            if (Files.exists(file)) {
                byte[] stored = Files.readAllBytes(file);
                int from = 0;
                for (int i = 0; i < stored.length; i++) {
                    if (stored[i] == '\n') {
                        ObjectNode line = Json.object(Arrays.copyOfRange(stored, from, i));
                        if (line == null) {
                            throw new IllegalStateException(file + " is damaged at byte " + from);
                        }
                        reader.accept(line);
                        from = i + 1;
                    }
                }
                whole = from;
            }
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole);
            channel.position(whole);
            return new Journal(file, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + file, e);
        }
    }

    /**
     * Hands the line to the operating system before it returns; a crash of this program loses
     * nothing.
     */
    public synchronized void append(Object line) {
        byte[] json = Json.bytes(line);
        ByteBuffer bytes = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + file, e);
        }
    }

    public static @Nullable String text(ObjectNode line, String name) {
        return line.path(name).isString() ? line.path(name).asString() : null;
    }
}
