package io.septet.scheduler.post;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SchedulerTest
class PostsIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;

    private final String workspace = World.id();
    private Http editor;
    private String feed;
    private String other;

    @BeforeEach
    void connectFeeds() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
        other = accounts.feed(workspace);
    }

    @AfterEach
    void mend() {
        accounts.down(false);
    }

    private String inAnHour() {
        return world.now().plus(Duration.ofHours(1)).atOffset(ZoneOffset.ofHours(8)).toString();
    }

    private Map<String, Object> scheduled() {
        var form = form(List.of(feed, other), "schedule");
        form.put("due", inAnHour());
        form.put("zone", "Asia/Shanghai");
        return form;
    }

    @Test
    void schedulingStoresThePostWithOneDeliveryPerFeed() {
        var form = scheduled();
        form.put("variants", Map.of(other, Map.of("text", "Tonight: night market!")));
        form.put("labels", List.of("city"));

        var answer = editor.post("/api/v1/posts", form);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        var post = answer.body();
        assertThat(post.path("state").asString()).isEqualTo("SCHEDULED");
        assertThat(post.path("due").asString()).endsWith("Z");
        assertThat(post.path("zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(post.path("author").path("id").asString()).isEqualTo("member-editor");
        assertThat(post.path("deliveries").size()).isEqualTo(2);
        assertThat(post.path("deliveries").path(0).path("feed").asString()).isEqualTo(feed);
        assertThat(post.path("deliveries").path(0).path("state").asString()).isEqualTo("SCHEDULED");
        assertThat(post.path("deliveries").path(0).path("platform").asString()).isEqualTo("x");
        assertThat(editor.get("/api/v1/posts/" + post.path("id").asString()).body())
                .isEqualTo(post);
        assertThat(
                        editor.get(
                                        "/api/v1/deliveries/"
                                                + post.path("deliveries")
                                                        .path(0)
                                                        .path("id")
                                                        .asString())
                                .body()
                                .path("log")
                                .path(0)
                                .path("step")
                                .asString())
                .isEqualTo("scheduled");
    }

    @Test
    void oneInvalidFeedOfSeveralStoresNothingAndNamesPlatformLimitAndLength() {
        var form = scheduled();
        form.put("variants", Map.of(other, Map.of("text", "x".repeat(281))));

        var answer = editor.post("/api/v1/posts", form);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("post-invalid");
        var error = answer.body().path("errors").path(0);
        assertThat(error.path("feed").asString()).isEqualTo(other);
        assertThat(error.path("platform").asString()).isEqualTo("x");
        assertThat(error.path("type").asString()).isEqualTo("text-too-long");
        assertThat(error.path("limit").asInt()).isEqualTo(280);
        assertThat(error.path("length").asInt()).isEqualTo(281);
        assertNothingIsStored();
    }

    private void assertNothingIsStored() {
        assertThat(editor.get("/api/v1/posts").body().path("items").size()).isZero();
        assertThat(editor.get("/api/v1/deliveries").body().path("items").size()).isZero();
    }

    @Test
    void unknownAndForeignFeedsAreNotFound() {
        var foreign = accounts.feed(World.id());
        for (var wrong : List.of(foreign, World.id(), "not-an-id")) {
            var answer = editor.post("/api/v1/posts", form(List.of(feed, wrong), "now"));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("feed-not-found");
            assertThat(editor.post("/api/v1/posts", form(List.of(wrong), "draft")).status())
                    .isEqualTo(404);
        }
        assertNothingIsStored();
    }

    @Test
    void badInputIsAnsweredByAProblem() {
        record Case(String field, Object value, int status, String problem) {}
        for (var bad :
                List.of(
                        new Case("due", world.now().minusSeconds(1).toString(), 422, "due-in-past"),
                        new Case("due", "2027-01-01T09:00:00", 422, "due-without-offset"),
                        new Case("due", "tomorrow", 422, "time-unreadable"),
                        new Case("zone", "Asia/Atlantis", 422, "zone-unknown"),
                        new Case(
                                "notAfter",
                                world.now().plusSeconds(3700).toString(),
                                422,
                                "not-after-out-of-range"),
                        new Case("action", "queue", 422, "no-slots"),
                        new Case("action", "submit", 422, "no-approval-stages"),
                        new Case("action", "shout", 422, "action-unknown"),
                        new Case("feeds", List.of(), 422, "feeds-missing"),
                        new Case("media", List.of(World.id()), 404, "media-not-found"),
                        new Case("text", "half \ud83d", 422, "invalid"),
                        new Case("text", 7.5e300, 400, "malformed-body"),
                        new Case("colour", "red", 400, "malformed-body"),
                        new Case(
                                "variants",
                                Map.of(World.id(), Map.of("text", "x")),
                                422,
                                "invalid"))) {
            var form = scheduled();
            form.put(bad.field(), bad.value());
            var body =
                    bad.problem().equals("invalid") && bad.field().equals("text")
                            ? "{\"text\":\"half \\ud83d\",\"action\":\"draft\"}"
                            : bad.field().equals("text") ? "{\"text\":{\"a\":1}}" : form;
            var answer = editor.post("/api/v1/posts", body);
            assertThat(answer.problem()).as(bad.toString()).isEqualTo(bad.problem());
            assertThat(answer.status()).as(bad.toString()).isEqualTo(bad.status());
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
        assertThat(editor.post("/api/v1/posts", "{\"text\":").problem())
                .isEqualTo("malformed-body");
        assertNothingIsStored();
    }

    @Test
    void nobodyGetsInWithoutATokenOrWithTooSmallARole() {
        assertThat(new Http(door(), () -> "Bearer x").get("/api/v1/posts").status()).isEqualTo(401);
        var viewer = world.as(workspace, Role.VIEWER);
        assertThat(viewer.post("/api/v1/posts", scheduled()).status()).isEqualTo(403);
        for (var broken : List.of("{\"text\":", "{\"colour\":\"red\"}", "[]")) {
            var answer = viewer.post("/api/v1/posts", broken);
            assertThat(answer.status()).as("not told what is wrong with it").isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("forbidden");
        }
        assertThat(viewer.post("/api/v1/media/" + World.id() + "/renditions", "{}").status())
                .isEqualTo(403);
        assertThat(viewer.upload("/api/v1/media", "a", "image/png", new byte[17_500_000]).status())
                .as("of a role, whatever the size")
                .isEqualTo(403);
        assertThat(viewer.get("/api/v1/posts").status()).isEqualTo(200);
        assertNothingIsStored();
    }

    private String door() {
        return editor.request("").build().uri().toString();
    }

    @Test
    void accountsServiceDownMeansTryAgainLaterAndNothingStored() {
        accounts.down(true);

        var answer = editor.post("/api/v1/posts", scheduled());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("accounts-unavailable");
        assertThat(answer.header("Retry-After")).isNotNull();
        assertNothingIsStored();
    }

    @Test
    void theSameRequestUnderOneKeyIsCarriedOutOnce() {
        var once = editor.with("Idempotency-Key", "k-1");
        var form = scheduled();

        var first = once.post("/api/v1/posts", form);
        accounts.down(true);
        var second = once.post("/api/v1/posts", form);
        accounts.down(false);
        form.put("text", "Another text");
        var changed = once.post("/api/v1/posts", form);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.problem()).isEqualTo("idempotency-key-reused");
        assertThat(editor.get("/api/v1/posts").body().path("items").size()).isEqualTo(1);
        var somebodyElse = world.as(workspace, Role.MANAGER).with("Idempotency-Key", "k-1");
        assertThat(somebodyElse.post("/api/v1/posts", form).status()).isEqualTo(201);
    }

    @Test
    void twinsUnderOneKeyMakeOnePost() throws Exception {
        var once = editor.with("Idempotency-Key", "twins");
        var form = scheduled();
        Set<String> ids = new HashSet<>();

        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    java.util.stream.IntStream.range(0, 8)
                            .mapToObj(i -> threads.submit(() -> once.post("/api/v1/posts", form)))
                            .toList();
            for (var call : calls) {
                assertThat(call.get().status()).isEqualTo(201);
                ids.add(call.get().body().path("id").asString());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(editor.get("/api/v1/deliveries").body().path("items").size()).isEqualTo(2);
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        var id =
                editor.post("/api/v1/posts", form(List.of(feed), "draft"))
                        .body()
                        .path("id")
                        .asString();

        assertThat(editor.patch("/api/v1/posts/" + id, Map.of("text", "B")).status())
                .isEqualTo(428);
        assertThat(
                        editor.with("If-Match", "\"7\"")
                                .patch("/api/v1/posts/" + id, Map.of("text", "B"))
                                .status())
                .isEqualTo(412);
        var changed =
                editor.with("If-Match", "\"1\"").patch("/api/v1/posts/" + id, Map.of("text", "B"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("text").asString()).isEqualTo("B");
        assertThat(changed.body().path("feeds").path(0).asString()).isEqualTo(feed);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(
                        editor.with("If-Match", "\"1\"")
                                .patch("/api/v1/posts/" + id, Map.of("text", "C"))
                                .problem())
                .isEqualTo("version-mismatch");
    }

    @Test
    void editingAScheduledPostChangesWhatGoesOutWithoutMakingASecondDelivery() {
        var post = editor.post("/api/v1/posts", scheduled()).body();
        var third = accounts.feed(workspace);

        var changed =
                editor.with("If-Match", "\"1\"")
                        .patch(
                                "/api/v1/posts/" + post.path("id").asString(),
                                Map.of("text", "New words", "feeds", List.of(feed, third)))
                        .body();

        var states = new HashMap<String, String>();
        changed.path("deliveries")
                .forEach(one ->
                        states.put(one.path("feed").asString(), one.path("state").asString()));
        assertThat(states)
                .isEqualTo(Map.of(feed, "SCHEDULED", third, "SCHEDULED", other, "CANCELLED"));
        assertThat(changed.path("deliveries").path(0).path("id"))
                .isEqualTo(post.path("deliveries").path(0).path("id"));
        assertThat(
                        editor.with("If-Match", "\"2\"")
                                .patch(
                                        "/api/v1/posts/" + post.path("id").asString(),
                                        Map.of("text", "x".repeat(300)))
                                .problem())
                .isEqualTo("post-invalid");
    }

    @Test
    void whatBelongsToAnotherWorkspaceIsNotFound() {
        var post = editor.post("/api/v1/posts", scheduled()).body();
        var stranger = world.as(World.id(), Role.OWNER);
        var path = "/api/v1/posts/" + post.path("id").asString();

        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.delete(path).status()).isEqualTo(404);
        assertThat(stranger.with("If-Match", "\"1\"").patch(path, Map.of("text", "B")).status())
                .isEqualTo(404);
        for (var action : List.of("/schedule", "/unschedule", "/publish-now")) {
            assertThat(stranger.post(path + action, Map.of()).status()).isEqualTo(404);
        }
        assertThat(
                        stranger.get(
                                        "/api/v1/deliveries/"
                                                + post.path("deliveries")
                                                        .path(0)
                                                        .path("id")
                                                        .asString())
                                .status())
                .isEqualTo(404);
        assertThat(stranger.get("/api/v1/deliveries?feed=" + feed).body().path("items").size())
                .isZero();
    }

    @Test
    void listsAreReadPageByPageEvenWhenEverythingFallsDueTogether() {
        var due = inAnHour();
        for (int i = 0; i < 5; i++) {
            var form = scheduled();
            form.put("due", due);
            editor.post("/api/v1/posts", form);
        }

        for (var list :
                List.of(
                        "/api/v1/deliveries?limit=3",
                        "/api/v1/posts?limit=2",
                        "/api/v1/posts?state=SCHEDULED&limit=2")) {
            var ids = new HashSet<String>();
            int seen = 0;
            String cursor = "";
            do {
                var page = editor.get(list + cursor).body();
                for (var item : page.path("items")) {
                    ids.add(item.path("id").asString());
                    seen++;
                }
                cursor =
                        page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
            } while (!cursor.isEmpty());
            assertThat(ids).as(list).hasSize(seen).hasSize(list.contains("deliveries") ? 10 : 5);
        }
        assertThat(editor.get("/api/v1/posts?cursor=zzz").problem()).isEqualTo("malformed-cursor");
        for (var tooLong :
                List.of(
                        "/api/v1/posts?limit=0",
                        "/api/v1/posts?limit=201",
                        "/api/v1/deliveries?limit=1001")) {
            assertThat(editor.get(tooLong).status()).as(tooLong).isEqualTo(422);
            assertThat(editor.get(tooLong).problem()).isEqualTo("limit-out-of-range");
        }
        assertThat(
                        editor.get("/api/v1/deliveries?state=SCHEDULED&feed=" + feed)
                                .body()
                                .path("items")
                                .size())
                .isEqualTo(5);
        assertThat(editor.get("/api/v1/deliveries?state=PUBLISHED").body().path("items").size())
                .isZero();
    }

    @Test
    void theCalendarShowsPostsAndDraftsByTimeWithTheirDeliveries() {
        var later = scheduled();
        later.put("due", world.now().plus(Duration.ofHours(3)).toString());
        editor.post("/api/v1/posts", later);
        var draft = scheduled();
        draft.put("action", "draft");
        editor.post("/api/v1/posts", draft);
        editor.post("/api/v1/posts", form(List.of(feed), "draft"));
        var range =
                "/api/v1/calendar?from="
                        + world.now()
                        + "&to="
                        + world.now().plus(Duration.ofDays(7));

        var cards = editor.get(range).body().path("items");

        assertThat(cards.size()).isEqualTo(2);
        assertThat(cards.path(0).path("state").asString()).isEqualTo("DRAFT");
        assertThat(cards.path(0).path("deliveries").size()).isZero();
        assertThat(cards.path(0).path("feeds").size())
                .as("a draft's feeds, which no delivery names yet")
                .isEqualTo(2);
        assertThat(cards.path(1).path("state").asString()).isEqualTo("SCHEDULED");
        assertThat(cards.path(1).path("deliveries").size()).isEqualTo(2);
        assertThat(cards.path(1).path("text").asString()).startsWith("The night market");
        assertThat(editor.get(range + "&state=SCHEDULED").body().path("items").size()).isEqualTo(1);
        assertThat(editor.get(range + "&feed=" + World.id()).body().path("items").size()).isZero();
        assertThat(
                        editor.get(
                                        "/api/v1/calendar?from="
                                                + world.now()
                                                + "&to=2027-01-01T00:00:00")
                                .problem())
                .isEqualTo("to-without-offset");
    }

    @Test
    void deletingADraftOrAScheduledPostLeavesNothingGoingOut() {
        var post = editor.post("/api/v1/posts", scheduled()).body();
        var path = "/api/v1/posts/" + post.path("id").asString();

        assertThat(editor.delete(path).status()).isEqualTo(204);

        assertThat(editor.get(path).status()).isEqualTo(404);
        assertThat(editor.get("/api/v1/deliveries?state=SCHEDULED").body().path("items").size())
                .isZero();
        assertThat(editor.get("/api/v1/deliveries?state=CANCELLED").body().path("items").size())
                .isEqualTo(2);
    }
}
