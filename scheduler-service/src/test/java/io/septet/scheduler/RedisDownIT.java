package io.septet.scheduler;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.testing.TestRedis;
import io.septet.scheduler.media.Pictures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SchedulerTest
class RedisDownIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired TestRedis redis;

    @Test
    void withoutRedisEverythingIsAnswered503AndNothingIsStoredHalf() {
        var workspace = World.id();
        var editor = world.editor(workspace);
        var form = form(List.of(accounts.feed(workspace)), "schedule");
        form.put("due", world.now().plusSeconds(3600).toString());
        redis.close();
        try {
            var post = editor.post("/api/v1/posts", form);
            assertThat(post.status()).isEqualTo(503);
            assertThat(post.problem()).isEqualTo("store-unavailable");
            assertThat(post.header("Retry-After")).isNotNull();
            assertThat(editor.get("/api/v1/posts").status()).isEqualTo(503);
            assertThat(
                            editor.upload(
                                            "/api/v1/media",
                                            "a.png",
                                            "image/png",
                                            Pictures.halves("png", 4, 4))
                                    .status())
                    .isEqualTo(503);
        } finally {
            redis.restart();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(editor.get("/api/v1/posts").status()).isEqualTo(200));
        assertThat(editor.get("/api/v1/posts").body().path("items").size()).isZero();
        assertThat(editor.get("/api/v1/deliveries").body().path("items").size()).isZero();
        assertThat(editor.post("/api/v1/posts", form).status()).isEqualTo(201);
    }
}
