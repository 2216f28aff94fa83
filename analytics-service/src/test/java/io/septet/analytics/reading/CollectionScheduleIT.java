package io.septet.analytics.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.id.Ids;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Nobody but Quartz runs the collection here. */
@TestPropertySource(properties = {"spring.quartz.auto-startup=true", "septet.time-factor=10"})
class CollectionScheduleIT extends AnalyticsOnRedis {
    @Test
    void quartzTakesReadingsAsTheyFallDue() {
        var feed = Ids.next();
        var publication = published(feed, NINE);
        var at = NINE.plusSeconds(3);
        reports(feed, at, Map.of(publication, Map.of("likes", 3L)));
        assertThat(now(publication).readings()).isZero();

        clock.set(at);

        await().until(() -> now(publication).readings() == 1);
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(6));
    }
}
