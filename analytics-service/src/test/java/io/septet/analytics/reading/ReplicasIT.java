package io.septet.analytics.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.analytics.AnalyticsApplication;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import tools.jackson.databind.JsonNode;

/** A second process of the service beside the first, on the same Redis. */
class ReplicasIT extends AnalyticsOnRedis {
    private static final int FEEDS = 5;
    private static final int EACH = 60;
    private static final int ALL = FEEDS * EACH;

    @Test
    void aReplicaStartedLaterKnowsEverythingAndTheTwoReadNothingTwice() throws Exception {
        var feeds = new HashMap<String, List<TrackedPublication>>();
        for (int f = 0; f < FEEDS; f++) {
            var feed = Ids.next();
            feeds.put(feed, copies(published(feed, NINE)));
        }

        try (var replica = replica()) {
            assertThat(bothCollectAt(NINE.plusSeconds(30), feeds, replica)).isEqualTo(ALL);
            assertThat(asked()).hasSize(ALL).doesNotHaveDuplicates();
            assertThat(bothCollectAt(NINE.plusSeconds(60), feeds, replica)).isEqualTo(ALL);
        }

        assertThat(feeds.values().stream().flatMap(List::stream))
                .allSatisfy(each -> {
                    assertThat(readingsOf(each)).hasSize(2);
                    assertThat(now(each).readings()).isEqualTo(2);
                });
        assertThat(told()).hasSize(2 * ALL);
    }

    /** More of the same, without a hundred events. */
    private List<TrackedPublication> copies(TrackedPublication publication) {
        var key = "analytics:{p00}:publication:";
        var document = redis.opsForValue().get(key + publication.delivery());
        var documents = new HashMap<String, String>();
        var due = new HashSet<TypedTuple<String>>();
        var ids = Stream.generate(Ids::next).limit(EACH - 1).toList();
        for (var id : ids) {
            documents.put(key + id, document.replace(publication.delivery(), id));
            due.add(TypedTuple.of(id, (double) NINE.plusSeconds(30).toEpochMilli()));
        }
        redis.opsForValue().multiSet(documents);
        redis.opsForZSet().add("analytics:{p00}:collect", due);
        return Stream.concat(Stream.of(publication), publications.findAllIn("{p00}", ids).stream())
                .toList();
    }

    private int bothCollectAt(
            Instant at,
            Map<String, List<TrackedPublication>> feeds,
            ConfigurableApplicationContext replica)
            throws Exception {
        feeds.forEach((feed, publications) ->
                reports(
                        feed,
                        at,
                        publications.stream()
                                .collect(
                                        Collectors.toMap(
                                                Function.identity(),
                                                each -> Map.of("likes", at.getEpochSecond())))));
        clock.set(at);
        var second = replica.getBean(Collector.class);
        int kept = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> runs = List.of(collector::run, second::run);
            for (var run : threads.invokeAll(runs)) {
                kept += run.get();
            }
        }
        return kept;
    }

    private List<String> asked() {
        return accounts.findAll(postRequestedFor(anyUrl())).stream()
                .flatMap(question ->
                        json.readTree(question.getBodyAsString()).path("ids").values().stream())
                .map(JsonNode::asString)
                .toList();
    }

    private ConfigurableApplicationContext replica() {
        return new SpringApplicationBuilder(AnalyticsApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context)
                                .registerBean(Clock.class, () -> clock))
                .properties(
                        "spring.quartz.auto-startup=false",
                        "spring.data.redis.url=" + server.url(),
                        "septet.data=" + septet.data(),
                        "septet.accounts-url=" + septet.accountsUrl(),
                        "spring.jmx.enabled=false")
                .run("--server.port=0");
    }
}
