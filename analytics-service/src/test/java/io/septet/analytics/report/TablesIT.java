package io.septet.analytics.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.analytics.reading.AnalyticsOnRedis;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.DeclaredRoles;
import io.septet.kit.trust.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Reports as files, and the period before, through the door. */
class TablesIT extends AnalyticsOnRedis {
    private static final String MARCH = "from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z";
    private static final String METRICS =
            "\"views\",\"impressions\",\"reach\",\"likes\",\"comments\",\"shares\",\"quotes\",\"saves\",\"clicks\"";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping answered;

    private final String feed = Ids.next();
    private final String other = Ids.next();

    @Test
    void postsAreOneLineEachInTheOrderAskedFor() {
        connected(feed, "=HYPERLINK(\"//x\")");
        var told = delivery(feed, NINE);
        told.put("text", "=cmd|' /C calc'!A0, \"早安\"");
        var first = published(told);
        var second = published(other, NINE.plusSeconds(60));
        read(first, NINE.plusSeconds(31), Map.of("likes", 3L, "views", 0L));

        var answer = answer("/reports/posts.csv?" + MARCH + "&zone=Asia/Shanghai&sort=likes");

        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_TYPE))
                .isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .isEqualTo("attachment; filename=\"septet-posts-2024-03-01-2024-04-01.csv\"");
        assertThat(text(answer).split("\r\n"))
                .containsExactly(
                        "\uFEFF\"published\",\"zone\",\"platform\",\"feed\",\"feedId\",\"post\",\"delivery\",\"text\",\"link\","
                                + METRICS,
                        "\"2024-03-01 17:00:00\",\"Asia/Shanghai\",\"x\",\"'=HYPERLINK(\"\"//x\"\")\",\"%s\",\"%s\",\"%s\",\"'=cmd|' /C calc'!A0, \"\"早安\"\"\",\"%s\",0,,,3,,,,,"
                                .formatted(feed, first.post(), first.delivery(), first.link()),
                        "\"2024-03-01 17:01:00\",\"Asia/Shanghai\",\"x\",\"\",\"%s\",\"%s\",\"%s\",\"Good morning from the river\",\"%s\",,,,,,,,,"
                                .formatted(other, second.post(), second.delivery(), second.link()));
        assertThat(lines("/reports/posts.csv?" + MARCH + "&feeds=" + other)).isEqualTo(2);
        assertThat(lines("/reports/posts.csv?from=2024-05-01T00:00:00Z&to=2024-05-02T00:00:00Z"))
                .isOne();
    }

    @Test
    void everyEndpointIsDescribedWithTheRoleItAsksFor() {
        var api =
                door().get()
                        .uri("/v3/api-docs")
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody();

        assertThat(DeclaredRoles.missing(answered, Objects.requireNonNull(api))).isEmpty();
    }

    @Test
    void everyPostOfALongPeriodIsThereOnce() {
        var one = published(feed, NINE);
        var stored = redis.opsForValue().get("analytics:{p00}:publication:" + one.delivery());
        for (int i = 0; i < 1_200; i++) {
            var id = Ids.next();
            var at = NINE.plus(Duration.ofMinutes(i / 3));
            redis.opsForValue()
                    .set(
                            "analytics:{p00}:publication:" + id,
                            stored.replace(one.delivery(), id).replace("" + NINE, "" + at));
            redis.opsForZSet().add("analytics:{p00}:published:" + workspace, id, at.toEpochMilli());
        }

        for (var sort : new String[] {"published", "%2Bpublished", "likes"}) {
            var all = text(answer("/reports/posts.csv?" + MARCH + "&sort=" + sort)).split("\r\n");
            assertThat(all).hasSize(1_202).doesNotHaveDuplicates();
        }
    }

    @Test
    void overviewHasTotalPeriodBeforeFeedsAndDays() {
        connected(feed, "River");
        var early = published(feed, NINE.minus(Duration.ofDays(1)));
        var late = published(feed, NINE);
        read(early, NINE, Map.of("likes", 2L));
        read(late, NINE.plusSeconds(31), Map.of("likes", 3L));
        var period = "from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z";

        assertThat(text(answer("/reports/overview.csv?" + period)).split("\r\n"))
                .containsExactly(
                        "\uFEFF\"part\",\"from\",\"to\",\"zone\",\"platform\",\"feed\",\"feedId\",\"posts\","
                                + METRICS,
                        "\"total\",\"2024-03-01 00:00:00\",\"2024-03-02 00:00:00\",\"Z\",,,,1,,,,3,,,,,",
                        "\"before\",\"2024-02-29 00:00:00\",\"2024-03-01 00:00:00\",\"Z\",,,,1,,,,2,,,,,",
                        "\"feed\",\"2024-03-01 00:00:00\",\"2024-03-02 00:00:00\",\"Z\",\"x\",\"River\",\"%s\",1,,,,3,,,,,"
                                .formatted(feed),
                        "\"day\",\"2024-03-01 00:00:00\",\"2024-03-02 00:00:00\",\"Z\",,,,1,,,,3,,,,,");
    }

    @Test
    void overviewHasTheTotalsOfThePeriodBefore() {
        var early = published(feed, Instant.parse("2024-02-15T09:00:00Z"));
        published(other, Instant.parse("2024-02-16T09:00:00Z"));
        published(feed, NINE);
        read(early, NINE, Map.of("likes", 7L));

        var before = get("/reports/overview?" + MARCH + "&feeds=" + feed).path("before");

        assertThat(before)
                .isEqualTo(
                        json.readTree(
                                """
                                {"from":"2024-01-30T00:00:00Z","to":"2024-03-01T00:00:00Z","posts":1,
                                 "metrics":{"likes":{"value":7,"at":"2024-03-01T09:00:00Z"}}}
                                """));
        assertThat(get("/reports/overview?" + MARCH).at("/before/posts").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks of Berlin go forward on 31 March 2024: whole days stay whole days.
        "2024-03-31T00:00:00+01:00, 2024-04-01T00:00:00+02:00, 2024-03-29T23:00:00Z",
        "2024-04-01T00:00:00+02:00, 2024-04-03T00:00:00+02:00, 2024-03-29T23:00:00Z",
        "2024-04-01T00:00:00+02:00, 2024-04-01T12:00:00+02:00, 2024-03-31T10:00:00Z"
    })
    void thePeriodBeforeIsAsLong(String from, String to, String before) {
        var report =
                get(
                        "/reports/overview?zone=Europe/Berlin&from=%s&to=%s"
                                .formatted(from.replace("+", "%2B"), to.replace("+", "%2B")));

        assertThat(report.at("/before/from").asString()).isEqualTo(before);
        assertThat(report.at("/before/to")).isEqualTo(report.path("from"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, parameter-missing, overview.csv?from=2024-03-01T00:00:00Z",
        "422, sort-unknown, posts.csv?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&sort=fame",
        "422, zone-unknown, posts.csv?from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z&zone=Atlantis"
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
    void othersSeeNothingAndStrangersAreNotLetIn() {
        var publication = published(feed, NINE);
        var path = "/reports/posts.csv?" + MARCH + "&feeds=" + feed;

        assertThat(
                        as(Role.OWNER, Ids.next())
                                .get()
                                .uri(address(path))
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseBody())
                .doesNotContain(publication.delivery());
        door().get().uri(address(path)).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void aFileThatCannotBeBegunIsAProblem() {
        server.close();
        try {
            for (var table : new String[] {"posts.csv", "overview.csv"}) {
                as(Role.VIEWER, workspace)
                        .get()
                        .uri(address("/reports/" + table + "?" + MARCH))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .doesNotExist(HttpHeaders.CONTENT_DISPOSITION)
                        .expectBody()
                        .jsonPath("$.type")
                        .isEqualTo("/problems/store-unavailable");
            }
        } finally {
            server.restart();
            redisAnswers();
        }
    }

    private void read(TrackedPublication publication, Instant at, Map<String, Long> numbers) {
        reports(publication.feed(), at, Map.of(publication, numbers));
        redis.opsForZSet()
                .add("analytics:{p00}:collect", publication.delivery(), at.toEpochMilli());
        collectAt(at);
    }

    private int lines(String path) {
        return text(answer(path)).split("\r\n").length;
    }

    private org.springframework.test.web.servlet.client.EntityExchangeResult<byte[]> answer(
            String path) {
        return as(Role.VIEWER, workspace)
                .get()
                .uri(address(path))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult();
    }

    private static String text(
            org.springframework.test.web.servlet.client.EntityExchangeResult<byte[]> answer) {
        var body = answer.getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
