package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Places;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.kit.time.SkewedClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    private Steps.Step step() {
        return new Steps.Step(workspace, id);
    }

    private Steps.Claimed.Taken claim() {
        return ours(steps());
    }

    /** Other tests have left publications of their own. */
    private Steps.Claimed.Taken ours(Steps steps) {
        var taken = (Steps.Claimed.Taken) steps.claim(tag(), 100);
        return new Steps.Claimed.Taken(
                taken.steps().stream().filter(step()::equals).toList(),
                taken.score(),
                taken.next(),
                taken.behind());
    }

    private long score() {
        return Objects.requireNonNull(redis.opsForZSet().score(Steps.work(tag(), workspace), id))
                .longValue();
    }

    private void wait(Duration time) {
        clock.skewBy(clock.skew().plus(time));
    }

    @Test
    void whatADeadReplicaTookIsTakenByAnotherSoonAfter() {
        hand();
        assertThat(claim().steps()).containsExactly(step());
        assertThat(claim().steps()).as("hidden while it is worked on").isEmpty();

        wait(Duration.ofSeconds(6));

        assertThat(claim().steps()).containsExactly(step());
    }

    @Test
    void whatIsBeingWorkedOnStaysHidden() {
        hand();
        long score = claim().score();
        for (int i = 0; i < 3; i++) {
            wait(Duration.ofSeconds(4));
            var renewed = steps().renew(tag(), Map.of(step(), score), timings.claim());
            assertThat(renewed.ids()).containsExactly(id);
            score = renewed.score();
            assertThat(claim().steps()).isEmpty();
        }
    }

    @Test
    void aClaimMovesNeitherAnArmedPublicationNorOneThatAnotherHasTaken() {
        hand();
        long first = claim().score();
        one.publisher().step(tag(), id);
        id = Ids.next();
        hand();
        wait(Duration.ofMillis(2));
        long mine = claim().score();
        one.store().write(now().on("scripted").prepared(Map.of()), 1, clock.instant());
        one.store().arm(now());
        long armed = score();

        assertThat(steps().renew(tag(), Map.of(step(), mine), timings.claim()).ids()).isEmpty();
        assertThat(steps().renew(tag(), Map.of(step(), first), timings.claim()).ids()).isEmpty();

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

        assertThat(claim().steps()).doesNotContain(step());
    }

    @Test
    void aStepThatIsGivenAnEarlierTimeIsTakenThen() {
        hand();
        assertThat(claim().steps()).containsExactly(step());

        one.store().later(now(), clock.instant());

        assertThat(claim().steps()).containsExactly(step());
    }

    /** Whether they are due when they are handed over or were prepared before. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWorkspaceWithMuchToDoDoesNotKeepAnotherWaiting(boolean ahead) {
        forgetOthers();
        var large = several(workspace, 100, ahead ? Duration.ofMinutes(1) : Duration.ZERO);
        if (ahead) {
            wait(Duration.ofMinutes(2));
            steps().claim(tag(), 1);
        }
        var small = several(another(), 1, Duration.ZERO).getFirst();

        var taken = (Steps.Claimed.Taken) steps().claim(tag(), 4);

        assertThat(taken.steps()).hasSize(4).contains(small);
        assertThat(taken.behind()).contains(workspace).doesNotContain(small.workspace());
        var all = new HashSet<>(taken.steps());
        while (taken.behind().contains(workspace)) {
            taken = (Steps.Claimed.Taken) steps().claim(tag(), 40);
            assertThat(all).doesNotContainAnyElementsOf(taken.steps());
            all.addAll(taken.steps());
        }
        assertThat(all).containsAll(ahead ? large.subList(1, large.size()) : large);
    }

    @Test
    void workspacesTakeTurnsFromClaimToClaim() {
        forgetOthers();
        for (int i = 0; i < 5; i++) {
            several(workspace, 5, Duration.ZERO);
        }
        var others = List.of(another(), another());
        others.forEach(other -> several(other, 5, Duration.ZERO));

        var turns = new ArrayList<String>();
        for (int i = 0; i < 9; i++) {
            var taken = (Steps.Claimed.Taken) steps().claim(tag(), 1);
            turns.add(taken.steps().getFirst().workspace());
        }

        for (int i = 0; i < 9; i += 3) {
            assertThat(turns.subList(i, i + 3))
                    .containsExactlyInAnyOrder(workspace, others.get(0), others.get(1));
        }
    }

    /** Other tests have left publications of other workspaces. */
    private void forgetOthers() {
        var queues = "accounts:" + tag() + ":";
        redis.delete(List.of(queues + "stirred", queues + "waiting", queues + "turns"));
    }

    /** Handed over, and their next step a while from now. */
    private List<Steps.Step> several(String owner, int count, Duration wait) {
        var steps = new ArrayList<Steps.Step>();
        var now = clock.instant();
        for (int i = 0; i < count; i++) {
            var step = new Steps.Step(owner, Ids.next());
            var handed =
                    new Publication.Handed(
                            owner,
                            feed,
                            1,
                            ContentHash.of(feed, TEXT),
                            TEXT,
                            List.of(),
                            now,
                            now.plus(Duration.ofMinutes(15)));
            var publication = Publication.handed(step.id(), handed, 1);
            one.store().write(publication, 0, now);
            if (wait.isPositive()) {
                one.store().later(publication, now.plus(wait).plusMillis(i));
            }
            steps.add(step);
        }
        return steps;
    }

    /** Another workspace of the same partition. */
    private String another() {
        return Stream.generate(Ids::next)
                .filter(any -> partitions.tag(any).equals(tag()))
                .findFirst()
                .orElseThrow();
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
        assertThat(claim().steps()).containsExactly(step());
    }

    @Test
    void aFullRedisStillLetsStepsBeTaken() {
        unclear(io.septet.accounts.platform.Capabilities.PublishClass.N);
        lists(post("p9"));
        wait(Duration.ofSeconds(31));
        memory("1");
        try {
            assertThat(claim().steps()).containsExactly(step());
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
            assertThat(ours(due).steps()).isEmpty();
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
