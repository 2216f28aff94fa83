package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.redis.Partitions;
import io.septet.kit.time.SkewedClock;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SchedulerTest
class RecallIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired Sweep sweep;
    @Autowired Visits visits;
    @Autowired Recalls recalls;
    @Autowired Deliveries deliveries;
    @Autowired SkewedClock clock;
    @Autowired Partitions partitions;

    private final String workspace = World.id();
    private Http editor;
    private String feed;
    private String other;

    @BeforeEach
    void connect() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
        other = accounts.feed(workspace);
    }

    @AfterEach
    void mend() {
        accounts.down(false);
        accounts.losesAnswers(false);
        clock.skewBy(Duration.ZERO);
    }

    private JsonNode schedule(String... feeds) {
        var form = form(List.of(feeds), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        return editor.post("/api/v1/posts", form).body();
    }

    private JsonNode handedOver(String... feeds) {
        var post = schedule(feeds);
        sweepAt(due(post).plusSeconds(1));
        assertThat(state(post, 0)).isEqualTo("HANDED");
        return post;
    }

    private void sweepAt(Instant at) {
        clock.skewBy(Duration.between(Instant.now(), at));
        sweep.sweep().join();
    }

    private Instant due(JsonNode post) {
        return Instant.parse(post.path("due").asString());
    }

    private static String path(JsonNode post) {
        return "/api/v1/posts/" + post.path("id").asString();
    }

    private static String delivery(JsonNode post, int index) {
        return post.path("deliveries").path(index).path("id").asString();
    }

    private String state(JsonNode post, int index) {
        return editor.get("/api/v1/deliveries/" + delivery(post, index))
                .body()
                .path("state")
                .asString();
    }

    @Test
    void movingAPostThatIsNotHandedOverKeepsItsDeliveryAndAsksNobody() {
        var post = schedule(feed);
        var later = world.now().plus(Duration.ofHours(2));

        var moved = editor.post(path(post) + "/schedule", Map.of("due", later.toString())).body();

        assertThat(delivery(moved, 0)).isEqualTo(delivery(post, 0));
        assertThat(Instant.parse(moved.path("notAfter").asString()))
                .isEqualTo(due(moved).plus(Duration.ofMinutes(15)));
        sweepAt(due(post).plusSeconds(2));
        assertThat(accounts.handed(delivery(post, 0))).as("not at its old time").isEmpty();
        sweepAt(due(moved).plusSeconds(1));
        assertThat(accounts.handed(delivery(post, 0))).hasSize(1);
        assertThat(accounts.handed(delivery(post, 0)).getFirst().path("revision").asInt())
                .isEqualTo(2);
    }

    @Test
    void aHandedDeliveryIsTakenBackBeforeItIsMoved() {
        var post = handedOver(feed);

        var moved =
                editor.post(
                        path(post) + "/schedule",
                        Map.of("due", world.now().plusSeconds(3600).toString()));

        assertThat(moved.status()).isEqualTo(200);
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("RECALLED");
        assertThat(state(post, 0)).isEqualTo("SCHEDULED");
        sweepAt(due(moved.body()).plusSeconds(1));
        assertThat(state(post, 0)).isEqualTo("HANDED");
        assertThat(accounts.publication(delivery(post, 0)).path("revision").asInt()).isEqualTo(2);
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("NEW");
    }

    @Test
    void unschedulingTakesEverythingBackAndLeavesADraft() {
        var post = handedOver(feed, other);

        var draft = editor.post(path(post) + "/unschedule", Map.of()).body();

        assertThat(draft.path("state").asString()).isEqualTo("DRAFT");
        assertThat(List.of(state(post, 0), state(post, 1))).containsOnly("CANCELLED");
        sweepAt(due(post).plusSeconds(90));
        assertThat(accounts.handed(delivery(post, 0))).hasSize(1);
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("RECALLED");
        assertThat(editor.post(path(post) + "/unschedule", Map.of()).problem())
                .isEqualTo("not-scheduled");
    }

    @Test
    void ifOneFeedIsTooLateNothingChangesAndTheOthersGoOutAsPlanned() {
        var post = handedOver(feed, other);
        accounts.becomes(delivery(post, 0), "ARMED");

        var answer = editor.post(path(post) + "/unschedule", Map.of());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("too-late");
        assertThat(answer.body().path("feeds").size()).isEqualTo(1);
        assertThat(answer.body().path("feeds").path(0).path("feed").asString()).isEqualTo(feed);
        assertThat(state(post, 1)).isEqualTo("SCHEDULED");
        sweepAt(world.now().plusSeconds(1));
        assertThat(state(post, 1)).isEqualTo("HANDED");
        assertThat(accounts.publication(delivery(post, 1)).path("state").asString())
                .isEqualTo("NEW");
        assertThat(accounts.publication(delivery(post, 1)).path("due").asString())
                .isEqualTo(post.path("due").asString());
        assertThat(editor.get(path(post)).body().path("state").asString()).isEqualTo("SCHEDULED");
    }

    @Test
    void whileAccountsServiceIsDownAHandedPostStaysAsItIs() {
        var post = handedOver(feed);
        accounts.down(true);

        var answer = editor.post(path(post) + "/unschedule", Map.of());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(state(post, 0)).isEqualTo("HANDED");
    }

    @Test
    void aHandOverWhoseAnswerWasLostIsTakenBackBeforeThePostIsMoved() {
        var post = schedule(feed);
        accounts.losesAnswers(true);
        sweepAt(due(post).plusSeconds(1));
        accounts.losesAnswers(false);
        assertThat(state(post, 0)).isEqualTo("SCHEDULED");
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("NEW");

        var moved =
                editor.post(
                        path(post) + "/schedule",
                        Map.of("due", world.now().plusSeconds(3600).toString()));

        assertThat(moved.status()).isEqualTo(200);
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .as("else it would go out at its old time")
                .isEqualTo("RECALLED");
    }

    @Test
    void aHandOverStillOnItsWayComesToNothingAfterThePostWasStopped() {
        var post = schedule(feed);
        clock.skewBy(Duration.ofMinutes(5).plusMillis(50));
        // A hand-over has begun, and its call is still on its way.
        assertThat(visits.begin(partitions.tag(workspace), delivery(post, 0)))
                .isInstanceOf(Visits.Visit.Begun.class);

        assertThat(editor.post(path(post) + "/unschedule", Map.of()).status()).isEqualTo(200);

        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("RECALLED");
        assertThat(state(post, 0)).isEqualTo("CANCELLED");
    }

    @Test
    void whoTakesADeliveryBackAndDiesDoesNotMakeItMissing() {
        var post = handedOver(feed);
        recalls.recall(deliveries.findAll(workspace, List.of(delivery(post, 0))));
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("RECALLED");

        sweepAt(due(post).plusSeconds(13));
        sweepAt(due(post).plusSeconds(14));

        assertThat(state(post, 0)).isEqualTo("HANDED");
        assertThat(accounts.publication(delivery(post, 0)).path("state").asString())
                .isEqualTo("NEW");
    }

    @Test
    void editingAHandedPostSendsTheNewWordsOnly() {
        var post = handedOver(feed);

        var edited =
                editor.with("If-Match", "\"1\"").patch(path(post), Map.of("text", "Corrected"));

        assertThat(edited.status()).isEqualTo(200);
        sweepAt(world.now().plusSeconds(1));
        var handed = accounts.handed(delivery(post, 0));
        assertThat(handed.getLast().path("content").path("text").asString()).isEqualTo("Corrected");
        assertThat(handed.getLast().path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void publishingNowBringsTheTimeForward() {
        var post = schedule(feed);

        var now = editor.post(path(post) + "/publish-now", Map.of()).body();

        assertThat(due(now)).isBefore(due(post));
        sweepAt(world.now().plusSeconds(1));
        assertThat(state(post, 0)).isEqualTo("HANDED");
        assertThat(editor.post(path(post) + "/publish-now", Map.of()).body().path("due"))
                .as("asking twice")
                .isEqualTo(now.path("due"));
    }

    @Test
    void whatMayBePublicIsNotSaidToGoOutNow() {
        var post = handedOver(feed);
        world.tell(workspace, accounts.becomes(delivery(post, 0), "UNKNOWN"));
        await().untilAsserted(() ->
                assertThat(
                                editor.get(path(post))
                                        .body()
                                        .path("deliveries")
                                        .path(0)
                                        .path("step")
                                        .asString(""))
                        .isEqualTo("unclear"));

        assertThat(editor.post(path(post) + "/publish-now", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void whatIsToldOfARevisionThatWasTakenBackIsHistoryOnly() {
        var post = handedOver(feed);
        var delivery = delivery(post, 0);
        var waiting = accounts.becomes(delivery, "WAITING");
        editor.post(
                path(post) + "/schedule", Map.of("due", world.now().plusSeconds(3600).toString()));
        // It was on its way while the delivery was taken back.
        waiting.put("version", 9);

        world.tell(workspace, waiting);

        await().untilAsserted(() ->
                assertThat(
                                editor.get("/api/v1/deliveries/" + delivery)
                                        .body()
                                        .path("log")
                                        .toString())
                        .contains("waiting"));
        world.tell(workspace, waiting);
        assertThat(state(post, 0)).isEqualTo("SCHEDULED");
    }
}
