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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

/** Links for readers who have no account. */
@SchedulerTest
class LinkIT {
    private static final String OUTSIDE = "/internal/v1/outside";

    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired SkewedClock clock;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;
    private Http manager;
    private Http owner;
    private JsonNode post;

    @BeforeEach
    void submitted() {
        editor = world.editor(workspace);
        manager = world.as(workspace, Role.MANAGER);
        owner = world.as(workspace, Role.OWNER);
        owner.put(
                "/api/v1/approvals/settings",
                Map.of(
                        "version",
                        0,
                        "stages",
                        List.of(Map.of("name", "desk"), Map.of("name", "client"))));
        var form = form(List.of(accounts.feed(workspace)), "submit");
        form.put("due", world.now().plus(Duration.ofHours(5)).toString());
        post = editor.post("/api/v1/posts", form).body();
        assertThat(post.path("state").asString()).isEqualTo("SUBMITTED");
    }

    @AfterEach
    void backToNow() {
        clock.skewBy(Duration.ZERO);
    }

    private String path() {
        return "/api/v1/posts/" + post.path("id").asString();
    }

    private Http.Answer made(Http by, boolean decides) {
        return by.post(path() + "/links", Map.of("decides", decides, "hours", 2));
    }

    private Http reader(Http.Answer made) {
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        var path = made.body().path("path").asString();
        assertThat(path).startsWith("/outside#");
        return reader(path.substring("/outside#".length()));
    }

    private Http reader(String token) {
        return world.gateway().with("Septet-Link", token).with("Septet-From", "192.0.2.7");
    }

    private static Map<String, Object> yes() {
        return Map.of("approved", true, "name", "Frau Weber");
    }

    private void deskApproves() {
        var answer =
                manager.post(
                        path() + "/approve",
                        Map.of("hash", post.at("/approval/hash").asString(), "stage", 0));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    @Test
    void aReaderSeesExactlyWhatIsSentAndDecidesOneStageUnderTheirName() {
        deskApproves();
        var made = made(owner, true);
        var reader = reader(made);

        var seen = reader.get(OUTSIDE);
        assertThat(seen.status()).as(seen.body().toString()).isEqualTo(200);
        assertThat(seen.header("Cache-Control")).contains("no-store");
        assertThat(seen.body().path("decides").asString()).isEqualTo("client");
        assertThat(seen.body().at("/parts/0/text").asString())
                .isEqualTo("The night market opens tonight");
        assertThat(reader.post(OUTSIDE + "/decision", Map.of("approved", true)).problem())
                .as("who is it?")
                .isEqualTo("invalid");
        var done = reader.post(OUTSIDE + "/decision", yes());

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.body().path("state").asString()).isEqualTo("SCHEDULED");
        assertThat(
                        done.body().path("decides").isMissingNode()
                                || done.body().path("decides").isNull())
                .isTrue();
        var after = editor.get(path()).body();
        assertThat(after.at("/approval/decisions/1/reader").asString()).isEqualTo("Frau Weber");
        assertThat(after.at("/approval/decisions/1/by").asString()).isEqualTo("member-owner");
        assertThat(after.at("/approval/decisions/1/from").isMissingNode()).isTrue();
        var log =
                editor.get("/api/v1/deliveries/" + after.at("/deliveries/0/id").asString())
                        .body()
                        .path("log");
        assertThat(log.toString()).contains("client: Frau Weber (link)");
        assertThat(reader.post(OUTSIDE + "/decision", yes()).problem())
                .isEqualTo("nothing-to-approve");
        var link = editor.get(path() + "/links").body().at("/items/0");
        assertThat(link.path("usedAt").isMissingNode()).isFalse();
        assertThat(deeds()).contains("link.made", "link.used", "post.approved");
        assertThat(deeds()).contains("Frau Weber").contains("192.0.2.7");
    }

    private String deeds() {
        var all = new StringBuilder();
        java.util.Objects.requireNonNull(redis.keys("scheduler:*:events"))
                .forEach(stream ->
                        java.util.Objects.requireNonNull(
                                        redis.opsForStream()
                                                .range(
                                                        stream,
                                                        org.springframework.data.domain.Range
                                                                .<String>unbounded()))
                                .forEach(entry -> all.append(entry.getValue())));
        return all.toString();
    }

    @Test
    void aDecidingLinkIsMadeByThoseWhoMayDecideAndCountsAsTheirs() {
        assertThat(made(editor, true).problem()).isEqualTo("not-your-stage");
        var own = world.as(workspace, Role.MANAGER);
        var reader = reader(made(own, true));
        assertThat(reader.post(OUTSIDE + "/decision", yes()).status()).isEqualTo(200);
        var answer =
                own.post(
                        path() + "/approve",
                        Map.of("hash", post.at("/approval/hash").asString(), "stage", 1));
        assertThat(answer.problem()).isEqualTo("decided-before");
        assertThat(made(own, true).problem()).isEqualTo("decided-before");
        assertThat(made(editor, false).status()).as("showing is harmless").isEqualTo(201);
    }

    @Test
    void whatOnlyShowsDecidesNothing() {
        var reader = reader(made(editor, false));
        assertThat(reader.get(OUTSIDE).status()).isEqualTo(200);
        assertThat(reader.post(OUTSIDE + "/decision", yes()).problem())
                .isEqualTo("nothing-to-approve");
    }

    @Test
    void aLinkEndsByAChangeByRevokingAndByTime() {
        var shown = reader(made(manager, true));
        var revoked = made(manager, true);
        var expired = reader(made(manager, true));
        assertThat(
                        editor.delete(path() + "/links/" + revoked.body().at("/link/id").asString())
                                .status())
                .isEqualTo(204);
        over(reader(revoked), "revoked");
        clock.skewBy(Duration.ofHours(3));
        over(expired, "expired");
        clock.skewBy(Duration.ZERO);
        assertThat(shown.get(OUTSIDE).status()).isEqualTo(200);
        editor.with("If-Match", "\"" + post.path("version").asLong() + "\"")
                .patch(path(), Map.of("text", "Other words"));
        over(shown, "changed");
    }

    private static void over(Http reader, String why) {
        for (var answer : List.of(reader.get(OUTSIDE), reader.post(OUTSIDE + "/decision", yes()))) {
            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.problem()).isEqualTo("link-over");
            assertThat(answer.body().path("why").asString()).isEqualTo(why);
        }
    }

    @Test
    void guessesAndForeignLinksOpenNothing() {
        var made = made(manager, true);
        var token = made.body().path("path").asString().substring("/outside#".length());
        assertThat(token).hasSize(86);
        var last = token.charAt(60) == 'A' ? 'B' : 'A';
        for (var wrong :
                List.of(
                        "",
                        "x",
                        "A".repeat(86),
                        token.substring(0, 60) + last + token.substring(61))) {
            var answer = reader(wrong).get(OUTSIDE);
            assertThat(answer.status()).as(wrong).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("link-not-found");
        }
        assertThat(java.util.Objects.requireNonNull(redis.keys("scheduler:*:link:*")))
                .allSatisfy(key ->
                        assertThat(redis.opsForValue().get(key))
                                .doesNotContain(token.substring(43)));
        var stranger = world.as(World.id(), Role.OWNER);
        var id = made.body().at("/link/id").asString();
        assertThat(stranger.delete(path() + "/links/" + id).problem()).isEqualTo("post-not-found");
        assertThat(editor.with("Septet-Link", token).get(OUTSIDE).status())
                .as("members do not come this way")
                .isEqualTo(403);
    }
}
