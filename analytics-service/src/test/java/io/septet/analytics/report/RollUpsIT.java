package io.septet.analytics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.analytics.reading.AnalyticsOnRedis;
import io.septet.analytics.tracked.RollUps;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Reports from sums say the same as reports from every single publication. */
class RollUpsIT extends AnalyticsOnRedis {
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Asia/Shanghai",
                    "Asia/Kolkata",
                    "Asia/Kathmandu",
                    "Pacific/Chatham",
                    "Australia/Lord_Howe",
                    "Europe/Berlin",
                    "America/New_York",
                    "Pacific/Kiritimati",
                    "+05:17");
    private static final List<String> METRICS =
            List.of("views", "impressions", "reach", "likes", "comments", "clicks");

    @Autowired Overviews overviews;
    @Autowired RollUps rollUps;

    private final Random random = new Random(20_240_301);
    private final List<String> feeds = List.of(Ids.next(), Ids.next(), Ids.next());

    @Test
    void sumsSayWhatPublicationsSay() throws Exception {
        var publications = publications(300);
        readAtRandom(publications);

        assertThat(rollUps.complete(workspace)).isTrue();
        for (int i = 0; i < 120; i++) {
            var question = question();
            assertThat(overviews.of(question))
                    .as("%s", question)
                    .isEqualTo(overviews.fromPublications(question));
        }
    }

    @Test
    void sumsAreRebuiltWhileReadingsArrive() throws Exception {
        var publications = publications(200);
        readAtRandom(publications.subList(0, 100));
        forgetSums(publications);
        var stored = publications.stream().map(this::now).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rebuilds = List.of(threads.submit(rebuild::run), threads.submit(rebuild::run));
            readAtRandom(stored);
            for (var done : rebuilds) {
                done.get();
            }
        }

        assertThat(rollUps.complete(workspace)).isTrue();
        for (int i = 0; i < 60; i++) {
            var question = question();
            assertThat(overviews.of(question))
                    .as("%s", question)
                    .isEqualTo(overviews.fromPublications(question));
        }
    }

    /** As a release that knew nothing of sums would have left it. */
    private void forgetSums(List<TrackedPublication> publications) {
        redis.delete(redis.keys("analytics:{p00}:sum*"));
        redis.delete(redis.keys("analytics:{p00}:feeds:*"));
        for (var publication : publications) {
            var key = "analytics:{p00}:publication:" + publication.delivery();
            var stored = redis.opsForValue().get(key);
            assertThat(stored).contains(",\"summed\":2");
            redis.opsForValue().set(key, stored.replace(",\"summed\":2", ""));
        }
    }

    private List<TrackedPublication> publications(int many) {
        // Around a change of Berlin's and New York's clocks, to the microsecond.
        var told =
                IntStream.range(0, many)
                        .mapToObj(i -> {
                            var at =
                                    Instant.parse("2024-03-01T00:00:00Z")
                                            .plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)))
                                            .plusNanos(random.nextInt(60_000_000) * 1_000L);
                            return delivery(feeds.get(random.nextInt(3)), at);
                        })
                        .toList();
        told.forEach(delivery -> tell("delivery.published", 5, delivery));
        // Hearing of one twice must not count it twice.
        told.subList(0, 20).forEach(delivery -> tell("delivery.published", 6, delivery));
        return await().until(
                        () ->
                                told.stream()
                                        .flatMap(delivery ->
                                                publications
                                                        .find(workspace, "" + delivery.get("id"))
                                                        .stream())
                                        .toList(),
                        found ->
                                found.size() == many
                                        && found.stream()
                                                .limit(20)
                                                .allMatch(one -> one.deliveryVersion() == 6));
    }

    /** Repeated, late and out of order, many at once, values going up and down. */
    private void readAtRandom(List<TrackedPublication> publications) throws Exception {
        var seeds = IntStream.range(0, 1_200).mapToObj(i -> random.nextLong()).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var seed : seeds) {
                threads.submit(() -> {
                    var dice = new Random(seed);
                    var of = publications.get(dice.nextInt(publications.size()));
                    var at = of.publishedAt().plus(Duration.ofMinutes(dice.nextInt(50)));
                    var numbers = new HashMap<String, Long>();
                    METRICS.stream()
                            .filter(metric -> dice.nextInt(3) == 0)
                            .forEach(metric -> numbers.put(metric, dice.nextLong(1_000_000)));
                    keep(of, at, numbers);
                    return keep(of, at, Map.of("likes", 1L));
                });
            }
        }
    }

    private Question question() {
        var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Instant from;
        Instant to;
        if (random.nextBoolean()) {
            var first = LocalDate.of(2024, 2, 20).plusDays(random.nextInt(45));
            from = first.atStartOfDay(zone).toInstant();
            to = first.plusDays(1 + random.nextInt(35)).atStartOfDay(zone).toInstant();
        } else {
            from =
                    Instant.parse("2024-02-25T00:00:00Z")
                            .plusNanos(random.nextLong(Duration.ofDays(40).toNanos()));
            var length = random.nextBoolean() ? Duration.ofMinutes(40) : Duration.ofDays(20);
            to = from.plusNanos(1 + random.nextLong(length.toNanos()));
        }
        var chosen = new ArrayList<>(feeds.subList(0, random.nextInt(3)));
        return new Question(workspace, from, to, zone, chosen);
    }
}
