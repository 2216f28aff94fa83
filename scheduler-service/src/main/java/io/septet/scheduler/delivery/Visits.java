package io.septet.scheduler.delivery;

import io.septet.kit.redis.Changes;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.time.SkewedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The list of due deliveries, as it is worked off: one visitor at a time for each of them. */
@Component
class Visits {
    private static final RedisScript<List> BEGIN =
            Changes.script(Visits.class, "begin.lua", List.class);

    private static final RedisScript<List> FIRST_DUE =
            Changes.script(Visits.class, "first-due.lua", List.class);

    private final StringRedisTemplate redis;
    private final ContractTimings timings;
    private final Clock clock;
    private final JsonMapper json;

    Visits(StringRedisTemplate redis, ContractTimings timings, Clock clock, JsonMapper json) {
        this.redis = redis;
        this.timings = timings;
        this.clock = clock;
        this.json = json;
    }

    /** What came of the attempt to visit a delivery. */
    sealed interface Visit {
        /** Nothing is to be done for it. */
        record Nothing() implements Visit {}

        /** One of the clocks, or both, say that it is not due. */
        record Early(Instant due) implements Visit {}

        /**
         * Ours for a while.
         *
         * @param begunBefore whether a hand-over of it may have been on its way before
         */
        record Begun(Delivery delivery, boolean begunBefore) implements Visit {}
    }

    /** Begins a visit, if the delivery is due by Redis' clock and by our own. */
    Visit begin(String tag, String id) {
        long skew = clock instanceof SkewedClock skewed ? skewed.skew().toMillis() : 0;
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                BEGIN,
                                List.of(
                                        Deliveries.due(tag),
                                        Deliveries.key(tag, id),
                                        Deliveries.handing(tag, id)),
                                id,
                                "" + skew,
                                "" + clock.millis(),
                                "" + timings.handRetry().toMillis()));
        return switch ((String) answer.getFirst()) {
            case "none" -> new Visit.Nothing();
            case "early" ->
                    new Visit.Early(
                            Instant.ofEpochMilli(
                                    (long) Double.parseDouble((String) answer.get(1))));
            case "taken" ->
                    new Visit.Begun(
                            json.readValue((String) answer.get(1), Delivery.class),
                            !((String) answer.get(2)).isEmpty());
            default -> throw new IllegalStateException("begin.lua answered " + answer);
        };
    }

    /** What has been due for some time, oldest first. */
    Set<String> due(String tag, Duration some, int most) {
        var until = clock.instant().minus(some);
        return Objects.requireNonNull(
                redis.opsForZSet()
                        .rangeByScore(Deliveries.due(tag), 0, until.toEpochMilli(), 0, most));
    }

    /**
     * The first due deliveries of each workspace, by their ids; held ones are left out.
     *
     * @param most of one workspace, oldest first
     * @return the workspace of each
     */
    Map<String, String> firstDue(String tag, int most) {
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                FIRST_DUE,
                                List.of(Deliveries.delivering(tag), Deliveries.due(tag)),
                                Deliveries.list(tag, ""),
                                Deliveries.listOfState(tag, "", DeliveryState.SCHEDULED)
                                        .substring(Deliveries.list(tag, "").length()),
                                "" + clock.millis(),
                                "" + most));
        var first = new LinkedHashMap<String, String>();
        for (int i = 0; i < answer.size(); i += 2) {
            first.put((String) answer.get(i + 1), (String) answer.get(i));
        }
        return first;
    }

    /** What falls due from the triggers' grace until a while from now, with its time. */
    Map<String, Instant> soon(String tag, Duration within, int most) {
        var now = clock.instant();
        return Objects.requireNonNull(
                        redis.opsForZSet()
                                .rangeByScoreWithScores(
                                        Deliveries.due(tag),
                                        now.minus(timings.triggerGrace()).toEpochMilli(),
                                        now.plus(within).toEpochMilli(),
                                        0,
                                        most))
                .stream()
                .collect(
                        Collectors.toMap(
                                entry -> Objects.requireNonNull(entry.getValue()),
                                entry ->
                                        Instant.ofEpochMilli(
                                                Objects.requireNonNull(entry.getScore())
                                                        .longValue()),
                                (one, other) -> one,
                                TreeMap::new));
    }
}
