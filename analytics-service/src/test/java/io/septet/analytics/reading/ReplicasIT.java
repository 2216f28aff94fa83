package io.septet.analytics.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.analytics.AnalyticsApplication;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.MutableClock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A second process of the service beside the first, on the same Redis. */
class ReplicasIT extends AnalyticsOnRedis {
    private static final int FEEDS = 5;
    private static final int EACH = 60;

    @Test
    void twoReplicasReadEverythingOnce() throws Exception {
        var numbers = new HashMap<TrackedPublication, Map<String, Long>>();
        var at = NINE.plusSeconds(30);
        for (int f = 0; f < FEEDS; f++) {
            var feed = Ids.next();
            var ofFeed = new HashMap<TrackedPublication, Map<String, Long>>();
            for (int i = 0; i < EACH; i++) {
                ofFeed.put(published(feed, NINE), Map.of("likes", (long) i));
            }
            reports(feed, at, ofFeed);
            numbers.putAll(ofFeed);
        }
        clock.set(at);

        try (var replica = replica(clock);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var second = replica.getBean(Collector.class);
            List<Callable<Integer>> runs = List.of(collector::run, second::run);
            int kept = 0;
            for (var run : threads.invokeAll(runs)) {
                kept += run.get();
            }

            assertThat(kept).isEqualTo(FEEDS * EACH);
        }
        var asked = new ArrayList<String>();
        for (var question : accounts.findAll(postRequestedFor(anyUrl()))) {
            json.readTree(question.getBodyAsString())
                    .path("ids")
                    .forEach(id -> asked.add(id.asString()));
        }
        assertThat(asked).hasSize(FEEDS * EACH).doesNotHaveDuplicates();
        numbers.keySet().forEach(each -> assertThat(readingsOf(each)).hasSize(1));
        assertThat(told()).hasSize(FEEDS * EACH);
    }

    @Test
    void aServiceStartedAgainKnowsEverythingAndTellsNothingTwice() {
        var feed = Ids.next();
        var publication = published(feed, NINE);
        var at = NINE.plusSeconds(30);
        reports(feed, at, Map.of(publication, Map.of("likes", 3L)));
        collectAt(at);

        var later = new MutableClock(NINE.plusSeconds(60));
        try (var replica = replica(later)) {
            reports(feed, later.instant(), Map.of(publication, Map.of("likes", 4L)));

            assertThat(replica.getBean(Collector.class).run()).isOne();

            var next = delivery(feed, NINE.plusSeconds(50));
            tell("delivery.published", 5, next);
            await().until(() -> publications.find(workspace, "" + next.get("id")).isPresent());
        }
        assertThat(readingsOf(publication)).hasSize(2);
        assertThat(now(publication).readings()).isEqualTo(2);
    }

    private ConfigurableApplicationContext replica(Clock clock) {
        return new SpringApplicationBuilder(AnalyticsApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context)
                                .registerBean(Clock.class, () -> clock))
                .properties(
                        "server.port=0",
                        "spring.quartz.auto-startup=false",
                        "spring.data.redis.url=" + server.url(),
                        "septet.data=" + septet.data(),
                        "septet.accounts-url=" + septet.accountsUrl(),
                        "spring.jmx.enabled=false")
                .run("--server.port=0");
    }
}
