package io.septet.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.event.Event;
import io.septet.kit.testing.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

class ChangesIT {
    private record Document(long version, String text) {}

    @TempDir static Path folder;

    private static TestRedis server;
    private static LettuceConnectionFactory connections;
    private static StringRedisTemplate redis;
    private static Changes changes;

    @BeforeAll
    static void start() {
        server = TestRedis.start(folder);
        var uri = java.net.URI.create(server.url());
        connections =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration(uri.getHost(), uri.getPort()));
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
        changes = new Changes(redis, JsonMapper.shared());
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        server.close();
    }

    @BeforeEach
    void empty() {
        redis.getRequiredConnectionFactory().getConnection().serverCommands().flushAll();
    }

    @Test
    void writesDocumentIndexesAndEventTogether() {
        var outcome =
                changes.apply(
                        Change.of()
                                .document("{p}:d", 0, changes.write(new Document(1, "one")))
                                .zadd("{p}:due", 1_772_355_600_000L, "d")
                                .event("{p}:events", event()));

        assertThat(outcome.applied()).isTrue();
        assertThat(changes.find("{p}:d", Document.class)).contains(new Document(1, "one"));
        assertThat(redis.opsForZSet().score("{p}:due", "d")).isEqualTo(1_772_355_600_000d);
        assertThat(redis.opsForStream().size("{p}:events")).isEqualTo(1);
    }

    @Test
    void writesNothingWhenOneOfTheVersionsIsNotThePresentOne() {
        changes.apply(Change.of().document("{p}:a", 0, changes.write(new Document(1, "a"))));
        changes.apply(Change.of().document("{p}:b", 0, changes.write(new Document(7, "b"))));

        var outcome =
                changes.apply(
                        Change.of()
                                .document("{p}:a", 1, changes.write(new Document(2, "changed")))
                                .document("{p}:b", 6, changes.write(new Document(8, "changed")))
                                .event("{p}:events", event()));

        assertThat(outcome).isEqualTo(new ChangeOutcome.Stale("{p}:b"));
        assertThat(changes.find("{p}:a", Document.class)).contains(new Document(1, "a"));
        assertThat(redis.hasKey("{p}:events")).isFalse();
    }

    @Test
    void aRequestUnderAnIdempotencyKeyIsCarriedOutOnceAndRefusedWithAnotherBody() {
        assertThat(create("one", "body").applied()).isTrue();
        assertThat(create("two", "body")).isEqualTo(new ChangeOutcome.Replayed("one"));
        assertThat(create("three", "other")).isEqualTo(new ChangeOutcome.OtherBody());
        assertThat(redis.keys("{p}:doc:*")).containsExactly("{p}:doc:one");
        assertThat(redis.getExpire("{p}:once")).isBetween(86_000L, 86_400L);
    }

    @Test
    void ofManyWritersOfOneVersionExactlyOneWins() throws Exception {
        changes.apply(Change.of().document("{p}:d", 0, changes.write(new Document(1, "first"))));
        var writers =
                IntStream.range(0, 50)
                        .<Callable<Boolean>>mapToObj(i ->
                                () ->
                                        changes.apply(
                                                        Change.of()
                                                                .document(
                                                                        "{p}:d",
                                                                        1,
                                                                        changes.write(
                                                                                new Document(
                                                                                        2,
                                                                                        "writer "
                                                                                                + i)))
                                                                .rpush("{p}:log", "" + i))
                                                .applied())
                        .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long winners =
                    threads.invokeAll(writers).stream()
                            .filter(future -> future.resultNow())
                            .count();
            assertThat(winners).isEqualTo(1);
        }
        assertThat(redis.opsForList().size("{p}:log")).isEqualTo(1);
    }

    @Test
    void whatIsCountedDownToNothingIsGone() {
        changes.apply(Change.of().count("{p}:n", 1, "a").count("{p}:n", 1, "b"));
        changes.apply(Change.of().count("{p}:n", 1, "a").count("{p}:n", -1, "b"));

        assertThat(redis.opsForZSet().range("{p}:n", 0, -1)).containsExactly("a");
        assertThat(redis.opsForZSet().score("{p}:n", "a")).isEqualTo(2);
    }

    @Test
    void talliesAddUpPlaceByPlaceAndKeepTheGreatest() throws Exception {
        var writers =
                IntStream.rangeClosed(1, 40)
                        .mapToObj(i ->
                                (Callable<Boolean>)
                                        () -> changes.apply(tally(List.of(1L, -2L), i)).applied())
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(writers).forEach(write -> assertThat(write.resultNow()).isTrue());
        }
        changes.apply(tally(List.of(0L, 0L, 9_000_000_000_000_000L), 7));

        assertThat(redis.opsForHash().get("{p}:sums", "day"))
                .isEqualTo("40 -80 9000000000000000;1772355600040");
    }

    private static Change tally(List<Long> sums, long i) {
        return Change.of().tally("{p}:sums", "day", sums, List.of(1_772_355_600_000L + i));
    }

    private static ChangeOutcome create(String id, String body) {
        return changes.apply(
                Change.of()
                        .once("{p}:once", body, id, Duration.ofHours(24))
                        .document("{p}:doc:" + id, 0, changes.write(new Document(1, id))));
    }

    private static Event event() {
        return Event.of(
                "document.written",
                "w",
                "d",
                1,
                Instant.EPOCH,
                JsonMapper.shared().createObjectNode());
    }
}
