package io.septet.analytics.tracked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.analytics.reading.AnalyticsOnRedis;
import io.septet.kit.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryEventsIT extends AnalyticsOnRedis {
    private final String feed = Ids.next();

    @Test
    void aPublishedDeliveryIsTrackedAndReadAfterThirtySeconds() {
        var told = delivery(feed, NINE);
        var media = Ids.next();
        told.put("media", media);

        var publication = published(told);

        assertThat(publication.workspace()).isEqualTo(workspace);
        assertThat(publication.post()).isEqualTo(told.get("post"));
        assertThat(publication.feed()).isEqualTo(feed);
        assertThat(publication.text()).isEqualTo("Good morning from the river");
        assertThat(publication.media()).isEqualTo(media);
        assertThat(publication.publishedAt()).isEqualTo(NINE);
        assertThat(publication.metrics()).isEmpty();
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(30));
    }

    @Test
    void hearingTheSameAgainChangesNothing() {
        var told = delivery(feed, NINE);
        var publication = published(told);
        reports(feed, NINE.plusSeconds(30), Map.of(publication, Map.of("likes", 3L)));
        collectAt(NINE.plusSeconds(30));
        var before = now(publication);

        tell("delivery.published", 5, told);
        everythingHeard();

        assertThat(now(publication)).isEqualTo(before);
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
    }

    @Test
    void whatWasFoundPublishedDaysLaterCountsForTheDayItWentOut() {
        var sent = NINE.minus(Duration.ofDays(2)).minusSeconds(7);

        var publication = published(delivery(feed, sent));

        assertThat(publication.publishedAt()).isEqualTo(sent);
        reports(feed, NINE, Map.of(publication, Map.of("likes", 3L)));
        assertThat(collectAt(NINE)).isOne();
        assertThat(nextReading(publication)).isEqualTo(sent.plus(Duration.ofDays(3)));
        var day = get("/reports/overview?from=2024-02-28T00:00:00Z&to=2024-02-29T00:00:00Z");
        assertThat(day.at("/metrics/likes/value").asLong()).isEqualTo(3);
    }

    @Test
    void aLinkThatCameLateIsTakenInAndNumbersStay() {
        var told = delivery(feed, NINE);
        told.put("link", null);
        var publication = published(told);
        reports(feed, NINE.plusSeconds(30), Map.of(publication, Map.of("likes", 3L)));
        collectAt(NINE.plusSeconds(30));

        told.put("link", "https://x.example/late");
        tell("delivery.changed", 6, told);

        await().untilAsserted(() ->
                assertThat(now(publication).link()).isEqualTo("https://x.example/late"));
        assertThat(now(publication).readings()).isEqualTo(1);
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
    }

    @Test
    void withoutAnIdOfThePlatformItIsListedButNotRead() {
        var told = delivery(feed, NINE);
        told.put("platformId", null);
        told.put("sentAt", null);

        var publication = published(told);

        assertThat(publication.publishedAt()).isEqualTo(clock.instant());
        assertThat(nextReading(publication)).isNull();

        told.put("platformId", "found");
        tell("delivery.changed", 6, told);
        await().untilAsserted(
                        () -> assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(30)));
    }

    @Test
    void whatConcernsUsNotIsSkipped() {
        var scheduled = delivery(feed, NINE);
        scheduled.put("state", "SCHEDULED");
        var strange = delivery("*not an id*", NINE);
        var broken = delivery(feed, NINE);
        broken.put("sentAt", "yesterday");
        var hollow = Map.<String, Object>of("id", Ids.next(), "state", "PUBLISHED");

        tell("delivery.changed", 5, scheduled);
        tell("delivery.published", 5, strange);
        tell("delivery.published", 5, broken);
        tell("delivery.published", 5, hollow);
        tell("delivery.celebrated", 5, delivery(feed, NINE));
        redis.opsForStream().add("scheduler:{p00}:events", Map.of("e", "no json"));
        everythingHeard();

        assertThat(redis.opsForZSet().size("analytics:{p00}:published:" + workspace)).isOne();
        for (var other : List.of(scheduled, strange, broken, hollow)) {
            assertThat(publications.find(workspace, "" + other.get("id"))).isEmpty();
        }
        assertThat(redis.opsForStream().pending("scheduler:{p00}:events", "analytics"))
                .satisfies(pending -> assertThat(pending.getTotalPendingMessages()).isZero());
    }
}
