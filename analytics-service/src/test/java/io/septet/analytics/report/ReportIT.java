package io.septet.analytics.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.analytics.reading.AnalyticsOnRedis;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReportIT extends AnalyticsOnRedis {
    private static final String MARCH = "from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z";

    private final String feed = Ids.next();
    private final String other = Ids.next();

    @Test
    void overviewAddsUpTheLatestReadingOfEachPublication() {
        var first = published(feed, NINE);
        var second = published(feed, NINE.plusSeconds(10));
        var third = published(other, NINE.plusSeconds(5));
        read(first, NINE.plusSeconds(40), Map.of("likes", 3L, "impressions", 90L));
        read(first, NINE.plusSeconds(70), Map.of("likes", 5L, "impressions", 100L));
        read(third, NINE.plusSeconds(71), Map.of("likes", 2L, "views", 30L));

        var report = get("/reports/overview?" + MARCH);

        assertThat(report.path("from").asString()).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(report.path("to").asString()).isEqualTo("2024-04-01T00:00:00Z");
        assertThat(report.path("asOf").asString()).isEqualTo("2024-03-01T09:01:11Z");
        assertThat(report.path("posts").asInt()).isEqualTo(3);
        assertThat(report.path("metrics"))
                .isEqualTo(
                        json.readTree(
                                """
                                {"views":{"value":30,"at":"2024-03-01T09:01:11Z"},
                                 "impressions":{"value":100,"at":"2024-03-01T09:01:10Z"},
                                 "likes":{"value":7,"at":"2024-03-01T09:01:11Z"}}
                                """));
        assertThat(report.path("feeds")).hasSize(2);
        var ofFeed = feedOf(report, feed);
        assertThat(ofFeed.path("platform").asString()).isEqualTo("x");
        assertThat(ofFeed.path("posts").asInt()).isEqualTo(2);
        assertThat(ofFeed.at("/metrics/likes/value").asLong()).isEqualTo(5);
        assertThat(ofFeed.path("metrics").has("views")).isFalse();
        assertThat(now(second).readings()).isZero();
    }

    @Test
    void eachFeedHasItsPeriodBeforeAndNothingForWhatWasNotReported() {
        var early = published(feed, NINE.minus(Duration.ofDays(1)));
        var late = published(feed, NINE);
        published(other, NINE.minus(Duration.ofDays(1)));
        read(early, NINE.plusSeconds(1), Map.of("likes", 2L));
        read(late, NINE.plusSeconds(31), Map.of("likes", 3L, "views", 0L));

        var report = get("/reports/overview?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z");

        assertThat(feedOf(report, feed).path("metrics"))
                .isEqualTo(
                        json.readTree(
                                """
                                {"views":{"value":0,"at":"2024-03-01T09:00:31Z"},
                                 "likes":{"value":3,"at":"2024-03-01T09:00:31Z"}}
                                """));
        assertThat(feedOf(report, feed).path("before"))
                .isEqualTo(
                        json.readTree("{\"likes\":{\"value\":2,\"at\":\"2024-03-01T09:00:01Z\"}}"));
        assertThat(feedOf(report, other).path("posts").asInt()).isZero();
        assertThat(feedOf(report, other).path("before").size()).isZero();
    }

    @Test
    void seriesHasEveryDayOfThePeriodInItsZone() {
        published(feed, Instant.parse("2024-03-01T15:59:59Z"));
        var late = published(feed, Instant.parse("2024-03-01T16:00:00Z"));
        read(late, Instant.parse("2024-03-01T16:00:31Z"), Map.of("likes", 4L));

        var report =
                get(
                        "/reports/overview?from=2024-03-01T00:00:00%2B08:00"
                                + "&to=2024-03-04T00:00:00%2B08:00&zone=Asia/Shanghai");

        assertThat(report.path("series"))
                .isEqualTo(
                        json.readTree(
                                """
                                [{"from":"2024-02-29T16:00:00Z","posts":1,"metrics":{}},
                                 {"from":"2024-03-01T16:00:00Z","posts":1,"metrics":{"likes":4}},
                                 {"from":"2024-03-02T16:00:00Z","posts":0,"metrics":{}}]
                                """));
    }

    @Test
    void aDayOfDaylightSavingBeginsWhereItBegins() {
        var report =
                get(
                        "/reports/overview?from=2024-03-30T12:00:00Z&to=2024-04-01T12:00:00Z"
                                + "&zone=Europe/Berlin");

        assertThat(report.path("series").values())
                .extracting(day -> day.path("from").asString())
                .containsExactly(
                        "2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z");
    }

    @Test
    void thePeriodBeginsWithFromAndEndsBeforeTo() {
        published(feed, Instant.parse("2024-03-01T09:00:00Z"));
        published(feed, Instant.parse("2024-03-01T10:00:00Z"));

        assertThat(posts("from=2024-03-01T09:00:00Z&to=2024-03-01T10:00:00Z")).isOne();
        assertThat(posts("from=2024-03-01T09:00:00.000001Z&to=2024-03-01T10:00:00Z")).isZero();
        assertThat(posts("from=2024-03-01T09:00:00Z&to=2024-03-01T10:00:00.000001Z")).isEqualTo(2);
        assertThat(posts("from=2024-03-01T17:00:00+08:00&to=2024-03-01T18:00:00%2B08:00")).isOne();
    }

    @Test
    void anEmptyPeriodHasNoNumbersRatherThanZeros() {
        var report = get("/reports/overview?" + MARCH);

        assertThat(report.path("asOf").isNull()).isTrue();
        assertThat(report.path("posts").asInt()).isZero();
        assertThat(report.path("metrics")).isEmpty();
        assertThat(report.path("feeds")).isEmpty();
        assertThat(report.path("series")).hasSize(31);
    }

    @Test
    void onlyTheFeedsAskedForCount() {
        published(feed, NINE);
        published(other, NINE);
        var third = Ids.next();
        published(third, NINE);

        assertThat(posts(MARCH + "&feeds=" + feed)).isOne();
        assertThat(posts(MARCH + "&feeds=" + feed + "," + other)).isEqualTo(2);
        assertThat(posts(MARCH + "&feeds=" + feed + "&feeds=" + third)).isEqualTo(2);
        assertThat(posts(MARCH + "&feeds=" + Ids.next())).isZero();
        assertThat(get("/reports/posts?" + MARCH + "&feeds=" + other + "," + third).path("items"))
                .hasSize(2);
    }

    @Test
    void postsAreListedOnePerDeliveryNewestFirst() {
        var media = Ids.next();
        var told = delivery(feed, NINE);
        told.put("media", List.of(media, Ids.next()));
        var publication = published(told);
        read(publication, NINE.plusSeconds(31), Map.of("likes", 3L));
        published(other, NINE.plusSeconds(1));

        var items = get("/reports/posts?" + MARCH).path("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(1))
                .isEqualTo(
                        json.readTree(
                                """
                                {"delivery":"%s","post":"%s","feed":"%s","platform":"x",
                                 "text":"Good morning from the river","publishedAt":"2024-03-01T09:00:00Z",
                                 "link":"%s","media":"%s",
                                 "metrics":{"likes":{"value":3,"at":"2024-03-01T09:00:31Z"}},
                                 "readings":1,"goneAt":null}
                                """
                                        .formatted(
                                                publication.delivery(),
                                                publication.post(),
                                                feed,
                                                publication.link(),
                                                media)));
        assertThat(items.get(0).path("metrics")).isEmpty();
        assertThat(items.get(0).path("readings").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "published, 4 3 2 1 0",
        "-published, 4 3 2 1 0",
        "+published, 0 1 2 3 4",
        "likes, 1 4 0 3 2",
        "-likes, 1 4 0 3 2",
        "+likes, 0 4 1 3 2"
    })
    void postsAreSortedAndPaged(String sort, String expected) {
        // Likes 3, 9, none, none, 5, in the order of publication.
        var numbers = new Long[] {3L, 9L, null, null, 5L};
        var published = new ArrayList<String>();
        for (int i = 0; i < numbers.length; i++) {
            var publication = published(i % 2 == 0 ? feed : other, NINE.plusSeconds(i));
            published.add(publication.delivery());
            if (numbers[i] != null) {
                read(publication, NINE.plusSeconds(31 + i), Map.of("likes", numbers[i]));
            }
        }

        for (var feeds : List.of("", "&feeds=" + feed + "," + other)) {
            for (int limit : new int[] {1, 2, 5}) {
                assertThat(all(MARCH + feeds + "&limit=" + limit + "&sort=" + sort))
                        .map(published::indexOf)
                        .map(String::valueOf)
                        .containsExactly(expected.split(" "));
            }
        }
    }

    @Test
    void pagesGoOnThroughOneMillisecond() {
        var published = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            published.add(published(feed, NINE).delivery());
        }

        for (var sort : List.of("-published", "%2Bpublished")) {
            assertThat(all(MARCH + "&limit=2&sort=" + sort))
                    .containsExactlyInAnyOrderElementsOf(published);
        }
    }

    @Test
    void oneDeliveryComesWithItsReadings() {
        var publication = published(feed, NINE);
        read(publication, NINE.plusSeconds(31), Map.of("likes", 3L));
        read(publication, NINE.plusSeconds(61), Map.of("likes", 4L, "reach", 9L));

        var detail = get("/reports/posts/" + publication.delivery());

        assertThat(detail.path("delivery").asString()).isEqualTo(publication.delivery());
        assertThat(detail.at("/metrics/likes/value").asLong()).isEqualTo(4);
        assertThat(detail.path("readings"))
                .isEqualTo(
                        json.readTree(
                                """
                                [{"at":"2024-03-01T09:00:31Z","metrics":{"likes":3}},
                                 {"at":"2024-03-01T09:01:01Z","metrics":{"reach":9,"likes":4}}]
                                """));
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        var publication = published(feed, NINE);
        var stranger = as(Role.OWNER, Ids.next());

        stranger.get()
                .uri("/api/v1/reports/overview?" + MARCH + "&feeds=" + feed)
                .exchange()
                .expectBody()
                .jsonPath("$.posts")
                .isEqualTo(0)
                .jsonPath("$.feeds")
                .isEmpty();
        stranger.get()
                .uri("/api/v1/reports/posts?" + MARCH + "&feeds=" + feed)
                .exchange()
                .expectBody()
                .jsonPath("$.items")
                .isEmpty();
        stranger.get()
                .uri("/api/v1/reports/posts/" + publication.delivery())
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/delivery-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "400, parameter-missing, overview?from=2024-03-01T00:00:00Z",
        "400, time-without-offset, overview?from=2024-03-01T00:00:00&to=2024-03-02T00:00:00Z",
        "400, time-without-offset, posts?from=2024-03-01T00:00:00Z&to=tomorrow",
        "422, from-not-before-to, overview?from=2024-03-02T00:00:00Z&to=2024-03-02T00:00:00Z",
        "422, period-too-long, overview?from=2024-01-01T00:00:00Z&to=2025-02-05T00:00:01Z",
        "422, period-too-long, posts?from=-999999999-01-01T00:00:00Z&to=2025-02-05T00:00:01Z",
        "422, zone-unknown, overview?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&zone=Atlantis",
        "400, feed-unreadable, overview?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&feeds=x:*",
        "422, sort-unknown, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&sort=fame",
        "422, limit-out-of-range, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&limit=0",
        "422, limit-out-of-range, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&limit=201",
        "400, bad-request, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&limit=many",
        "400, cursor-unreadable, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&cursor=*",
        "400, cursor-unreadable, posts?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&cursor=bGlrZXM",
        "404, delivery-not-found, posts/nothing",
        "404, not-found, fortunes"
    })
    void badQuestionsAreAnsweredByAProblem(int status, String type, String question) {
        as(Role.VIEWER, workspace)
                .get()
                .uri(address("/reports/" + question))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/" + type);
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        published(feed, NINE);
        published(feed, NINE.plusSeconds(1));
        var cursor = get("/reports/posts?" + MARCH + "&limit=1").path("next").asString();

        as(Role.VIEWER, workspace)
                .get()
                .uri("/api/v1/reports/posts?" + MARCH + "&sort=likes&cursor=" + cursor)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/cursor-unreadable");
    }

    @Test
    void nobodyComesInWithoutAMembersToken() {
        var path = "/api/v1/reports/overview?" + MARCH;

        door().get().uri(path).exchange().expectStatus().isUnauthorized();
        as(Role.SERVICE, workspace).get().uri(path).exchange().expectStatus().isForbidden();
        door().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
    }

    @Test
    void reportsSayWhenTheStoreIsDown() {
        server.close();
        try {
            as(Role.VIEWER, workspace)
                    .get()
                    .uri("/api/v1/reports/overview?" + MARCH)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("/problems/store-unavailable");
        } finally {
            server.restart();
            redisAnswers();
        }
    }

    @Test
    void eachMetricOfAPlatformIsDefinedOnce() {
        var items = get("/reports/metrics").path("items").values();

        assertThat(items)
                .extracting(item ->
                        item.path("platform").asString() + " " + item.path("name").asString())
                .doesNotHaveDuplicates()
                .contains("x impressions", "facebook reach", "mastodon likes", "bluesky quotes");
        assertThat(items).allMatch(item -> item.path("definition").asString().endsWith("."));
    }

    @Test
    void theApiIsDescribed() {
        door().get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/v1/reports/overview'].get.parameters[0].name")
                .isEqualTo("from")
                .jsonPath("$.paths['/api/v1/reports/posts/{delivery}']")
                .exists()
                .jsonPath("$..properties.account.description")
                .exists();
    }

    @Test
    void whatWasStoredBeforeThereWereSumsIsAddedUp() {
        var one = published(feed, NINE);
        read(one, NINE.plusSeconds(31), Map.of("likes", 2L));
        var stored =
                redis.opsForValue()
                        .get("analytics:{p00}:publication:" + one.delivery())
                        .replace(",\"summed\":2", "");
        for (int i = 0; i < 1_200; i++) {
            var id = Ids.next();
            var at = NINE.plus(Duration.ofMinutes(i));
            redis.opsForValue()
                    .set(
                            "analytics:{p00}:publication:" + id,
                            stored.replace(one.delivery(), id).replace("" + NINE, "" + at));
            redis.opsForZSet().add("analytics:{p00}:published:" + workspace, id, at.toEpochMilli());
        }

        redis.delete("analytics:{p00}:summed");

        assertThat(likes(MARCH)).isEqualTo(2_402);
        rebuild.run();
        assertThat(likes(MARCH)).isEqualTo(2_402);
        redis.delete("analytics:{p00}:summed");
        rebuild.run();
        assertThat(likes(MARCH)).isEqualTo(2_402);
        assertThat(likes("from=2024-03-01T10:00:00Z&to=2024-03-01T11:00:00Z")).isEqualTo(120);
    }

    private void read(TrackedPublication publication, Instant at, Map<String, Long> numbers) {
        reports(publication.feed(), at, Map.of(publication, numbers));
        redis.opsForZSet()
                .add("analytics:{p00}:collect", publication.delivery(), at.toEpochMilli());
        collectAt(at);
    }

    private long likes(String question) {
        return get("/reports/overview?" + question).at("/metrics/likes/value").asLong();
    }

    private int posts(String question) {
        return get("/reports/overview?" + question).path("posts").asInt();
    }

    private List<String> all(String question) {
        var deliveries = new ArrayList<String>();
        var page = get("/reports/posts?" + question);
        page.path("items").forEach(item -> deliveries.add(item.path("delivery").asString()));
        while (!page.path("next").isNull()) {
            page = get("/reports/posts?" + question + "&cursor=" + page.path("next").asString());
            page.path("items").forEach(item -> deliveries.add(item.path("delivery").asString()));
        }
        return deliveries;
    }

    private static JsonNode feedOf(JsonNode report, String feed) {
        return report.path("feeds").values().stream()
                .filter(part -> part.path("id").asString().equals(feed))
                .findFirst()
                .orElseThrow();
    }
}
