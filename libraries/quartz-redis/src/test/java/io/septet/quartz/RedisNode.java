package io.septet.quartz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.FileSystemUtils;
import redis.embedded.RedisServer;

/** A Redis server of a test's own. It can be stopped and started again. */
final class RedisNode implements AutoCloseable {
    private final int port;
    private final Path folder;
    private final String[] settings;
    private RedisServer server;

    private RedisNode(int port, Path folder, String... settings) {
        this.port = port;
        this.folder = folder;
        this.settings = settings;
        this.server = launch();
    }

    static RedisNode start(String... settings) {
        try {
            var node =
                    new RedisNode(freePort(), Files.createTempDirectory("quartz-redis"), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(node::vanish));
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void vanish() {
        close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    LettuceConnectionFactory connect() {
        var factory =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    void restart() {
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
            var builder =
                    RedisServer.newRedisServer()
                            .port(port)
                            .setting("bind 127.0.0.1")
                            .setting("dir " + folder)
                            .setting("appendonly yes")
                            .setting("save \"\"");
            for (var setting : settings) {
                builder.setting(setting);
            }
            var launched = builder.build();
            launched.start();
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port below 45,000: a cluster's bus needs port + 10,000 as well. */
    private static int freePort() {
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
