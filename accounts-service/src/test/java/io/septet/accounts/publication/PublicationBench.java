package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.content.ContentHash;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.time.SkewedClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publications on a real Redis with production's durations. The clock lies so far ahead that the
 * service's own loop takes no step: the test takes them, whenever one is due.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "septet.partitions=4")
@WithRedis
@Import(PublicationBench.Scripted.class)
@SuppressWarnings("NullAway.Init")
abstract class PublicationBench {
    static final Content TEXT = new Content("Good morning from the river", List.of(), null, null);
    private static final Duration FAR = Duration.ofDays(1000);

    @TestConfiguration
    static class Scripted {
        @Bean
        @Primary
        ScriptedPlatform scriptedPlatform() {
            return new ScriptedPlatform();
        }
    }

    /** One running accounts-service. */
    record Replica(Publications store, Publisher publisher, Decisions decisions) {}

    @Autowired ScriptedPlatform platform;
    @Autowired StringRedisTemplate redis;
    @Autowired Changes changes;
    @Autowired Partitions partitions;
    @Autowired EventStreams streams;
    @Autowired Guards guards;
    @Autowired Holds holds;
    @Autowired WorkLoop work;

    final ContractTimings timings = ContractTimings.production();
    final SkewedClock clock = new SkewedClock(Clock.systemUTC());
    final String workspace = Ids.next();
    String feed = Ids.next();
    String id = Ids.next();
    Replica one;

    @BeforeEach
    void begin() {
        clock.skewBy(FAR);
        one = replica();
        platform.kind = PublishClass.N;
        platform.connected = true;
        platform.looks.clear();
    }

    @AfterEach
    void liftEverything() {
        for (String tag : partitions.all()) {
            redis.delete(
                    List.of(
                            Holds.heldKey(tag),
                            Holds.lostKey(tag),
                            "accounts:" + tag + ":holds:everything"));
        }
    }

    Replica replica() {
        return replica(System::nanoTime);
    }

    /**
     * Another accounts-service on the same Redis.
     *
     * @param nanos its monotonic clock
     */
    Replica replica(LongSupplier nanos) {
        var store =
                new Publications(
                        redis, changes, partitions, streams, timings, clock, JsonMapper.shared());
        var publisher =
                new Publisher(
                        store,
                        platform,
                        guards,
                        new Recorder(store, platform, timings, clock),
                        new Resolver(store, platform, guards, timings, clock),
                        holds,
                        timings,
                        clock,
                        nanos);
        return new Replica(store, publisher, new Decisions(store, work, timings, clock));
    }

    String tag() {
        return partitions.tag(workspace);
    }

    /** Hands a delivery over that is due now. */
    void hand() {
        hand(Duration.ofMinutes(15));
    }

    void hand(Duration window) {
        var now = clock.instant();
        var handed =
                new Publication.Handed(
                        workspace,
                        feed,
                        1,
                        ContentHash.of(feed, TEXT),
                        TEXT,
                        List.of("news"),
                        now,
                        now.plus(window));
        assertThat(one.store().write(Publication.handed(id, handed, 1), 0, now)).isTrue();
    }

    /** Hands it over and takes every step that is due; the platform gives no clear answer. */
    void unclear(PublishClass kind) {
        unclear(kind, Duration.ofMinutes(15));
    }

    void unclear(PublishClass kind, Duration window) {
        platform.kind = kind;
        platform.sends.put(feed, request -> new SendOutcome.Unclear("read timed out"));
        hand(window);
        run();
    }

    /** Takes every step that is due now. */
    void run() {
        run(one);
    }

    void run(Replica replica) {
        for (int steps = 0; steps < 20; steps++) {
            var score = redis.opsForZSet().score(Steps.work(tag(), workspace), id);
            if (score == null || score > clock.instant().toEpochMilli()) {
                return;
            }
            replica.publisher().step(tag(), id);
        }
        throw new AssertionError("Steps without end: " + now());
    }

    /** Lets time pass, without taking a step before it has. */
    void passes(Duration time) {
        clock.skewBy(clock.skew().plus(time));
        run();
    }

    Publication now() {
        return one.store().findIn(tag(), id).orElseThrow();
    }

    PublicationState state() {
        return now().state();
    }

    int sends() {
        return platform.sentTo(feed).size();
    }

    void shows(ReadBack answer) {
        platform.reads.put(feed, request -> answer);
    }

    /** What a look at a platform that only lists posts shows. */
    void lists(Seen... equal) {
        platform.reads.put(
                feed,
                request -> new ReadBack.Candidates(List.of(equal), List.of(), clock.instant()));
    }

    Seen post(String platformId) {
        return new Seen(
                platformId,
                URI.create("https://example.org/" + platformId),
                clock.instant(),
                TEXT.text());
    }
}
