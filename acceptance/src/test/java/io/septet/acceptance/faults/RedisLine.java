package io.septet.acceptance.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks Redis for single values. */
final class RedisLine implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    RedisLine(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A number or a text in one line; null if there is none. */
    @Nullable String ask(String... command) throws IOException {
        socket.getOutputStream()
                .write((String.join(" ", command) + "\r\n").getBytes(StandardCharsets.UTF_8));
        var first = answers.readLine();
        if (first == null || first.startsWith("-")) {
            throw new IOException("Redis answered " + first);
        }
        if (first.equals("$-1")) {
            return null;
        }
        return first.startsWith("$") ? answers.readLine() : first.substring(1);
    }
}
