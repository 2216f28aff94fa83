package io.septet.scheduler.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.SeptetProperties;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is uploaded is refused with words, or nothing of it but its pixels goes on. */
@SchedulerTest
class BadFilesIT {
    private static final Map<String, Integer> ANSWERS = new TreeMap<>();

    @Autowired World world;
    @Autowired SeptetProperties septet;

    private final String workspace = World.id();
    private Http editor;

    @BeforeEach
    void signIn() {
        editor = world.editor(workspace);
    }

    @AfterAll
    static void count() {
        int all = ANSWERS.values().stream().mapToInt(count -> count).sum();
        System.out.println("Bad files: " + all + " " + ANSWERS);
        assertThat(all).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("io.septet.scheduler.media.BadFiles#all")
    void itIsRefusedOrCleaned(BadFiles.File file) throws IOException {
        long began = System.nanoTime();

        var answer = editor.upload("/api/v1/media", file.name(), file.type(), file.bytes());

        ANSWERS.merge(file.answer(), 1, Integer::sum);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        var body = answer.body();
        assertThat(body.toString()).doesNotContain(BadFiles.CANARY);
        if (!file.answer().equals("cleaned")) {
            assertThat(answer.status()).as(body.toString()).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo(file.answer());
            assertThat(body.path("title").asString()).isNotBlank();
            assertThat(body.path("detail").asString()).isNotBlank();
            assertThat(septet.data().resolve("media").resolve(workspace)).doesNotExist();
            return;
        }
        assertThat(answer.status()).as(body.toString()).isEqualTo(201);
        assertThat(body.path("type").asString()).isIn("image/jpeg", "image/png");
        var got = editor.get("/api/v1/media/" + body.path("id").asString()).raw();
        assertThat(got.headers().firstValue("Content-Type")).contains(body.path("type").asString());
        assertThat(got.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(new String(got.body(), ISO_8859_1))
                .doesNotContain(BadFiles.CANARY, "script", "Exif", "xmpmeta", "PK\3\4", "iCCP");
        assertThat(ImageIO.read(new ByteArrayInputStream(got.body()))).isNotNull();
        try (var files = Files.walk(septet.data().resolve("media").resolve(workspace))) {
            assertThat(files.filter(Files::isRegularFile).map(one -> one.getFileName().toString()))
                    .containsExactly(body.path("sha256").asString());
        }
    }
}
