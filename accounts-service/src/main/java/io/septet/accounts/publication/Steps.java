package io.septet.accounts.publication;

import io.septet.kit.redis.Changes;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.time.SkewedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;

/**
 * Who takes the steps that are due.
 *
 * <pre>
 * ZADD  accounts:{p00}:work:51aa...  1772355605000  7f3c...
 * SADD  accounts:{p00}:stirred  51aa...
 * ZADD  accounts:{p00}:waiting  1772355605000  51aa...
 * ZADD  accounts:{p00}:turns  3  51aa...
 * SET   accounts:{p00}:seen  1772355600000
 * </pre>
 *
 * <p>Workspaces take turns: however much one of them has due, another's first step is next but as
 * many as there are others with something due. Every workspace that has steps is in {@code waiting}
 * with the time of its first one, or in {@code turns} if something of it is due, or in {@code
 * stirred} because a step has got another time since; only claims read and write the first two.
 *
 * <p>A step that is taken gets a score a little ahead, which hides it from other replicas and is
 * moved on as long as it is worked on: when its replica dies, another takes it {@link
 * ContractTimings#claim} later. That only saves work. Two that take the same step are kept apart by
 * the version of the publication. What is ARMED has a score of its own, which no claim moves.
 * {@code seen} is Redis' time, written once a second: if it is ever smaller than it was, Redis has
 * lost writes.
 */
@Repository
class Steps {
    private static final RedisScript<List> CLAIM =
            Changes.script(Steps.class, "claim.lua", List.class);
    private static final RedisScript<List> RENEW =
            Changes.script(Steps.class, "renew.lua", List.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    /** Where the steps begin in what claim.lua answers. */
    private static final int FIRST = 5;

    private final StringRedisTemplate redis;
    private final Witness witness;
    private final ContractTimings timings;
    private final Clock clock;

    Steps(StringRedisTemplate redis, Witness witness, ContractTimings timings, Clock clock) {
        this.redis = redis;
        this.witness = witness;
        this.timings = timings;
        this.clock = clock;
    }

    /** A step of a publication. */
    record Step(String workspace, String id) {}

    /** What came of asking for steps. */
    sealed interface Claimed {
        /**
         * @param steps that are due, in turn, and earliest first within a workspace
         * @param score by which the claim is known
         * @param next how long until the next one is due; null if nothing waits
         * @param behind workspaces of which more is due than was taken
         */
        record Taken(List<Step> steps, long score, @Nullable Duration next, Set<String> behind)
                implements Claimed {}

        /**
         * Nothing was taken: our clock and Redis' differ too much; {@code ahead} is how far Redis
         * is ahead.
         */
        record ClocksDiffer(Duration ahead) implements Claimed {}

        /** Nothing was taken: Redis has lost what was written between these times. */
        record Lost(Instant since, Instant until) implements Claimed {}
    }

    /** What was hidden for longer, and its new score. */
    record Renewed(Set<String> ids, long score) {}

    /** Takes what is due for a step in one partition. */
    Claimed claim(String tag, int most) {
        long began = System.nanoTime();
        long known = witness.seen(tag);
        var answer =
                run(
                        CLAIM,
                        List.of(
                                stirred(tag),
                                "accounts:" + tag + ":waiting",
                                "accounts:" + tag + ":turns",
                                "accounts:" + tag + ":seen"),
                        List.of(
                                "" + clock.millis(),
                                "" + skewMillis(),
                                "" + timings.clockTolerance().toMillis(),
                                "" + timings.claim().toMillis(),
                                "" + most,
                                "" + known,
                                "" + TICK.toMillis(),
                                work(tag, "")));
        if (answer.getFirst().equals("lost")) {
            return new Claimed.Lost(
                    Instant.ofEpochMilli(Long.parseLong(answer.get(1))),
                    Instant.ofEpochMilli(known));
        }
        if (answer.getFirst().equals("clocks")) {
            var ahead = Duration.ofMillis(Long.parseLong(answer.get(1)));
            var took = Duration.ofNanos(System.nanoTime() - began);
            // A call that lasted long looks like a clock of Redis that is ahead.
            return ahead.minus(took).compareTo(timings.clockTolerance()) <= 0 && !ahead.isNegative()
                    ? new Claimed.Taken(List.of(), 0, Duration.ZERO, Set.of())
                    : new Claimed.ClocksDiffer(ahead);
        }
        var left = answer.get(1);
        witness.saw(tag, Long.parseLong(answer.get(3)));
        int end = FIRST + 2 * Integer.parseInt(answer.get(4));
        var steps = new ArrayList<Step>();
        for (int i = FIRST; i < end; i += 2) {
            steps.add(new Step(answer.get(i), answer.get(i + 1)));
        }
        return new Claimed.Taken(
                steps,
                Long.parseLong(answer.get(2)),
                left.isEmpty() ? null : Duration.ofMillis(Long.parseLong(left)),
                Set.copyOf(answer.subList(end, answer.size())));
    }

    /** From now on Redis is believed again as it is: everything has been stopped. */
    void believe(String tag, Claimed.Lost lost) {
        witness.believe(tag, lost.since().toEpochMilli());
    }

    /**
     * Hides steps for longer, unless they have got another time meanwhile.
     *
     * @param claims steps and the scores by which they were claimed
     * @param during from now on
     */
    Renewed renew(String tag, Map<Step, Long> claims, Duration during) {
        var arguments = new ArrayList<>(List.of("" + skewMillis(), "" + during.toMillis()));
        var keys = new LinkedHashMap<String, Integer>();
        claims.forEach((step, score) -> {
            var key = work(tag, step.workspace());
            arguments.add("" + keys.computeIfAbsent(key, any -> keys.size() + 1));
            arguments.add(step.id());
            arguments.add("" + score);
        });
        var answer = run(RENEW, List.copyOf(keys.keySet()), arguments);
        return new Renewed(
                new HashSet<>(answer.subList(1, answer.size())), Long.parseLong(answer.getFirst()));
    }

    private List<String> run(RedisScript<List> script, List<String> keys, List<String> arguments) {
        List<?> answer = Objects.requireNonNull(redis.execute(script, keys, arguments.toArray()));
        return answer.stream().map(String.class::cast).toList();
    }

    /** The sorted set of a workspace's steps by their time. */
    static String work(String tag, String workspace) {
        return "accounts:" + tag + ":work:" + workspace;
    }

    /** The set of workspaces of which a step has got another time since somebody took steps. */
    static String stirred(String tag) {
        return "accounts:" + tag + ":stirred";
    }

    /** How far a test has moved our clock, which Redis' TIME must follow; 0 in production. */
    private long skewMillis() {
        return clock instanceof SkewedClock skewed ? skewed.skew().toMillis() : 0;
    }
}
