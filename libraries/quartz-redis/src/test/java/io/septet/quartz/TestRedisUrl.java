package io.septet.quartz;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A Redis server for tests of other packages. */
public final class TestRedisUrl implements AutoCloseable {
    private final RedisNode node = RedisNode.start();

    /** Where it listens. */
    public String url() {
        return "redis://127.0.0.1:" + node.port();
    }

    /** Goes away for a while. */
    public void stop() {
        node.close();
    }

    /** Comes back with what it had on disk. */
    public void restart() {
        node.restart();
    }

    /** Loses everything. */
    public void forgetAll() {
        var redis = node.connect();
        try (var connection = redis.getConnection()) {
            connection.serverCommands().flushAll();
        } finally {
            redis.destroy();
        }
    }

    /** How many connections listen to a channel. */
    public long listeners() {
        var redis = node.connect();
        try (var connection = redis.getConnection()) {
            return Objects.requireNonNull(connection.serverCommands().getClientList()).stream()
                    .filter(client -> "1".equals(client.get("sub")))
                    .count();
        } finally {
            redis.destroy();
        }
    }

    /** How many instances of a scheduler hold a lease. */
    public long members(String scheduler) {
        var redis = node.connect();
        try (var connection = redis.getConnection()) {
            var many =
                    connection
                            .zSetCommands()
                            .zCard(
                                    (Keys.base("quartz:", scheduler) + "nodes")
                                            .getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNull(many);
        } finally {
            redis.destroy();
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
