package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Places;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.kit.time.SkewedClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.RedisCallback;

/** Who takes a step, for how long, and who takes it when that one dies. */
@SuppressWarnings("NullAway.Init")
class ClaimIT extends PublicationBench {
    @Autowired private Witness witness;

    private Steps steps() {
        return new Steps(redis, witness, timings, clock);
    }

    private Steps.Claimed.Taken claim() {
        return ours(steps());
    }

    /** Other tests have left publications of their own. */
    private Steps.Claimed.Taken ours(Steps steps) {
        var taken = (Steps.Claimed.Taken) steps.claim(tag(), 100);
        return new Steps.Claimed.Taken(
                taken.ids().stream().filter(id::equals).toList(), taken.score(), taken.next());
    }

    private long score() {
        return Objects.requireNonNull(redis.opsForZSet().score("accounts:" + tag() + ":work", id))
                .longValue();
    }

    private void wait(Duration time) {
        clock.skewBy(clock.skew().plus(time));
    }

    @Test
    void whatADeadReplicaTookIsTakenByAnotherSoonAfter() {
        hand();
        assertThat(claim().ids()).containsExactly(id);
        assertThat(claim().ids()).as("hidden while it is worked on").isEmpty();

        wait(Duration.ofSeconds(6));

        assertThat(claim().ids()).containsExactly(id);
    }

    @Test
    void whatIsBeingWorkedOnStaysHidden() {
        hand();
        long score = claim().score();
        for (int i = 0; i < 3; i++) {
            wait(Duration.ofSeconds(4));
            var renewed = steps().renew(tag(), Map.of(id, score), timings.claim());
            assertThat(renewed.ids()).containsExactly(id);
            score = renewed.score();
            assertThat(claim().ids()).isEmpty();
        }
    }

    @Test
    void aClaimMovesNeitherAnArmedPublicationNorOneThatAnotherHasTaken() {
        hand();
        long first = claim().score();
        one.publisher().step(tag(), id);
        id = io.septet.kit.id.Ids.next();
        hand();
        wait(Duration.ofMillis(2));
        long mine = claim().score();
        one.store().write(now().on("scripted").prepared(Map.of()), 1, clock.instant());
        one.store().arm(now());
        long armed = score();

        assertThat(steps().renew(tag(), Map.of(id, mine), timings.claim()).ids()).isEmpty();
        assertThat(steps().renew(tag(), Map.of(id, first), timings.claim()).ids()).isEmpty();

        assertThat(score()).isEqualTo(armed);
        assertThat(armed - clock.millis()).isGreaterThan(60_000);
    }

    @Test
    void whoeverWakesUpLateMovesNothingThatOthersHaveDone() {
        hand();
        var asItWas = now();
        run(replica());
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);

        one.store().later(asItWas, clock.instant());

        assertThat(claim().ids()).doesNotContain(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aReplicaWhoseClockIsWrongTakesNothing(long seconds) {
        hand();
        var wrong = new SkewedClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));
        wrong.skewBy(clock.skew());

        var claimed = new Steps(redis, witness, timings, wrong).claim(tag(), 100);

        assertThat(claimed).isInstanceOf(Steps.Claimed.ClocksDiffer.class);
        assertThat(score()).isLessThanOrEqualTo(clock.millis());
        assertThat(claim().ids()).containsExactly(id);
    }

    @Test
    void aFullRedisStillLetsStepsBeTaken() {
        unclear(io.septet.accounts.platform.Capabilities.PublishClass.N);
        lists(post("p9"));
        wait(Duration.ofSeconds(31));
        memory("1");
        try {
            assertThat(claim().ids()).containsExactly(id);
            one.publisher().step(tag(), id);
        } finally {
            memory("0");
        }
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
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
    void aLoopKeepsALongStepFromOthersAndWhatEndsWithoutAWordComesBack() throws Exception {
        clock.skewBy(Duration.ZERO);
        var began = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        platform.preparesText = true;
        platform.prepares.put(
                feed,
                request -> {
                    began.countDown();
                    try {
                        goOn.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new PrepareOutcome.Ready(Map.of());
                });
        var quick = timings.dividedBy(10);
        var due = new Steps(redis, witness, quick, clock);
        work.stop();
        var loop =
                new WorkLoop(due, one.publisher(), holds, partitions, new Places(), quick, clock);
        try {
            loop.start();
            hand();
            assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
            long first = score();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> score() > first + 4 * quick.claim().toMillis());
            assertThat(ours(due).ids()).isEmpty();
            goOn.countDown();
            Awaitility.await().until(() -> state() == PublicationState.PUBLISHED);
            assertThat(platform.sentTo(feed)).hasSize(1);
        } finally {
            goOn.countDown();
            platform.preparesText = false;
            loop.stop();
            work.start();
        }
        assertThat(List.of(sends())).containsExactly(1);
    }
}
