package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.content.ContentHash;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.time.SkewedClock;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SchedulerTest
class HandOverIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired HandOver handOver;
    @Autowired Sweep sweep;
    @Autowired SkewedClock clock;
    @Autowired Partitions partitions;
    @Autowired StringRedisTemplate redis;
    @Autowired ContractTimings timings;
    @Autowired JsonMapper json;

    private final String workspace = World.id();
    private Http editor;
    private String feed;

    @BeforeEach
    void connect() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
    }

    @AfterEach
    void mend() {
        accounts.down(false);
        accounts.losesAnswers(false);
        accounts.lead(0);
        clock.skewBy(Duration.ZERO);
    }

    private JsonNode schedule(Duration ahead, String... feeds) {
        var form = form(feeds.length == 0 ? List.of(feed) : List.of(feeds), "schedule");
        form.put("due", world.now().plus(ahead).toString());
        var answer = editor.post("/api/v1/posts", form);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }

    private static String delivery(JsonNode post) {
        return post.path("deliveries").path(0).path("id").asString();
    }

    private JsonNode now(String delivery) {
        return editor.get("/api/v1/deliveries/" + delivery).body();
    }

    private String state(String delivery) {
        return now(delivery).path("state").asString();
    }

    private void sweepAt(Instant at) {
        clock.skewBy(Duration.between(Instant.now(), at));
        sweep.sweep().join();
    }

    private Instant due(JsonNode post) {
        return Instant.parse(post.path("due").asString());
    }

    private void tell(String delivery, String state) {
        world.tell(workspace, accounts.becomes(delivery, state));
    }

    private void awaitState(String delivery, String state) {
        await().untilAsserted(() -> assertThat(state(delivery)).isEqualTo(state));
    }

    @Test
    void nothingIsHandedOverBeforeItIsDueAndExactlyWhatWasApprovedWhenItIs() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);
        var tag = partitions.tag(workspace);

        clock.skewBy(Duration.ofMinutes(4).plusSeconds(59));
        handOver.visit(tag, workspace, delivery);
        assertThat(accounts.handed(delivery)).isEmpty();

        clock.skewBy(Duration.ofMinutes(5).plusMillis(50));
        handOver.visit(tag, workspace, delivery);

        assertThat(state(delivery)).isEqualTo("HANDED");
        var handed = accounts.handed(delivery).getFirst();
        assertThat(handed.path("due")).isEqualTo(post.path("due"));
        assertThat(handed.path("notAfter")).isEqualTo(post.path("notAfter"));
        assertThat(handed.path("revision").asInt()).isEqualTo(1);
        assertThat(handed.path("content").path("text").asString())
                .isEqualTo("The night market opens tonight");
        assertThat(handed.path("contentHash").asString())
                .isEqualTo(ContentHash.of(feed, handed.path("content")));
        assertThat(steps(delivery)).containsExactly("scheduled", "handed");
    }

    @Test
    void whenTriggersAreLateWhatIsDueIsHandedOverWithoutThem() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);

        // The sweep leaves it to its trigger for a little longer.
        sweepAt(due(post).plusMillis(100));
        assertThat(state(delivery)).isEqualTo("SCHEDULED");

        sweep.catchUp().join();

        assertThat(state(delivery)).isEqualTo("HANDED");
    }

    @Test
    void whenTriggersAreLateNoWorkspaceWaitsForAllOfAnothers() {
        var backlog = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            backlog.add(delivery(schedule(Duration.ofMinutes(5))));
        }
        var smaller = World.id();
        var other = world.editor(smaller);
        var form = form(List.of(accounts.feed(smaller)), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        var post = other.post("/api/v1/posts", form).body();

        clock.skewBy(Duration.between(Instant.now(), due(post).plusMillis(100)));
        sweep.catchUp().join();

        assertThat(accounts.handed(delivery(post))).hasSize(1);
        assertThat(backlog).filteredOn(one -> state(one).equals("HANDED")).hasSize(32);
    }

    @Test
    void whenTriggersAreLateWhatIsHeldStaysHeld() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);
        accounts.hold(feed, true);
        sweepAt(due(post).plusSeconds(1));
        assertThat(now(delivery).path("step").asString()).isEqualTo("held");
        accounts.hold(feed, false);

        sweep.catchUp().join();

        assertThat(now(delivery).path("step").asString()).isEqualTo("held");
        assertThat(accounts.handed(delivery)).isEmpty();
    }

    private List<String> steps(String delivery) {
        var steps = new ArrayList<String>();
        now(delivery).path("log").forEach(line -> steps.add(line.path("step").asString()));
        return steps;
    }

    @Test
    void bothClocksHaveToSayThatItIsDue() {
        var post = schedule(Duration.ofMinutes(5));
        var tag = partitions.tag(workspace);
        var sixMinutes = Duration.ofMinutes(6);
        var fast = Clock.offset(Clock.systemUTC(), sixMinutes);
        var slow = new SkewedClock(Clock.offset(Clock.systemUTC(), sixMinutes.negated()));
        slow.skewBy(sixMinutes);

        assertThat(new Visits(redis, timings, fast, json).begin(tag, delivery(post)))
                .as("Redis says no")
                .isInstanceOf(Visits.Visit.Early.class);
        assertThat(new Visits(redis, timings, slow, json).begin(tag, delivery(post)))
                .as("we say no")
                .isInstanceOf(Visits.Visit.Early.class);
        clock.skewBy(sixMinutes);
        assertThat(new Visits(redis, timings, clock, json).begin(tag, delivery(post)))
                .isInstanceOf(Visits.Visit.Begun.class);
    }

    @Test
    void picturesAreHandedOverTheirLeadAhead() {
        accounts.lead(60);
        var form = form(List.of(feed), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        form.put("media", List.of(io.septet.scheduler.media.Pictures.upload(editor)));
        form.put("altTexts", List.of("Lanterns"));
        var post = editor.post("/api/v1/posts", form).body();

        sweepAt(due(post).minusSeconds(62));
        assertThat(accounts.handed(delivery(post))).isEmpty();
        sweepAt(due(post).minusSeconds(59));

        var picture =
                accounts.handed(delivery(post)).getFirst().path("content").path("media").path(0);
        assertThat(picture.path("altText").asString()).isEqualTo("Lanterns");
        assertThat(picture.path("sha256").asString()).hasSize(64);
        assertThat(picture.path("width").asInt()).isEqualTo(40);
    }

    @Test
    void theSweepHandsOverWhatItsTriggerLeft() {
        var post = schedule(Duration.ofMinutes(5));

        sweepAt(due(post).plusMillis(200));
        assertThat(accounts.handed(delivery(post))).as("left to its trigger").isEmpty();
        sweepAt(due(post).plusMillis(700));

        assertThat(state(delivery(post))).isEqualTo("HANDED");
    }

    @Test
    void aLostAnswerIsRepeatedAndLeadsToOneRecord() {
        var post = schedule(Duration.ofMinutes(5));
        accounts.losesAnswers(true);
        sweepAt(due(post).plusSeconds(1));
        assertThat(accounts.handed(delivery(post))).hasSize(1);
        assertThat(state(delivery(post))).isEqualTo("SCHEDULED");

        sweepAt(due(post).plusSeconds(2));
        assertThat(accounts.handed(delivery(post))).as("not at once").hasSize(1);
        accounts.losesAnswers(false);
        sweepAt(due(post).plusSeconds(4));

        assertThat(state(delivery(post))).isEqualTo("HANDED");
        assertThat(accounts.handed(delivery(post))).hasSize(2);
        assertThat(accounts.publication(delivery(post)).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void resultsComeByEventsInAnyOrderAndAnyNumberOfTimes() {
        var delivery = delivery(schedule(Duration.ofMinutes(5)));
        sweepAt(world.now().plus(Duration.ofMinutes(5)).plusSeconds(1));
        var armed = accounts.becomes(delivery, "ARMED");
        var published = accounts.becomes(delivery, "PUBLISHED");

        world.tell(workspace, published);
        world.tell(workspace, armed);
        world.tell(workspace, published);
        world.tell(workspace, armed);

        await().untilAsserted(() -> assertThat(steps(delivery)).contains("armed", "published"));
        assertThat(now(delivery).path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(now(delivery).path("lagMillis").asInt()).isEqualTo(40);
        assertThat(now(delivery).path("link").asString())
                .isEqualTo("https://example.org/p-" + delivery);
        assertThat(steps(delivery)).hasSize(4);
        assertThat(now(delivery).path("version").asInt()).isEqualTo(3);
    }

    @Test
    void anEventThatIsFasterThanTheAnswerToTheHandOverCounts() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);
        accounts.losesAnswers(true);
        sweepAt(due(post).plusSeconds(1));
        accounts.losesAnswers(false);

        tell(delivery, "PUBLISHED");
        awaitState(delivery, "PUBLISHED");
        sweepAt(due(post).plusSeconds(15));

        assertThat(state(delivery)).isEqualTo("PUBLISHED");
        assertThat(accounts.handed(delivery)).hasSize(1);
    }

    @Test
    void stepsAndUnclearAnswersAreShownAndReviewIsNotFinal() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);
        sweepAt(due(post).plusSeconds(1));
        Map.of("ARMED", "sending").forEach((state, step) -> awaitStep(delivery, state, step));
        awaitStep(delivery, "WAITING", "waiting");
        awaitStep(delivery, "UNKNOWN", "unclear");
        assertThat(state(delivery)).isEqualTo("HANDED");
        assertThat(now(delivery).path("reason").asString()).isEqualTo("The platform said so");

        tell(delivery, "REVIEW");

        awaitState(delivery, "REVIEW");
        assertThat(postState(post)).isEqualTo("SCHEDULED");
    }

    private void awaitStep(String delivery, String state, String step) {
        tell(delivery, state);
        await().untilAsserted(
                        () -> assertThat(now(delivery).path("step").asString("")).isEqualTo(step));
    }

    private String postState(JsonNode post) {
        return editor.get("/api/v1/posts/" + post.path("id").asString())
                .body()
                .path("state")
                .asString();
    }

    @Test
    void aPostIsDoneWhenItsLastDeliveryIsEvenIfAllEndAtOnce() {
        for (int round = 0; round < 5; round++) {
            var feeds = new String[7];
            for (int i = 0; i < 7; i++) {
                feeds[i] = accounts.feed(workspace);
            }
            var post = schedule(Duration.ofMinutes(5), feeds);
            sweepAt(due(post).plusSeconds(1));
            assertThat(postState(post)).isEqualTo("SCHEDULED");
            var tag = partitions.tag(workspace);
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                post.path("deliveries")
                        .forEach(one -> {
                            accounts.becomes(one.path("id").asString(), "PUBLISHED");
                            // What the sweep does for one that was silent too long.
                            redis.opsForZSet()
                                    .add(Deliveries.due(tag), one.path("id").asString(), 0);
                            threads.submit(() ->
                                    handOver.visit(tag, workspace, one.path("id").asString()));
                        });
            }
            assertThat(postState(post)).isEqualTo("DONE");
        }
    }

    @Test
    void aSilentPublicationIsAskedAfterAMinutePastDue() {
        var post = schedule(Duration.ofMinutes(5));
        var delivery = delivery(post);
        sweepAt(due(post).plusSeconds(1));
        accounts.becomes(delivery, "PUBLISHED");

        sweepAt(due(post).plusSeconds(58));
        assertThat(state(delivery)).isEqualTo("HANDED");
        sweepAt(due(post).plusSeconds(70));

        assertThat(state(delivery)).isEqualTo("PUBLISHED");
        assertThat(postState(post)).isEqualTo("DONE");
    }

    @Test
    void whatNobodyCouldHandOverInItsWindowIsMissedAndNeverSentLater() {
        var post = schedule(Duration.ofMinutes(5));

        sweepAt(due(post).plus(Duration.ofMinutes(16)));

        assertThat(state(delivery(post))).isEqualTo("MISSED");
        assertThat(accounts.handed(delivery(post))).isEmpty();
        assertThat(postState(post)).isEqualTo("DONE");
    }

    @Test
    void whatMayHaveArrivedIsNotCalledMissedWithoutAsking() {
        var post = schedule(Duration.ofMinutes(5));
        accounts.losesAnswers(true);
        sweepAt(due(post).plusSeconds(1));
        accounts.losesAnswers(false);
        accounts.becomes(delivery(post), "PUBLISHED");

        sweepAt(due(post).plus(Duration.ofMinutes(16)));

        assertThat(state(delivery(post))).isEqualTo("PUBLISHED");
    }

    @Test
    void aFailureMakesANewTakeOnlyWhenAPersonSchedulesAgain() {
        var post = schedule(Duration.ofMinutes(5));
        var first = delivery(post);
        sweepAt(due(post).plusSeconds(1));
        tell(first, "FAILED");
        awaitState(first, "FAILED");
        assertThat(postState(post)).isEqualTo("DONE");

        var path = "/api/v1/posts/" + post.path("id").asString();
        var again =
                editor.post(
                        path + "/schedule", Map.of("due", world.now().plusSeconds(60).toString()));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("state").asString()).isEqualTo("SCHEDULED");
        var second = delivery(again.body());
        assertThat(second).isNotEqualTo(first);
        assertThat(state(first)).isEqualTo("FAILED");
        sweepAt(world.now().plusSeconds(62));
        tell(second, "PUBLISHED");
        awaitState(second, "PUBLISHED");
        var third = editor.post(path + "/publish-now", Map.of());
        assertThat(third.status()).isEqualTo(409);
        assertThat(third.problem()).isEqualTo("nothing-to-send");
        assertThat(editor.delete(path).problem()).isEqualTo("already-published");
    }

    @Test
    void aSlowFeedDoesNotKeepOthersWaiting() {
        var slow = accounts.feed(workspace);
        accounts.deafFor(slow);
        var feeds = new String[] {slow, feed};
        var post = schedule(Duration.ofMinutes(5), feeds);

        sweepAt(due(post).plusSeconds(1));

        assertThat(state(post.path("deliveries").path(0).path("id").asString()))
                .isEqualTo("SCHEDULED");
        assertThat(state(post.path("deliveries").path(1).path("id").asString()))
                .isEqualTo("HANDED");
    }
}
