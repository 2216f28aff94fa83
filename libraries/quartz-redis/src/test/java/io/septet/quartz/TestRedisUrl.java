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
