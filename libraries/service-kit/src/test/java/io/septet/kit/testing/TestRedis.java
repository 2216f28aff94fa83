package io.septet.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/**
 * A real Redis server of a test's own, with the persistence of production. It can be stopped and
 * started again.
 */
public final class TestRedis implements AutoCloseable {
    private final int port;
    private final Path folder;
    private RedisServer server;

    private TestRedis(int port, Path folder) {
        this.port = port;
        this.folder = folder;
        this.server = launch();
    }

    /** Starts a server that keeps its data in a folder. */
    public static TestRedis start(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestRedis(freePort(), folder);
    }

    /** Where it listens. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again after {@link #close()}, with the data it had. */
    public void restart() {
        server = launch();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer launch() {
        try {
            var launched =
                    RedisServer.newRedisServer()
                            .port(port)
                            .setting("bind 127.0.0.1")
                            .setting("dir " + folder)
                            .setting("appendonly yes")
                            .setting("appendfsync always")
                            .setting("maxmemory-policy noeviction")
                            .setting("save \"\"")
                            .build();
            launched.start();
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port below 45,000: a cluster's bus needs port + 10,000 as well. */
    public static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = 20_000 + (int) (Math.random() * 10_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Try the next one.
            }
        }
        throw new IllegalStateException("No free port found");
    }
}
