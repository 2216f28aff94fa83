package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Content;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.time.ContractTimings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Redis comes back without its last writes, and the program is started anew as well. */
@SuppressWarnings("NullAway.Init")
class LostWritesIT {
    private static final double FACTOR = 50;
    private static final ContractTimings TIMINGS = ContractTimings.production().dividedBy(FACTOR);

    @TempDir Path folder;
    private final String workspace = Ids.next();
    private final String feed = "N-" + workspace;
    private TestRedis redis;
    private PretendPlatforms platforms;
    private Map<String, String> settings;

    @BeforeEach
    void begin() throws IOException {
        redis = TestRedis.start(folder.resolve("redis"));
        platforms = PretendPlatforms.reliable();
        settings =
                Map.of(
                        "spring.data.redis.url", redis.url(),
                        "septet.data", folder.toString(),
                        "septet.child.platforms", platforms.url(),
                        "septet.child.time-factor", "" + FACTOR);
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void end() {
        settings.keySet().forEach(System::clearProperty);
        redis.close();
        platforms.close();
    }

    @Test
    void whatWasSentBeforeIsFoundAndNothingGoesOutUntilTheHoldIsLifted() throws IOException {
        var sent = Ids.next();
        var later = Ids.next();
        long kept;
        try (var before = DyingProgram.start(WorkLoop.class)) {
            hand(before, sent, Instant.now().plusMillis(1_500));
            // The program has seen this time of Redis; a second later the next is written.
            kept = length();
            await().until(() -> state(before, sent) == PublicationState.PUBLISHED);
            hand(before, later, Instant.now());
            await().until(() -> state(before, later) == PublicationState.PUBLISHED);
            await().until(() -> length() > kept + 200);
        }
        redis.close();
        try (var file = FileChannel.open(aof(), StandardOpenOption.WRITE)) {
            file.truncate(kept);
        }
        redis.restart();

        try (var after = DyingProgram.start(WorkLoop.class)) {
            await().until(() ->
                    after.getBean(Holds.class)
                            .stopping(workspace, feed, List.of())
                            .equals(java.util.Optional.of("everything")));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> state(after, sent) == PublicationState.PUBLISHED);
            var fresh = Ids.next();
            hand(after, fresh, Instant.now());
            await().until(() ->
                    after.getBean(Publications.class).find(workspace, fresh).orElseThrow().held());
        }
        assertThat(platforms.posts())
                .extracting(PretendPlatforms.Post::delivery)
                .containsExactlyInAnyOrder(sent, later);
    }

    private void hand(ConfigurableApplicationContext context, String id, Instant due) {
        var content = new Content("Post " + id, List.of(), null, null);
        var handed =
                new Publication.Handed(
                        workspace,
                        feed,
                        1,
                        ContentHash.of(feed, content),
                        content,
                        List.of(),
                        due,
                        due.plus(TIMINGS.lateWindow().multipliedBy(3)));
        assertThat(
                        context.getBean(Publications.class)
                                .write(Publication.handed(id, handed, 1), 0, due))
                .isTrue();
    }

    private PublicationState state(ConfigurableApplicationContext context, String id) {
        return context.getBean(Publications.class).find(workspace, id).orElseThrow().state();
    }

    private Path aof() {
        return folder.resolve("redis").resolve("appendonly.aof");
    }

    private long length() throws IOException {
        return Files.size(aof());
    }
}
