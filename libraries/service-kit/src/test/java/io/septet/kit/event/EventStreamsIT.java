package io.septet.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.TestRedis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

class EventStreamsIT {
    @TempDir Path folder;

    private TestRedis server;
    private LettuceConnectionFactory connections;
    private StringRedisTemplate redis;
    private Changes changes;
    private EventStreams streams;

    @BeforeEach
    void start() {
        server = TestRedis.start(folder);
        var uri = URI.create(server.url());
        connections =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration(uri.getHost(), uri.getPort()));
        connections.afterPropertiesSet();
        connections.start();
        redis = new StringRedisTemplate(connections);
        changes = new Changes(redis, JsonMapper.shared());
        streams = new EventStreams(redis, JsonMapper.shared(), new Partitions(2));
    }

    @AfterEach
    void stop() {
        connections.destroy();
        server.close();
    }

    @Test
    void aGroupGetsEveryEventFromTheOldestOnAndFromEveryPartition() {
        List<String> partitions = streams.streams("accounts");
        tell(partitions.get(0), "early");
        var seen = new CopyOnWriteArrayList<String>();
        var consumer = streams.consumer("accounts", "scheduler", event -> seen.add(event.id()));

        consumer.start();
        tell(partitions.get(1), "late");

        await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("early", "late"));
        consumer.stop();
    }

    @Test
    void anEventWhoseHandlingFailedComesBackToWhoeverIsThere() {
        tell(streams.streams("accounts").getFirst(), "difficult");
        var tries = new AtomicInteger();
        var failing =
                streams.consumer(
                        "accounts",
                        "scheduler",
                        event -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("not now");
                        });
        failing.start();
        await().untilAsserted(() -> assertThat(tries).hasValue(1));
        failing.stop();

        var seen = new CopyOnWriteArrayList<String>();
        var other = streams.consumer("accounts", "scheduler", event -> seen.add(event.id()));
        other.start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(seen).containsExactly("difficult"));
        assertThat(
                        redis.opsForStream()
                                .pending(streams.streams("accounts").getFirst(), "scheduler")
                                .getTotalPendingMessages())
                .isZero();
        other.stop();
    }

    @Test
    void whatThisReleaseCannotReadIsPassedOver() {
        var stream = streams.streams("accounts").getFirst();
        redis.opsForStream().add(stream, Map.of("e", "{\"v\":99,\"new\":true}"));
        redis.opsForStream().add(stream, Map.of("e", "not json"));
        tell(stream, "readable");
        var seen = new CopyOnWriteArrayList<String>();
        var consumer = streams.consumer("accounts", "scheduler", event -> seen.add(event.id()));

        consumer.start();

        await().untilAsserted(() -> assertThat(seen).containsExactly("readable"));
        consumer.stop();
    }

    @Test
    void aTailTellsWhatHappensFromNowOnAndReplaysFromAPosition() {
        var stream = streams.streams("accounts").getFirst();
        tell(stream, "before");
        var tail = streams.tail(List.of("accounts"));
        var seen = new CopyOnWriteArrayList<String>();
        var positions = new CopyOnWriteArrayList<String>();
        tail.subscribe((event, position) -> {
            seen.add(event.id());
            positions.add(position);
        });
        tail.start();
        await().until(() -> {
            tell(stream, "probe");
            return !seen.isEmpty();
        });
        tail.stop();
        tell(stream, "missed");

        var replayed = new CopyOnWriteArrayList<String>();
        tail.replay(positions.getLast(), (event, position) -> replayed.add(event.id()));
        tail.replay("nonsense", (event, position) -> replayed.add("must not happen"));

        assertThat(seen).doesNotContain("before");
        assertThat(replayed).endsWith("missed").doesNotContain("before", "must not happen");
    }

    private void tell(String stream, String id) {
        changes.apply(
                Change.of()
                        .event(
                                stream,
                                Event.of(
                                        "thing.happened",
                                        "w",
                                        id,
                                        1,
                                        Instant.EPOCH,
                                        JsonMapper.shared().createObjectNode())));
    }
}
