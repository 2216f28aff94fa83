package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.domain.Range;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hold that was answered stops what is not armed, and lifting it sends nothing: a thousand times,
 * at any moment of the sending. What came first is said by the order of the events in Redis, where
 * both the hold and the arming are written by the script that makes them so.
 */
@SuppressWarnings("NullAway.Init")
class HoldTrialsIT extends PublicationBench {
    private static final int DELIVERIES = 3;
    private static final int AT_ONCE = 4;

    @LocalServerPort private int port;
    @Autowired private SeptetProperties septet;
    private Door door;

    /**
     * When holds of a scope are asked for, in µs after the sending began; moved to where half come
     * too late.
     */
    private final Map<Scope, AtomicInteger> middles = new EnumMap<>(Scope.class);

    /** What a hold stops, as callers name it. */
    private enum Scope {
        everything,
        workspace,
        feed,
        label
    }

    /** One hold, and what it was to stop. */
    private record Trial(Scope scope, String workspace, String hold, List<String> deliveries) {}

    @Test
    void nothingIsArmedOnceAHoldWasAnsweredAndNothingByLiftingIt() throws Exception {
        door = new Door(port, septet.data());
        // Makes the gateway's key, once.
        door.as(Role.OWNER, workspace);
        var trials = new ArrayList<Trial>();
        var random = new Random(4);
        for (var scope : Scope.values()) {
            middles.put(scope, new AtomicInteger(3_000));
        }
        try (var desks = Executors.newFixedThreadPool(AT_ONCE)) {
            var tried = new ArrayList<Future<Trial>>();
            for (int i = 0; i < 300; i++) {
                for (var scope : List.of(Scope.feed, Scope.label, Scope.workspace)) {
                    tried.add(desks.submit(trial(scope, random.nextInt(-3_000, 3_000))));
                }
            }
            for (var trial : tried) {
                trials.add(trial.get());
            }
        }
        // One after the other, since each stops all.
        for (int i = 0; i < 100; i++) {
            trials.add(trial(Scope.everything, random.nextInt(-3_000, 3_000)).call());
        }

        assertThat(trials).hasSize(1_000);
        var order = order();
        var sent =
                platform.sent.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ScriptedPlatform.Sent::deliveryId, Collectors.counting()));
        for (var scope : Scope.values()) {
            int before = 0;
            int stopped = 0;
            for (var trial : trials.stream().filter(one -> one.scope() == scope).toList()) {
                var stream = streams.stream("accounts", trial.workspace());
                int stands =
                        Objects.requireNonNull(order.get(stream + " hold.added " + trial.hold()));
                for (var delivery : trial.deliveries()) {
                    var armed = order.get(stream + " publication.armed " + delivery);
                    assertThat(sent.getOrDefault(delivery, 0L)).isEqualTo(armed == null ? 0 : 1);
                    if (armed == null) {
                        stopped++;
                    } else {
                        before++;
                        assertThat(armed)
                                .as("%s armed after the %s was held", delivery, scope)
                                .isLessThan(stands);
                    }
                }
            }
            // Else the moments were not around the sending and say nothing.
            assertThat(before).as("armed before a hold on the %s", scope).isGreaterThan(20);
            assertThat(stopped).as("stopped by a hold on the %s", scope).isGreaterThan(20);
        }
    }

    /** Two replicas send what is due just now, while somebody sets a hold and lifts it again. */
    private Callable<Trial> trial(Scope scope, int offMicros) {
        return () -> {
            var middle = Objects.requireNonNull(middles.get(scope));
            int moment = middle.get() + offMicros;
            var place = Ids.next();
            var channel = Ids.next();
            var label = "label " + channel;
            var ids = IntStream.range(0, DELIVERIES).mapToObj(i -> Ids.next()).toList();
            var other = replica();
            for (var delivery : ids) {
                hand(place, channel, label, delivery);
            }
            var owner = door.as(Role.OWNER, place);
            try (var programs = Executors.newVirtualThreadPerTaskExecutor()) {
                var sending =
                        List.of(
                                programs.submit(() -> stepsAfter(-moment, one, place, ids)),
                                programs.submit(
                                        () -> stepsAfter(-moment, other, place, ids.reversed())));
                TimeUnit.MICROSECONDS.sleep(moment);
                var what =
                        switch (scope) {
                            case feed -> channel;
                            case label -> label;
                            case workspace, everything -> "";
                        };
                var answer =
                        owner.post(
                                "/api/v1/holds",
                                """
                                {"scope": "%s", "id": "%s", "reason": "Breaking news"}\
                                """
                                        .formatted(scope, what));
                assertThat(answer.status()).isEqualTo(201);
                for (var program : sending) {
                    program.get(10, TimeUnit.SECONDS);
                }
                steps(one, place, ids);
                long early =
                        platform.sent.stream()
                                .filter(sent -> ids.contains(sent.deliveryId()))
                                .count();
                middle.addAndGet(early * 2 > ids.size() ? -100 : 100);
                var hold = answer.json().path("id").asString();
                assertThat(owner.delete("/api/v1/holds/" + hold).status()).isEqualTo(204);
                steps(other, place, ids);
                return new Trial(scope, place, hold, ids);
            }
        };
    }

    private Void stepsAfter(int micros, Replica replica, String place, List<String> ids)
            throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(micros);
        steps(replica, place, ids);
        return null;
    }

    private void steps(Replica replica, String place, List<String> ids) {
        for (var delivery : ids) {
            replica.publisher().step(partitions.tag(place), delivery);
        }
    }

    private void hand(String place, String channel, String label, String delivery) {
        var now = clock.instant();
        var handed =
                new Publication.Handed(
                        place,
                        channel,
                        1,
                        ContentHash.of(channel, TEXT),
                        TEXT,
                        List.of(label),
                        now,
                        now.plus(Duration.ofMinutes(15)));
        var ready = Publication.handed(delivery, handed, 1).on("scripted").prepared(Map.of());
        assertThat(one.store().write(ready, 0, now)).isTrue();
    }

    /** Where each event stands in its stream. */
    private Map<String, Integer> order() {
        var order = new HashMap<String, Integer>();
        int at = 0;
        for (var stream : streams.streams("accounts")) {
            for (var entry :
                    Objects.requireNonNull(redis.opsForStream().range(stream, Range.unbounded()))) {
                JsonNode event =
                        JsonMapper.shared().readTree(String.valueOf(entry.getValue().get("e")));
                order.put(
                        "%s %s %s"
                                .formatted(
                                        stream,
                                        event.path("type").asString(),
                                        event.path("id").asString()),
                        at++);
            }
        }
        return order;
    }
}
