package io.septet.quartz;

/** A Redis server for tests of other packages. */
public final class TestRedisUrl implements AutoCloseable {
    private final RedisNode node = RedisNode.start();

    /** Where it listens. */
    public String url() {
        return "redis://127.0.0.1:" + node.port();
    }

    @Override
    public void close() {
        node.close();
    }
}
