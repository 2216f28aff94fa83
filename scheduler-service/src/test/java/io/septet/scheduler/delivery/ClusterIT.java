package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.quartz.TriggerKey.triggerKey;

import io.micrometer.core.instrument.MeterRegistry;
import io.septet.kit.testing.ChildProgram;
import io.septet.kit.testing.TestRedis;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.SchedulerApplication;
import io.septet.scheduler.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Schedulers that come and go, on the real clock, woken by Quartz and the sweep themselves. */
class ClusterIT {
    @TempDir Path data;

    private final AccountsDouble accounts = new AccountsDouble();
    private final String workspace = World.id();
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private TestRedis redis;

    @BeforeEach
    void startRedis() {
        redis = TestRedis.start(data.resolve("redis"));
    }

    @AfterEach
    void stop() {
        running.forEach(ConfigurableApplicationContext::close);
        redis.close();
    }

    private ConfigurableApplicationContext scheduler(String... settings) {
        var all =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--spring.data.redis.url=" + redis.url(),
                                "--septet.data=" + data,
                                "--septet.accounts-url=" + accounts.url()));
        all.addAll(List.of(settings));
        var context =
                new SpringApplicationBuilder(SchedulerApplication.class, World.class)
                        .run(all.toArray(String[]::new));
        running.add(context);
        return context;
    }

    private List<String> schedule(ConfigurableApplicationContext by, int posts, Duration ahead) {
        var editor = by.getBean(World.class).editor(workspace);
        var feeds = List.of(accounts.feed(workspace), accounts.feed(workspace));
        var due = Instant.now().plus(ahead);
        var ids = new ArrayList<String>();
        for (int i = 0; i < posts; i++) {
            var form = form(feeds, "schedule");
            form.put("due", due.toString());
            var answer = editor.post("/api/v1/posts", form);
            assertThat(answer.status()).isEqualTo(201);
            answer.body().path("deliveries").forEach(one -> ids.add(one.path("id").asString()));
        }
        return ids;
    }

    private void awaitHandedOnceAndNotEarly(List<String> deliveries) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        deliveries.forEach(one -> assertThat(accounts.handed(one)).isNotEmpty()));
        for (var one : deliveries) {
            var handed = accounts.handed(one);
            assertThat(handed).hasSize(1);
            assertThat(Instant.parse(handed.getFirst().path("at").asString()))
                    .isAfterOrEqualTo(Instant.parse(handed.getFirst().path("due").asString()));
        }
    }

    @Test
    void aRestartBetweenSchedulingAndDueLosesNothingAndDoublesNothing() {
        var first = scheduler();
        var deliveries = schedule(first, 3, Duration.ofSeconds(6));
        first.close();
        running.clear();
        assertThat(deliveries).hasSize(6);

        scheduler();

        awaitHandedOnceAndNotEarly(deliveries);
    }

    @Test
    void theTriggersOfADeadSchedulerAreFiredByAnotherOnTimeWithoutTheSweep() throws Exception {
        var survivor = scheduler("--septet.scheduler.sweeping=false");
        var quartz = survivor.getBean(Scheduler.class);
        var deliveries = schedule(survivor, 5, Duration.ofSeconds(12));
        var due = Objects.requireNonNull(quartz.getTrigger(triggerKey(deliveries.getFirst())));
        quartz.unscheduleJobs(deliveries.stream().map(TriggerKey::triggerKey).toList());
        assertThat(quartz.getTrigger(triggerKey(deliveries.getFirst()))).isNull();

        var ready = data.resolve("ready");
        try (var dead =
                ChildProgram.start(
                        DyingProgram.class,
                        Map.of(
                                "spring.data.redis.url",
                                redis.url(),
                                "septet.data",
                                "" + data,
                                "septet.accounts-url",
                                accounts.url(),
                                "septet.scheduler.sweeping",
                                "false",
                                "septet.child.ready",
                                "" + ready,
                                "septet.child.plants",
                                deliveries.stream()
                                        .map(id ->
                                                workspace
                                                        + " "
                                                        + id
                                                        + " "
                                                        + due.getStartTime().toInstant())
                                        .collect(Collectors.joining("\n"))),
                        data.resolve("dead.log"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(ready));
            dead.kill();
        }

        awaitHandedOnceAndNotEarly(deliveries);
        for (var delivery : deliveries) {
            var handed = accounts.handed(delivery).getFirst();
            assertThat(Instant.parse(handed.path("at").asString()))
                    .isBefore(Instant.parse(handed.path("due").asString()).plusSeconds(1));
        }
    }

    @Test
    void aSchedulerStartsWithoutRedisAndWorksWhenItComes() {
        redis.close();
        var scheduler = scheduler("--septet.scheduler.sweeping=false");
        redis.restart();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> scheduler.getBean(Scheduler.class).checkExists(WakeUps.JOB));

        awaitHandedOnceAndNotEarly(schedule(scheduler, 2, Duration.ofSeconds(3)));
    }

    @Test
    void twoSchedulersShareTheWorkAndAreOnTime() throws Exception {
        var one = scheduler();
        var other = scheduler();
        var deliveries = schedule(one, 20, Duration.ofSeconds(8));

        awaitHandedOnceAndNotEarly(deliveries);

        for (var delivery : deliveries) {
            var handed = accounts.handed(delivery).getFirst();
            assertThat(Instant.parse(handed.path("at").asString()))
                    .isBefore(Instant.parse(handed.path("due").asString()).plusSeconds(3));
        }
        for (var each : List.of(one, other)) {
            // No trigger failed to come.
            assertThat(left(each)).isZero();
            // Recurring work is planned once for both.
            assertThat(each.getBean(Scheduler.class).getTriggerKeys(GroupMatcher.anyGroup()))
                    .containsExactlyInAnyOrder(
                            triggerKey("media-cleaning"), triggerKey("publishing-audit"));
        }
    }

    private static double left(ConfigurableApplicationContext of) {
        return of.getBean(MeterRegistry.class).get("septet.deliveries.left").counter().count();
    }
}
