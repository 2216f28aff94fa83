package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.time.SkewedClock;
import io.septet.kit.trust.Role;
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

/** What people decide: reviews, another time, another take; and what a hold leaves to them. */
@SchedulerTest
class DecisionIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired Sweep sweep;
    @Autowired SkewedClock clock;

    private final String workspace = World.id();
    private Http editor;
    private Http manager;
    private String feed;

    @BeforeEach
    void connect() {
        editor = world.editor(workspace);
        manager = world.as(workspace, Role.MANAGER);
        feed = accounts.feed(workspace);
    }

    @AfterEach
    void mend() {
        accounts.down(false);
        accounts.losesAnswers(false);
        accounts.lead(0);
        clock.skewBy(Duration.ZERO);
    }

    private JsonNode schedule(String... feeds) {
        var form = form(feeds.length == 0 ? List.of(feed) : List.of(feeds), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        return editor.post("/api/v1/posts", form).body();
    }

    private static Instant due(JsonNode post) {
        return Instant.parse(post.path("due").asString());
    }

    private static String delivery(JsonNode post) {
        return post.path("deliveries").path(0).path("id").asString();
    }

    private void sweepAt(Instant at) {
        clock.skewBy(Duration.between(Instant.now(), at));
        sweep.sweep().join();
    }

    private JsonNode story(String id) {
        return editor.get("/api/v1/deliveries/" + id).body();
    }

    private String state(String id) {
        return story(id).path("state").asString();
    }

    private String postState(JsonNode post) {
        return editor.get("/api/v1/posts/" + post.path("id").asString())
                .body()
                .path("state")
                .asString();
    }

    private void becomes(String id, String state) {
        world.tell(workspace, accounts.becomes(id, state));
        var shown = state.equals("UNKNOWN") ? "HANDED" : state;
        await().untilAsserted(() -> assertThat(state(id)).isEqualTo(shown));
    }

    @Test
    void whatWasCancelledStaysSoWhileTheRestIsMoved() {
        var post = schedule(feed, accounts.feed(workspace));
        var path = "/api/v1/posts/" + post.path("id").asString();
        var dropped = delivery(post);
        assertThat(decide(editor, dropped, "drop", Map.of()).status()).isEqualTo(200);

        var later = due(post).plusSeconds(600);
        var moved = editor.post(path + "/schedule", Map.of("due", "" + later));

        assertThat(moved.status()).as("%s", moved.body()).isEqualTo(200);
        assertThat(state(dropped)).isEqualTo("CANCELLED");
        assertThat(moved.body().at("/deliveries/1/due").asString()).isEqualTo("" + later);

        assertThat(editor.post(path + "/unschedule", Map.of()).status()).isEqualTo(200);
        editor.post(path + "/schedule", Map.of("due", "" + later));
        assertThat(postState(post)).as("once nothing was on its way").isEqualTo("SCHEDULED");
        assertThat(editor.get(path).body().path("deliveries").valueStream())
                .allSatisfy(one -> assertThat(one.path("state").asString()).isEqualTo("SCHEDULED"));
    }

    private JsonNode inReview() {
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        becomes(delivery(post), "UNKNOWN");
        becomes(delivery(post), "REVIEW");
        return post;
    }

    private Http.Answer decide(Http who, String id, String action, Object body) {
        return who.post("/api/v1/deliveries/" + id + "/" + action, body);
    }

    @Test
    void aReviewIsForManagersAndIsListed() {
        var post = inReview();
        var id = delivery(post);

        assertThat(postState(post)).isEqualTo("SCHEDULED");
        assertThat(
                        editor.get("/api/v1/deliveries?state=REVIEW")
                                .body()
                                .path("items")
                                .path(0)
                                .path("id")
                                .asString())
                .isEqualTo(id);
        assertThat(decide(editor, id, "resolve", Map.of("choice", "drop")).status()).isEqualTo(403);
        assertThat(decide(manager, id, "resolve", Map.of("choice", "perhaps")).problem())
                .isEqualTo("choice-unknown");
        assertThat(decide(manager, id, "resolve", Map.of("choice", "live")).problem())
                .isEqualTo("link-missing");
        assertThat(
                        decide(
                                        manager,
                                        id,
                                        "resolve",
                                        Map.of(
                                                "choice",
                                                "again",
                                                "notAfter",
                                                "2020-01-01T00:00:00Z"))
                                .problem())
                .isEqualTo("not-after-out-of-range");
        assertThat(decide(editor, id, "drop", Map.of()).problem()).isEqualTo("decision-needed");
        assertThat(decide(editor, id, "retry", Map.of()).problem()).isEqualTo("not-retryable");
        assertThat(decide(editor, id, "reschedule", Map.of()).problem())
                .isEqualTo("nothing-to-send");
        assertThat(state(id)).isEqualTo("REVIEW");
    }

    @Test
    void liveClosesItAndThePost() {
        var post = inReview();
        var id = delivery(post);
        var live = Map.of("choice", "live", "link", "https://example.org/1");

        var answer = decide(manager, id, "resolve", live);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(answer.body().path("link").asString()).isEqualTo("https://example.org/1");
        var log = answer.body().path("log").toString();
        assertThat(log).contains("review", "decided", "member-manager");
        assertThat(postState(post)).isEqualTo("DONE");
        assertThat(decide(manager, id, "resolve", live).status()).as("again").isEqualTo(200);
        assertThat(decide(manager, id, "resolve", Map.of("choice", "drop")).problem())
                .isEqualTo("nothing-to-decide");
    }

    @Test
    void againGoesOnAsTheSameDelivery() {
        var post = inReview();
        var id = delivery(post);

        var answer = decide(manager, id, "resolve", Map.of("choice", "again"));

        assertThat(answer.body().path("state").asString()).isEqualTo("HANDED");
        assertThat(Instant.parse(answer.body().path("notAfter").asString()))
                .isAfter(Instant.now().plusSeconds(800));
        becomes(id, "PUBLISHED");
        assertThat(postState(post)).isEqualTo("DONE");
    }

    @Test
    void dropClosesItWithoutKnowing() {
        var post = inReview();
        var id = delivery(post);

        decide(manager, id, "resolve", Map.of("choice", "drop"));

        assertThat(state(id)).isEqualTo("DROPPED");
        assertThat(postState(post)).isEqualTo("DONE");
        assertThat(decide(editor, id, "retry", Map.of()).problem()).isEqualTo("not-retryable");
    }

    @Test
    void aDecisionWhoseAnswerIsLostCanBeRepeated() {
        var id = delivery(inReview());
        accounts.losesAnswers(true);

        assertThat(decide(manager, id, "resolve", Map.of("choice", "drop")).status())
                .isEqualTo(503);
        accounts.losesAnswers(false);

        assertThat(decide(manager, id, "resolve", Map.of("choice", "drop")).status())
                .isEqualTo(200);
        assertThat(state(id)).isEqualTo("DROPPED");
    }

    @Test
    void whatAccountsServiceHasLostIsDecidedWithoutIt() {
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        accounts.forgets(delivery(post));
        sweepAt(due(post).plusSeconds(70));
        assertThat(state(delivery(post))).isEqualTo("REVIEW");

        decide(manager, delivery(post), "resolve", Map.of("choice", "again"));
        sweepAt(world.now().plusSeconds(2));

        assertThat(accounts.handed(delivery(post))).hasSize(2);
        assertThat(state(delivery(post))).isEqualTo("HANDED");
    }

    @Test
    void whatFailedIsPutAway() {
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        becomes(delivery(post), "FAILED");

        var answer = decide(editor, delivery(post), "drop", Map.of());

        assertThat(answer.body().path("state").asString()).isEqualTo("CANCELLED");
        assertThat(decide(editor, delivery(post), "drop", Map.of()).problem())
                .isEqualTo("nothing-to-send");
        assertThat(decide(editor, delivery(post), "retry", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void whatFailedIsSentOnceMoreAsANewTake() {
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        becomes(delivery(post), "FAILED");
        assertThat(postState(post)).isEqualTo("DONE");
        var once = editor.with("Idempotency-Key", World.id());

        var retried = decide(once, delivery(post), "retry", Map.of()).body();
        var repeated = decide(once, delivery(post), "retry", Map.of()).body();

        var fresh = retried.path("id").asString();
        assertThat(fresh).isNotEqualTo(delivery(post)).isEqualTo(repeated.path("id").asString());
        assertThat(retried.path("take").asInt()).isEqualTo(2);
        assertThat(postState(post)).isEqualTo("SCHEDULED");
        assertThat(decide(editor, delivery(post), "retry", Map.of()).problem())
                .as("a take that was replaced")
                .isEqualTo("superseded");
        sweepAt(world.now().plusSeconds(2));
        assertThat(accounts.handed(fresh)).hasSize(1);
        becomes(fresh, "PUBLISHED");
        assertThat(postState(post)).isEqualTo("DONE");
    }

    @Test
    void whatWasMissedGetsANewTime() {
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        becomes(delivery(post), "MISSED");
        var due = world.now().plusSeconds(3600).toString();

        var moved = decide(editor, delivery(post), "reschedule", Map.of("due", due)).body();

        assertThat(moved.path("take").asInt()).isEqualTo(2);
        assertThat(Instant.parse(moved.path("due").asString()))
                .isEqualTo(Instant.parse(due).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(
                        decide(
                                        editor,
                                        moved.path("id").asString(),
                                        "reschedule",
                                        Map.of("due", "2020-01-01T00:00:00Z"))
                                .problem())
                .isEqualTo("due-in-past");
    }

    @Test
    void whatAHoldStopsStaysHereAndIsForAPersonWhenTheHoldIsLifted() {
        accounts.hold(feed, true);
        var post = schedule();
        var id = delivery(post);

        sweepAt(due(post).plusSeconds(1));

        assertThat(accounts.handed(id)).isEmpty();
        assertThat(story(id).path("step").asString()).isEqualTo("held");
        assertThat(state(id)).isEqualTo("SCHEDULED");
        accounts.hold(feed, false);
        sweepAt(due(post).plusSeconds(60));
        assertThat(accounts.handed(id)).as("lifting it sends nothing by itself").isEmpty();
        assertThat(
                        editor.get("/api/v1/deliveries?held=true")
                                .body()
                                .path("items")
                                .path(0)
                                .path("id")
                                .asString())
                .isEqualTo(id);

        decide(editor, id, "reschedule", Map.of());
        sweepAt(world.now().plusSeconds(2));

        assertThat(accounts.handed(id)).hasSize(1);
        assertThat(editor.get("/api/v1/deliveries?held=true").body().path("items").size()).isZero();
    }

    @Test
    void whatIsHeldIsMissedAtTheEndOfItsWindow() {
        accounts.hold(feed, true);
        var post = schedule();
        sweepAt(due(post).plusSeconds(1));
        accounts.hold(feed, false);

        sweepAt(due(post).plus(Duration.ofMinutes(15)).plusSeconds(4));

        assertThat(state(delivery(post))).isEqualTo("MISSED");
        assertThat(postState(post)).isEqualTo("DONE");
    }

    @Test
    void aHoldThatIsLiftedBeforeItsTimeDelaysNothing() {
        accounts.lead(60);
        accounts.hold(feed, true);
        var form = form(List.of(feed), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        form.put("media", List.of(io.septet.scheduler.media.Pictures.upload(editor)));
        var post = editor.post("/api/v1/posts", form).body();
        var id = delivery(post);
        sweepAt(due(post).minusSeconds(59));
        assertThat(story(id).path("step").asString()).isEqualTo("held");
        accounts.hold(feed, false);

        sweepAt(due(post).plusSeconds(1));

        assertThat(state(id)).isEqualTo("HANDED");
        assertThat(story(id).path("step").isNull()).isTrue();
    }

    @Test
    void whatAccountsServiceHoldsIsTakenBackBeforeItGetsAnotherTime() {
        var post = schedule();
        var id = delivery(post);
        sweepAt(due(post).plusSeconds(1));
        var held = accounts.publication(id).put("held", true);
        held.put("version", held.path("version").asLong() + 1);
        world.tell(
                workspace,
                tools.jackson.databind.json.JsonMapper.shared().convertValue(held, Map.class));
        await().untilAsserted(
                        () -> assertThat(story(id).path("step").asString()).isEqualTo("held"));

        decide(editor, id, "reschedule", Map.of());
        assertThat(accounts.publication(id).path("state").asString()).isEqualTo("RECALLED");
        sweepAt(world.now().plusSeconds(2));

        assertThat(accounts.handed(id)).hasSize(2);
        assertThat(accounts.handed(id).getLast().path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void oneFeedIsDroppedAndTheOthersGoOn() {
        var other = accounts.feed(workspace);
        var post = schedule(feed, other);

        decide(editor, delivery(post), "drop", Map.of());
        sweepAt(due(post).plusSeconds(1));

        assertThat(state(delivery(post))).isEqualTo("CANCELLED");
        assertThat(accounts.handed(delivery(post))).isEmpty();
        var second = post.path("deliveries").path(1).path("id").asString();
        becomes(second, "PUBLISHED");
        assertThat(postState(post)).isEqualTo("DONE");
    }
}
