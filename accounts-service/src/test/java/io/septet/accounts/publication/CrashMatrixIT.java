package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.feed.FeedLookup.OpenFeed;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.RedisCallback;

/**
 * The rows of the crash matrix that concern accounts-service, as far as one program can play them.
 * Where a program dies it simply does nothing more; another replica goes on.
 */
class CrashMatrixIT extends PublicationBench {
    private Publication prepared() {
        hand();
        var prepared = now().on("scripted").prepared(Map.of("id", "7"));
        one.store().write(prepared, 1, clock.instant());
        return now();
    }

    private Publication armed() {
        var outcome = one.store().arm(prepared());
        return ((ArmOutcome.Armed) outcome).publication();
    }

    private OpenFeed open() {
        return platform.open(workspace, feed).orElseThrow();
    }

    private String armSeq() {
        return "accounts:" + tag() + ":armseq";
    }

    @Test
    void row3_aProgramDiesWhilePreparingAndItIsPreparedAgain() {
        hand();
        platform.preparesText = true;
        var calls = new AtomicInteger();
        platform.prepares.put(
                feed,
                request -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("dies here");
                    }
                    return new PrepareOutcome.Ready(Map.of("media", "1"));
                });
        assertThatThrownBy(this::run).isInstanceOf(OutOfMemoryError.class);

        run(replica());

        platform.preparesText = false;
        assertThat(calls).hasValue(2);
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"K,PUBLISHED,1", "C,PUBLISHED,1", "T,PUBLISHED,1", "N,REVIEW,0", "N0,REVIEW,0"})
    void row4_aProgramDiesAfterArmBeforeTheBytesLeave(
            PublishClass kind, PublicationState end, int sends) {
        armed();
        platform.kind = kind;
        platform.reads.put(
                feed,
                request ->
                        switch (kind) {
                            case C -> new ReadBack.Absent(clock.instant());
                            case T -> new ReadBack.Ready("FINISHED");
                            default ->
                                    new ReadBack.Candidates(List.of(), List.of(), clock.instant());
                        });

        var other = replica();
        run(other);
        assertThat(sends()).isZero();
        for (int minutes = 0; minutes < 15; minutes++) {
            clock.skewBy(clock.skew().plus(Duration.ofMinutes(1)));
            run(other);
        }

        assertThat(state()).isEqualTo(end);
        assertThat(sends()).isEqualTo(sends);
        assertThat(Objects.requireNonNull(now().log()))
                .extracting(Publication.Step::state)
                .contains(PublicationState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"K,PUBLISHED", "C,PUBLISHED", "T,PUBLISHED", "N,PUBLISHED", "N0,REVIEW"})
    void row5_thePlatformAcceptedItAndTheProgramDiesBeforeItIsRecorded(
            PublishClass kind, PublicationState end) {
        platform.kind = kind;
        open().platform().send(open().access(), Publisher.request(armed()));
        var post = post("p-" + id);
        platform.reads.put(
                feed,
                request ->
                        switch (kind) {
                            case C, T -> new ReadBack.Found(post.platformId(), null, null);
                            default ->
                                    new ReadBack.Candidates(
                                            List.of(post), List.of(), clock.instant());
                        });

        var other = replica();
        for (int minutes = 0; minutes < 15; minutes++) {
            clock.skewBy(clock.skew().plus(Duration.ofMinutes(1)));
            run(other);
        }

        assertThat(state()).isEqualTo(end);
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void row6_aProgramThatWasStoppedAfterArmSendsNothingWhenItWakes() {
        prepared();
        var ticks = new AtomicLong();
        var halted = replica(() -> ticks.getAndAdd(timings.sendBy().toNanos()));

        halted.publisher().step(tag(), id);

        assertThat(sends()).isZero();
        assertThat(state()).isEqualTo(PublicationState.WAITING);
        assertThat(now().attempt()).isEqualTo(1);
    }

    @Test
    void row6_whatAStoppedProgramFindsOnWakingWasTakenByAnother() {
        platform.sends.put(
                feed,
                request -> {
                    // Stopped for so long while sending that another replica has given it up.
                    clock.skewBy(clock.skew().plus(Duration.ofSeconds(66)));
                    replica().publisher().step(tag(), id);
                    assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
                    return new SendOutcome.NotSent(null, "connection refused");
                });
        hand();
        one.publisher().step(tag(), id);

        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
    }

    @Test
    void row6_anAcceptanceThatComesLateIsToldToWhoeverDecides() {
        platform.kind = PublishClass.N0;
        platform.sends.put(
                feed,
                request -> {
                    clock.skewBy(clock.skew().plus(Duration.ofSeconds(66)));
                    var other = replica().publisher();
                    other.step(tag(), id);
                    other.step(tag(), id);
                    assertThat(state()).isEqualTo(PublicationState.REVIEW);
                    return ScriptedPlatform.ACCEPTS.apply(request);
                });
        hand();
        one.publisher().step(tag(), id);

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(now().seen()).singleElement().matches(seen -> seen.platformId().contains(id));
    }

    @Test
    void row8_redisLostWritesSoEverythingStopsAndWhatWasDueIsLookedForFirst() {
        armed();
        var seq = Objects.requireNonNull(redis.opsForValue().get(armSeq()));
        var lost = id;
        // Redis comes back as it was before the arm.
        id = io.septet.kit.id.Ids.next();
        // One of the same text would not be told from the first one.
        feed = io.septet.kit.id.Ids.next();
        prepared();
        redis.opsForValue().set(armSeq(), "" + (Long.parseLong(seq) - 1));

        run();

        assertThat(sends()).isZero();
        assertThat(holds.stopping(workspace, feed, List.of())).contains("everything");
        passes(Duration.ofSeconds(3));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        lists(post("p1"));
        passes(Duration.ofSeconds(31));
        assertThat(state()).as(lost).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isZero();
    }

    @Test
    void row8_whatIsNotFoundThenIsForAPerson() {
        armed();
        var seq = Objects.requireNonNull(redis.opsForValue().get(armSeq()));
        id = io.septet.kit.id.Ids.next();
        prepared();
        redis.opsForValue().set(armSeq(), "" + (Long.parseLong(seq) - 1));
        lists();
        run();

        passes(Duration.ofSeconds(3));
        passes(Duration.ofMinutes(11));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(sends()).isZero();
    }

    @Test
    void row9_aFullRedisArmsNothingButStillRecordsWhatWasArmed() {
        var before = armed();
        var first = id;
        id = io.septet.kit.id.Ids.next();
        var waiting = prepared();
        memory("1");
        try {
            assertThatThrownBy(() -> one.store().arm(waiting)).hasStackTraceContaining("OOM");
            assertThat(
                            one.store()
                                    .close(
                                            before.published("p9", null, clock.instant()),
                                            before.version()))
                    .isTrue();
        } finally {
            memory("0");
        }
        assertThat(state()).isEqualTo(PublicationState.PREPARED);
        id = first;
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(one.store().unbound(before, List.of(post("p9")))).hasSize(1);
    }

    private void memory(String limit) {
        redis.execute(
                (RedisCallback<String>)
                        connection -> {
                            connection.serverCommands().setConfig("maxmemory", limit);
                            return limit;
                        });
    }

    @Test
    void row10_ofManyReplicasOneSendsAndOneSettles() throws Exception {
        platform.kind = PublishClass.K;
        hand();
        var before = new ArrayList<Thread>();
        var barrier = new CyclicBarrier(8);
        for (int i = 0; i < 8; i++) {
            var replica = replica();
            before.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    barrier.await();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                replica.publisher().step(tag(), id);
                            }));
        }
        for (var thread : before) {
            thread.join();
        }
        run();

        assertThat(sends()).isEqualTo(1);
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void row11_aClockThatJumpsArmsNothing(long seconds) {
        var prepared = prepared();
        var jumped =
                new Publications(
                        redis,
                        changes,
                        partitions,
                        streams,
                        timings,
                        java.time.Clock.offset(clock, Duration.ofSeconds(seconds)),
                        tools.jackson.databind.json.JsonMapper.shared());

        assertThat(jumped.arm(prepared)).isInstanceOf(ArmOutcome.ClocksDiffer.class);
        assertThat(state()).isEqualTo(PublicationState.PREPARED);
    }

    @Test
    void row12_aTokenThatIsNotAcceptedWaitsForThePersonWhoReconnects() {
        platform.sends.put(feed, request -> new SendOutcome.Reconnect("The token has ended"));
        hand();
        run();
        assertThat(state()).isEqualTo(PublicationState.WAITING);
        platform.sends.put(feed, ScriptedPlatform.ACCEPTS);

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isEqualTo(2);
    }

    @Test
    void row13_aStateOfANewerReleaseIsLeftAlone() {
        hand();
        var key = "accounts:" + tag() + ":publication:" + id;
        var document = Objects.requireNonNull(redis.opsForValue().get(key));
        var newer = document.replace("\"NEW\",\"content\"", "\"LEVITATING\",\"content\"");
        assertThat(newer).isNotEqualTo(document);
        redis.opsForValue().set(key, newer);

        assertThatThrownBy(() -> one.publisher().step(tag(), id))
                .isInstanceOf(RuntimeException.class);

        assertThat(redis.opsForValue().get(key)).isEqualTo(newer);
        assertThat(sends()).isZero();
    }

    @Test
    void aHoldThatWasSetBeforeArmStopsIt() {
        var prepared = prepared();
        redis.opsForHash().put(io.septet.accounts.hold.Holds.heldKey(tag()), "feed|" + feed, "1");

        assertThat(one.store().arm(prepared)).isInstanceOf(ArmOutcome.Held.class);
        run();
        redis.delete(io.septet.accounts.hold.Holds.heldKey(tag()));
        // Even if something takes a step for it.
        one.publisher().step(tag(), id);
        passes(Duration.ofMinutes(14));

        assertThat(state()).isEqualTo(PublicationState.PREPARED);
        assertThat(now().held()).isTrue();
        assertThat(sends()).isZero();
        passes(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(PublicationState.MISSED);
    }

    @Test
    void anAnswerOnItsWayIsNotOvertakenByALook() throws Exception {
        var looked = new CountDownLatch(1);
        platform.kind = PublishClass.N;
        lists(post("p-" + id));
        platform.sends.put(
                feed,
                request -> {
                    clock.skewBy(clock.skew().plus(Duration.ofSeconds(66)));
                    replica().publisher().step(tag(), id);
                    clock.skewBy(clock.skew().plus(Duration.ofSeconds(31)));
                    replica().publisher().step(tag(), id);
                    looked.countDown();
                    return ScriptedPlatform.ACCEPTS.apply(request);
                });
        hand();
        one.publisher().step(tag(), id);

        assertThat(looked.getCount()).isZero();
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().platformId()).isEqualTo("p-" + id);
        assertThat(sends()).isEqualTo(1);
    }
}
