package io.septet.accounts.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platforms;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The vault's key is exchanged while tokens are read and renewed; and where tokens are not seen.
 */
@WithRedis
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.quartz.auto-startup=false")
class RotationIT {
    private static final String CANARY = "canary-" + Ids.next();
    private static final String RENEWING = "canary-renewing-" + Ids.next();

    private final String workspace = Ids.next();

    @Autowired private Feeds feeds;
    @Autowired private FeedBook book;
    @Autowired private FeedLookup lookup;
    @Autowired private Platforms platforms;
    @Autowired private StringRedisTemplate redis;
    @Autowired private SeptetProperties septet;
    @LocalServerPort private int port;
    private Door door = new Door(1, Path.of("unused"));

    @BeforeEach
    void empty() {
        door = new Door(port, septet.data());
        redis.delete(Objects.requireNonNull(redis.keys("accounts:*")));
    }

    @Test
    void everyFeedOpensWhileTheKeyIsExchangedAgainAndAgain() throws Exception {
        var all = new ArrayList<Feed>();
        for (int i = 0; i < 40; i++) {
            all.add(connected("" + i));
        }
        var going = new AtomicBoolean(true);
        var opened = new AtomicInteger();
        var renewed = new AtomicInteger();
        List<Callable<Integer>> load = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            int from = thread;
            load.add(() -> {
                int missed = 0;
                for (int i = from; going.get(); i++) {
                    var feed = all.get(i % all.size());
                    missed += lookup.open(workspace, feed.id()).isEmpty() ? 1 : 0;
                    opened.incrementAndGet();
                    if (i % 5 == 0) {
                        var next = credential(CANARY + "-" + i);
                        feeds.update(
                                workspace, feed.id(), null, next, present -> present.named("n"));
                        renewed.incrementAndGet();
                    }
                }
                return missed;
            });
        }
        int rotations = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = load.stream().map(threads::submit).toList();
            for (; rotations < 6; rotations++) {
                var outcome = door.service().post("/internal/v1/vault/rotation", "");
                assertThat(outcome.status()).isEqualTo(200);
            }
            going.set(false);
            for (var one : work) {
                assertThat(one.get()).isZero();
            }
        }
        // What a replica sealed with the key before while it changed is left to the next round.
        door.service().post("/internal/v1/vault/rotation", "");

        var look = door.service().get("/internal/v1/vault").json();
        System.out.printf(
                "Vault: %d exchanges, %d tokens opened, %d renewed meanwhile, none missed; %s%n",
                rotations, opened.get(), renewed.get(), look);
        assertThat(look.path("keys").path(look.path("primary").asString()).asInt()).isEqualTo(40);
        assertThat(look.path("unreadable").asInt()).isZero();
        assertThat(all)
                .allSatisfy(feed -> assertThat(lookup.open(workspace, feed.id())).isPresent());
    }

    @Test
    void anExchangeThatWasBrokenOffIsFinishedAndOldKeysAreKeptForAnHour() throws IOException {
        var feed = connected("1");
        door.service().post("/internal/v1/vault/rotation", "");
        var before = redis.opsForValue().get(secret(feed));

        // As if it had died after making the key and before sealing anew.
        door.service().post("/internal/v1/vault/rotation", "");
        redis.opsForValue().set(secret(feed), Objects.requireNonNull(before));
        var finished = door.service().post("/internal/v1/vault/rotation", "").json();

        assertThat(finished.path("made").asBoolean()).isFalse();
        assertThat(finished.path("resealed").asInt()).isOne();
        var kept = door.service().post("/internal/v1/vault/forgetting", "").json();
        assertThat(kept.path("forgotten").size()).isZero();

        Files.setLastModifiedTime(
                septet.data().resolve("keys/vault.json"),
                java.nio.file.attribute.FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var gone = door.service().post("/internal/v1/vault/forgetting", "").json();
        assertThat(gone.path("forgotten").size()).isPositive();
        assertThat(gone.path("after").path("keys").size()).isOne();
        assertThat(lookup.open(workspace, feed.id())).isPresent();
    }

    @Test
    void aTokenSealedForAnotherFeedOpensNothing() {
        var mine = connected("1");
        var other = connected("2");

        redis.opsForValue()
                .set(secret(mine), Objects.requireNonNull(redis.opsForValue().get(secret(other))));

        assertThat(lookup.open(workspace, mine.id())).isEmpty();
    }

    @Test
    void tokensAreSeenInNoFileNoLogNoAnswerAndNoMeter(CapturedOutput output) {
        var feed = connected("1");
        door.service().post("/internal/v1/vault/rotation", "");
        redis.execute(
                (RedisCallback<Object>)
                        connection -> {
                            connection.serverCommands().save();
                            return "";
                        });
        var owner = door.as(Role.OWNER, workspace);
        var told = new StringBuilder();
        for (var path :
                List.of(
                        "/api/v1/feeds",
                        "/api/v1/feeds/" + feed.id(),
                        "/api/v1/feeds/" + feed.id() + "x",
                        "/api/v1/nothing",
                        "/actuator/health",
                        "/actuator/metrics",
                        "/actuator/prometheus",
                        "/actuator/env",
                        "/actuator/configprops",
                        "/actuator/heapdump",
                        "/error")) {
            told.append(owner.get(path).text());
        }
        told.append(owner.post("/api/v1/feeds", "{\"accessToken\":\"" + CANARY + "\"").text());
        told.append(
                owner.post(
                                "/api/v1/feeds",
                                "{\"platform\":\"x\",\"accessToken\":{\"a\":\"" + CANARY + "\"}}")
                        .text());
        told.append(door.service().get("/internal/v1/vault").text());

        assertThat(lookup.open(workspace, feed.id()).orElseThrow().access().accessToken())
                .startsWith(CANARY);
        assertThat(told.toString()).contains("\"id\"").doesNotContain(CANARY, RENEWING);
        assertThat(output.getAll()).contains("seals with key").doesNotContain(CANARY, RENEWING);
        var stored = files(septet.data());
        assertThat(stored)
                .contains("REDIS0")
                .contains("feed-secret")
                .doesNotContain(CANARY, RENEWING);
    }

    /** Redis' append-only file and snapshot, keys and everything else, as bytes. */
    private static String files(Path folder) {
        try (var files = Files.walk(folder)) {
            var all = new StringBuilder();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Feed connected(String account) {
        var credential = credential(CANARY + "-0");
        var taken =
                book.take(
                        workspace,
                        "x",
                        null,
                        new ConnectedAccount(
                                account,
                                "desk" + account,
                                "Desk",
                                null,
                                null,
                                credential.accessToken(),
                                platforms.find("x").orElseThrow().capabilities()),
                        credential,
                        null);
        return feeds.find(workspace, taken.feed().id()).orElseThrow();
    }

    private static Credential credential(String access) {
        var now = Instant.now();
        return new Credential(
                access, RENEWING, now, now.plus(Duration.ofHours(2)), null, List.of());
    }

    private static String secret(Feed feed) {
        return "accounts:{p00}:feed-secret:" + feed.id();
    }
}
