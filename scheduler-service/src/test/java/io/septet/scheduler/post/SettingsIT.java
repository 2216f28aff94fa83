package io.septet.scheduler.post;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SchedulerTest
class SettingsIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;
    private String rich;
    private String poor;

    @BeforeEach
    void connectFeeds() {
        editor = world.editor(workspace);
        rich = accounts.feed(workspace);
        poor = accounts.feed(workspace);
        accounts.has(rich, List.of("warning", "visibility", "language"));
    }

    private Map<String, Object> scheduled(Map<String, Object> settings) {
        var form = form(List.of(rich, poor), "schedule");
        form.put("due", world.now().plus(Duration.ofHours(1)).toString());
        form.putAll(settings);
        return form;
    }

    private JsonNode delivery(JsonNode post, String feed) {
        var id =
                post.path("deliveries").values().stream()
                        .filter(one -> one.path("feed").asString().equals(feed))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        var key =
                Objects.requireNonNull(redis.keys("scheduler:*:delivery:" + id)).iterator().next();
        return JsonMapper.shared().readTree(redis.opsForValue().get(key));
    }

    private static final Map<String, Object> ALL =
            Map.of("warning", " Flashing lights ", "visibility", "unlisted", "language", "ZH-hans");

    @Test
    void settingsOfAPostGoWhereTheyExistAndNowhereElse() {
        var plain = editor.post("/api/v1/posts", scheduled(Map.of())).body();

        var answer = editor.post("/api/v1/posts", scheduled(ALL));

        assertThat(answer.status()).isEqualTo(201);
        var post = answer.body();
        assertThat(post.path("warning").asString()).isEqualTo("Flashing lights");
        assertThat(post.path("language").asString()).isEqualTo("zh-Hans");
        var content = delivery(post, rich).path("content");
        assertThat(content.path("warning").asString()).isEqualTo("Flashing lights");
        assertThat(content.path("visibility").asString()).isEqualTo("unlisted");
        assertThat(content.path("language").asString()).isEqualTo("zh-Hans");
        assertThat(delivery(post, rich).path("contentHash"))
                .isNotEqualTo(delivery(plain, rich).path("contentHash"));
        assertThat(delivery(post, poor).path("content"))
                .isEqualTo(delivery(plain, poor).path("content"));
        assertThat(delivery(post, poor).path("content").has("warning")).isFalse();
        assertThat(delivery(post, poor).path("contentHash"))
                .isEqualTo(delivery(plain, poor).path("contentHash"));
    }

    @Test
    void aVariantSetsOrEmptiesWhatThePostHas() {
        var settings = new HashMap<>(ALL);
        settings.put(
                "variants",
                Map.of(rich, Map.of("warning", "", "visibility", "private", "language", "en")));

        var post = editor.post("/api/v1/posts", scheduled(settings)).body();

        var content = delivery(post, rich).path("content");
        assertThat(content.has("warning")).isFalse();
        assertThat(content.path("visibility").asString()).isEqualTo("private");
        assertThat(content.path("language").asString()).isEqualTo("en");
        assertThat(post.path("variants").path(rich).path("warning").asString("?")).isEmpty();
    }

    @Test
    void aVariantCannotSetWhatItsPlatformDoesNotHave() {
        var settings = Map.<String, Object>of("variants", Map.of(poor, Map.of("warning", "Loud")));

        var answer = editor.post("/api/v1/posts", scheduled(settings));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("post-invalid");
        assertThat(answer.body().path("errors").size()).isEqualTo(1);
        assertThat(answer.body().at("/errors/0/feed").asString()).isEqualTo(poor);
        assertThat(answer.body().at("/errors/0/type").asString()).isEqualTo("setting-unsupported");
        assertThat(answer.body().at("/errors/0/detail").asString()).contains("warning");
    }

    @Test
    void changingASettingChangesWhatGoesOut() {
        var post = editor.post("/api/v1/posts", scheduled(ALL)).body();

        var changed =
                editor.with("If-Match", "\"1\"")
                        .patch(
                                "/api/v1/posts/" + post.path("id").asString(),
                                "{\"warning\":null,\"visibility\":\"private\"}")
                        .body();

        assertThat(changed.path("warning").isNull()).isTrue();
        assertThat(changed.path("language").asString()).isEqualTo("zh-Hans");
        var now = delivery(changed, rich);
        assertThat(now.path("content").has("warning")).isFalse();
        assertThat(now.path("content").path("visibility").asString()).isEqualTo("private");
        assertThat(now.path("revision").asInt()).isEqualTo(2);
        assertThat(delivery(changed, poor).path("revision").asInt())
                .as("nothing is different there")
                .isEqualTo(1);
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        for (var bad :
                List.of(
                        Map.<String, Object>of("visibility", "friends"),
                        Map.<String, Object>of("language", "not a language"),
                        Map.<String, Object>of("warning", "x".repeat(501)),
                        Map.<String, Object>of(
                                "variants", Map.of(rich, Map.of("visibility", "friends"))))) {
            var answer = editor.post("/api/v1/posts", scheduled(bad));
            assertThat(answer.status()).as("" + bad).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("invalid");
        }
    }
}
