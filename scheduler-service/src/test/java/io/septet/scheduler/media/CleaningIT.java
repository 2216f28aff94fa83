package io.septet.scheduler.media;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.SeptetProperties;
import io.septet.kit.time.SkewedClock;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@SchedulerTest
class CleaningIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired SeptetProperties septet;
    @Autowired SkewedClock clock;
    @Autowired Cleaning cleaning;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;

    @BeforeEach
    void signIn() {
        editor = world.editor(workspace);
    }

    @AfterEach
    void now() {
        clock.skewBy(Duration.ZERO);
    }

    private String upload(int width) {
        return editor.upload("/api/v1/media", "a", "image/png", Pictures.halves("png", width, 60))
                .body()
                .path("id")
                .asString();
    }

    private long files() throws IOException {
        var folder = septet.data().resolve("media").resolve(workspace);
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private int status(String media) {
        return editor.get("/api/v1/media/" + media).status();
    }

    private void after(Duration time) {
        clock.skewBy(time);
        cleaning.clean();
    }

    @Test
    void whatNoPostUsesForAWeekGoesWithItsRenditionsAndThumbnail() throws IOException {
        var wall = accounts.feed(workspace);
        accounts.takes(wall, Map.of("types", List.of("image/jpeg")));
        var unused = upload(60);
        editor.post("/api/v1/media/" + unused + "/renditions", Map.of("feeds", List.of(wall)));
        editor.get("/api/v1/media/" + unused + "/thumbnail");
        assertThat(files()).isEqualTo(3);

        after(Duration.ofDays(7).minusMinutes(1));
        assertThat(status(unused)).isEqualTo(200);
        after(Duration.ofDays(7).plusMinutes(1));
        assertThat(status(unused)).isEqualTo(404);
        assertThat(files()).isZero();
        assertThat(redis.keys("scheduler:*:media:" + unused + "*")).isEmpty();
        assertThat(redis.keys("scheduler:*:media:file:" + workspace + ":*")).isEmpty();
    }

    @Test
    void whatAPostUsesStaysAndItsWeekBeginsWhenTheLastPostIsGone() {
        var media = upload(60);
        var form = form(List.of(), "draft");
        form.put("media", List.of(media));
        var first = editor.post("/api/v1/posts", form).body().path("id").asString();
        var second = editor.post("/api/v1/posts", form).body().path("id").asString();

        after(Duration.ofDays(30));
        assertThat(status(media)).isEqualTo(200);
        editor.delete("/api/v1/posts/" + first);
        after(Duration.ofDays(60));
        assertThat(status(media)).isEqualTo(200);
        editor.delete("/api/v1/posts/" + second);
        after(Duration.ofDays(66));
        assertThat(status(media)).isEqualTo(200);
        after(Duration.ofDays(68));
        assertThat(status(media)).isEqualTo(404);
    }

    @Test
    void aFileThatTwoPicturesShareGoesWithTheSecond() throws IOException {
        var one = upload(60);
        var other = upload(60);
        assertThat(files()).isEqualTo(1);

        assertThat(editor.delete("/api/v1/media/" + one).status()).isEqualTo(204);
        assertThat(status(other)).isEqualTo(200);
        assertThat(editor.delete("/api/v1/media/" + other).status()).isEqualTo(204);
        assertThat(files()).isZero();
        assertThat(status(upload(60))).isEqualTo(200);
    }
}
