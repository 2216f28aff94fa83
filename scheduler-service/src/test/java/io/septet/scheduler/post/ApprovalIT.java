package io.septet.scheduler.post;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.time.SkewedClock;
import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Stages, from submitting to going out. */
@SchedulerTest
class ApprovalIT {
    private static final String SETTINGS = "/api/v1/approvals/settings";

    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired Expiry expiry;
    @Autowired SkewedClock clock;

    private final String workspace = World.id();
    private Http editor;
    private Http manager;
    private Http owner;
    private String feed;
    private String other;

    @BeforeEach
    void people() {
        editor = world.editor(workspace);
        manager = world.as(workspace, Role.MANAGER);
        owner = world.as(workspace, Role.OWNER);
        feed = accounts.feed(workspace);
        other = accounts.feed(workspace);
    }

    @AfterEach
    void backToNow() {
        clock.skewBy(Duration.ZERO);
    }

    private static Map<String, Object> stage(String name, String role, String... members) {
        return Map.of("name", name, "role", role, "members", List.of(members));
    }

    private void twoStages() {
        set(List.of(stage("desk", "MANAGER"), stage("chief", "MANAGER")), List.of());
    }

    private void set(List<?> stages, List<?> overrides) {
        long version = owner.get(SETTINGS).body().path("version").asLong();
        var answer =
                owner.put(
                        SETTINGS,
                        Map.of("stages", stages, "overrides", overrides, "version", version));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private Map<String, Object> wish(String action) {
        var form = form(List.of(feed, other), action);
        form.put("due", world.now().plus(Duration.ofHours(1)).toString());
        return form;
    }

    private JsonNode submitted(Http by) {
        var answer = by.post("/api/v1/posts", wish("submit"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }

    private static String path(JsonNode post) {
        return "/api/v1/posts/" + post.path("id").asString();
    }

    private static Http.Answer decide(Http who, JsonNode post, String word) {
        var form = new HashMap<String, Object>();
        form.put("hash", post.at("/approval/hash").asString());
        form.put("stage", post.at("/approval/waiting").asInt(0));
        form.put("note", "Because");
        return who.post(path(post) + "/" + word, form);
    }

    private static void approve(Http who, JsonNode post) {
        var answer = decide(who, who.get(path(post)).body(), "approve");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private static String state(JsonNode post) {
        return post.path("state").asString();
    }

    @Test
    void whatTwoStagesHaveApprovedIsScheduledAndItsStorySaysWho() {
        twoStages();
        var post = submitted(editor);

        assertThat(state(post)).isEqualTo("SUBMITTED");
        assertThat(post.path("deliveries").size()).isZero();
        assertThat(post.at("/approval/mine").asBoolean()).isFalse();
        assertThat(post.at("/approval/whyNot").asString()).isEqualTo("NOT_ASKED");
        approve(manager, post);
        var between = owner.get(path(post)).body();
        assertThat(state(between)).isEqualTo("SUBMITTED");
        assertThat(between.at("/approval/waiting").asInt()).isEqualTo(1);
        assertThat(decide(manager, between, "approve").problem()).isEqualTo("decided-before");
        approve(owner, post);

        var scheduled = editor.get(path(post)).body();
        assertThat(state(scheduled)).isEqualTo("SCHEDULED");
        assertThat(scheduled.path("deliveries").size()).isEqualTo(2);
        var delivery = scheduled.path("deliveries").path(0);
        var story = editor.get("/api/v1/deliveries/" + delivery.path("id").asString()).body();
        var said =
                story.path("log")
                        .valueStream()
                        .filter(line -> line.path("step").asString().equals("approved"))
                        .map(line ->
                                line.path("detail").asString() + " " + line.path("by").asString())
                        .toList();
        assertThat(said).containsExactly("desk member-manager", "chief member-owner");
        assertThat(story.path("contentHash").asString()).startsWith("1:");
        assertThat(decide(owner, between, "approve").problem()).isEqualTo("nothing-to-approve");
    }

    @Test
    void nothingGoesOutAroundTheStages() {
        twoStages();
        var draft = editor.post("/api/v1/posts", wish("draft")).body();

        for (var action : List.of("schedule", "now")) {
            var answer = owner.post("/api/v1/posts", wish(action));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("approval-needed");
        }
        for (var action : List.of("schedule", "publish-now")) {
            assertThat(owner.post(path(draft) + "/" + action, Map.of()).problem())
                    .as(action)
                    .isEqualTo("approval-needed");
        }
        var post = owner.post(path(draft) + "/submit", Map.of()).body();
        assertThat(owner.post(path(post) + "/publish-now", Map.of()).problem())
                .isEqualTo("approval-needed");
        assertThat(owner.get("/api/v1/deliveries").body().path("items").size()).isZero();
        approve(manager, post);
        approve(world.member(workspace, "second-manager", Role.MANAGER), post);
        var delivery = owner.get(path(post)).body().at("/deliveries/0/id").asString();
        assertThat(owner.post("/api/v1/deliveries/" + delivery + "/reschedule", Map.of()).problem())
                .as("approved for its time only")
                .isEqualTo("approval-needed");
        assertThat(owner.post(path(post) + "/publish-now", Map.of()).problem())
                .isEqualTo("approval-needed");
    }

    @Test
    void nobodyApprovesTheirOwnWork() {
        twoStages();
        var post = submitted(manager);
        var answer = decide(manager, post, "approve");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("own-work");

        var changed =
                owner.with("If-Match", "\"" + post.path("version").asLong() + "\"")
                        .patch(path(post), Map.of("text", "In the owner's words"))
                        .body();
        assertThat(decide(owner, changed, "approve").problem()).isEqualTo("own-work");
        assertThat(decide(manager, changed, "approve").problem()).isEqualTo("own-work");
        approve(world.member(workspace, "second-manager", Role.MANAGER), post);
    }

    @Test
    void aChangeMakesWhatWasSaidVoidAndSaysSo() {
        twoStages();
        var post = submitted(editor);
        approve(manager, post);
        var seen = owner.get(path(post)).body();

        var changed =
                editor.with("If-Match", "\"" + seen.path("version").asLong() + "\"")
                        .patch(path(post), Map.of("altTexts", List.of("A lantern")));

        assertThat(changed.status()).isEqualTo(200);
        // An alt text without its picture changes no content, yet it is a change of the draft.
        assertThat(changed.body().at("/approval/decisions").size()).isZero();
        assertThat(changed.body().at("/approval/voided/0/by").asString())
                .isEqualTo("member-editor");
        assertThat(changed.body().at("/approval/voided/0/decisions/0/by").asString())
                .isEqualTo("member-manager");
        var words =
                editor.with("If-Match", "\"" + changed.body().path("version").asLong() + "\"")
                        .patch(path(post), Map.of("text", "Other words"))
                        .body();
        assertThat(words.at("/approval/hash")).isNotEqualTo(seen.at("/approval/hash"));
        var stale = decide(owner, seen, "approve");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).isEqualTo("approval-outdated");
        approve(manager, post);
        approve(owner, post);
        assertThat(state(editor.get(path(post)).body())).isEqualTo("SCHEDULED");
    }

    @Test
    void whatWasScheduledByApprovalWaitsAgainWhenItIsChangedOrMoved() {
        twoStages();
        var post = submitted(editor);
        approve(manager, post);
        approve(owner, post);
        var first = editor.get(path(post)).body();

        var same = editor.post(path(post) + "/schedule", Map.of()).body();
        assertThat(state(same)).as("nothing was changed").isEqualTo("SCHEDULED");
        var moved =
                editor.post(
                                path(post) + "/schedule",
                                Map.of("due", world.now().plus(Duration.ofHours(2)).toString()))
                        .body();

        assertThat(state(moved)).isEqualTo("SUBMITTED");
        assertThat(moved.at("/deliveries/0/state").asString()).isEqualTo("CANCELLED");
        assertThat(moved.at("/approval/voided/0/decisions").size()).isEqualTo(2);
        var cancelled = first.at("/deliveries/0/id").asString();
        assertThat(owner.post("/api/v1/deliveries/" + cancelled + "/retry", Map.of()).problem())
                .isEqualTo("approval-needed");
        approve(manager, post);
        approve(owner, post);
        var again = editor.get(path(post)).body();
        assertThat(again.at("/deliveries/0/state").asString()).isEqualTo("SCHEDULED");
        assertThat(again.at("/deliveries/0/id")).isNotEqualTo(first.at("/deliveries/0/id"));
    }

    @Test
    void whatIsNotApprovedWhenItIsDueIsMissed() {
        twoStages();
        var post = submitted(editor);
        approve(manager, post);
        var seen = owner.get(path(post)).body();
        clock.skewBy(Duration.ofMinutes(61));

        assertThat(decide(owner, seen, "approve").problem()).isEqualTo("approval-expired");
        expiry.sweep();
        expiry.sweep();

        var missed = editor.get(path(post)).body();
        assertThat(state(missed)).isEqualTo("DONE");
        assertThat(missed.path("deliveries").size()).isEqualTo(2);
        var delivery = missed.path("deliveries").path(0);
        assertThat(delivery.path("state").asString()).isEqualTo("MISSED");
        assertThat(delivery.path("reason").asString()).isEqualTo("Not approved in time: chief");
        assertThat(
                        owner.post(
                                        "/api/v1/deliveries/"
                                                + delivery.path("id").asString()
                                                + "/retry",
                                        Map.of())
                                .problem())
                .isEqualTo("approval-needed");
        var again =
                editor.post(
                        path(post) + "/submit",
                        Map.of("due", world.now().plus(Duration.ofHours(3)).toString()));
        assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
        approve(manager, post);
        approve(owner, post);
        assertThat(editor.get(path(post)).body().at("/deliveries/0/state").asString())
                .isEqualTo("SCHEDULED");
    }

    @Test
    void theListWithTheMostStagesCounts() {
        set(
                List.of(stage("desk", "MANAGER")),
                List.of(
                        Map.of("scope", "label", "id", "quick", "stages", List.of()),
                        Map.of(
                                "scope",
                                "feed",
                                "id",
                                other,
                                "stages",
                                List.of(
                                        stage("desk", "MANAGER"),
                                        stage("lawyer", "OWNER", "member-viewer")))));
        var quick = wish("submit");
        quick.put("feeds", List.of(feed));
        quick.put("labels", List.of("quick"));
        assertThat(
                        editor.post("/api/v1/posts", quick)
                                .body()
                                .at("/approval/stages")
                                .valueStream()
                                .map(one -> one.path("name").asString()))
                .as("a label takes no stage away")
                .containsExactly("desk");
        var post = submitted(editor);
        approve(manager, post);
        var seen = owner.get(path(post)).body();
        assertThat(decide(owner, seen, "approve").problem()).isEqualTo("not-your-stage");
        assertThat(decide(world.editor(workspace), seen, "approve").status()).isEqualTo(403);
        var lawyer = world.as(workspace, Role.VIEWER);
        assertThat(lawyer.get("/api/v1/approvals").body().path("items").size()).isEqualTo(1);
        approve(lawyer, post);
        assertThat(lawyer.get("/api/v1/approvals").body().path("items").size()).isZero();
        assertThat(state(editor.get(path(post)).body())).isEqualTo("SCHEDULED");
    }

    @Test
    void aRefusalNeedsAReasonAndSendsThePostBack() {
        twoStages();
        var post = submitted(editor);
        assertThat(manager.get("/api/v1/approvals").body().path("items").size()).isEqualTo(1);
        var bare =
                manager.post(
                        path(post) + "/reject",
                        Map.of("hash", post.at("/approval/hash").asString(), "stage", 0));
        assertThat(bare.problem()).isEqualTo("invalid");

        var refused = decide(manager, post, "reject").body();

        assertThat(state(refused)).isEqualTo("REJECTED");
        assertThat(refused.at("/approval/decisions/0/note").asString()).isEqualTo("Because");
        assertThat(manager.get("/api/v1/approvals").body().path("items").size()).isZero();
        var again = editor.post(path(post) + "/submit", Map.of()).body();
        assertThat(state(again)).isEqualTo("SUBMITTED");
        var back = editor.post(path(post) + "/unschedule", Map.of()).body();
        assertThat(state(back)).isEqualTo("DRAFT");
        assertThat(decide(owner, again, "approve").problem()).isEqualTo("nothing-to-approve");
    }

    @Test
    void settingsAreForManagersAndInThemselvesSound() {
        record Case(Object stages, Object overrides, int status, String problem) {}
        var desk = stage("desk", "MANAGER");
        assertThat(editor.put(SETTINGS, Map.of("version", 0)).status()).isEqualTo(403);
        for (var bad :
                List.of(
                        new Case(
                                List.of(
                                        desk,
                                        stage("a", "OWNER"),
                                        stage("b", "OWNER"),
                                        stage("c", "OWNER")),
                                List.of(),
                                422,
                                "invalid"),
                        new Case(List.of(desk, desk), List.of(), 422, "invalid"),
                        new Case(List.of(stage(" ", "OWNER")), List.of(), 422, "invalid"),
                        new Case(List.of(stage("desk", "VIEWER")), List.of(), 422, "invalid"),
                        new Case(List.of(stage("desk", "SERVICE")), List.of(), 422, "invalid"),
                        new Case(List.of(stage("desk", "KING")), List.of(), 400, "malformed-body"),
                        new Case(
                                List.of(),
                                List.of(Map.of("scope", "moon", "id", "x", "stages", List.of())),
                                400,
                                "malformed-body"),
                        new Case(
                                List.of(),
                                List.of(Map.of("scope", "label", "id", " ", "stages", List.of())),
                                422,
                                "invalid"))) {
            var answer =
                    manager.put(
                            SETTINGS,
                            Map.of(
                                    "stages",
                                    bad.stages(),
                                    "overrides",
                                    bad.overrides(),
                                    "version",
                                    0));
            assertThat(answer.problem()).as(bad.toString()).isEqualTo(bad.problem());
            assertThat(answer.status()).as(bad.toString()).isEqualTo(bad.status());
        }
        twoStages();
        assertThat(manager.put(SETTINGS, Map.of("version", 0)).problem())
                .isEqualTo("version-mismatch");
    }
}
