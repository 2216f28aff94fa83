package io.septet.scheduler.media;

import static io.septet.scheduler.World.form;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.SeptetProperties;
import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@SchedulerTest
class MediaIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired SeptetProperties septet;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;

    @BeforeEach
    void signIn() {
        editor = world.editor(workspace);
    }

    private Http.Answer upload(String name, byte[] file) {
        return editor.upload("/api/v1/media", name, "image/png", file);
    }

    @Test
    void aPictureIsStoredUprightAndWithoutItsMetadata() throws IOException {
        var photo = Pictures.photo(Pictures.halves("jpeg", 60, 40), 6, "48.8584N 2.2945E");
        assertThat(new String(photo, ISO_8859_1)).contains("48.8584N");

        var stored = upload("holiday.jpg", photo);

        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.body().path("type").asString()).isEqualTo("image/jpeg");
        assertThat(stored.body().path("width").asInt()).isEqualTo(40);
        assertThat(stored.body().path("height").asInt()).isEqualTo(60);
        var answer = editor.get("/api/v1/media/" + stored.body().path("id").asString()).raw();
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("private");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var bytes = answer.body();
        assertThat(MediaFolder.sha256(bytes)).isEqualTo(stored.body().path("sha256").asString());
        assertThat(new String(bytes, ISO_8859_1)).doesNotContain("Exif", "48.8584N");
        var image = ImageIO.read(new ByteArrayInputStream(bytes));
        // Turned a quarter to the right, what was left is on top.
        assertThat(image.getRGB(20, 5) >> 16 & 0xff).isGreaterThan(200);
        assertThat(image.getRGB(20, 55) & 0xff).isGreaterThan(200);
        var sha256 = stored.body().path("sha256").asString();
        assertThat(
                        septet.data()
                                .resolve("media")
                                .resolve(workspace)
                                .resolve(sha256.substring(0, 2))
                                .resolve(sha256))
                .exists();
    }

    @Test
    void whatIsAppendedToAPictureDoesNotGoOn() {
        var png = Pictures.halves("png", 40, 30);
        var both = Pictures.join(png, "<script>alert(1)</script>".getBytes(ISO_8859_1));

        var stored = upload("a.png", both);

        var bytes = editor.get("/api/v1/media/" + stored.body().path("id").asString()).raw().body();
        assertThat(new String(bytes, ISO_8859_1)).doesNotContain("script");
        assertThat(upload("again.png", png).body().path("sha256"))
                .as("the same pixels")
                .isEqualTo(stored.body().path("sha256"));
    }

    @Test
    void disguisedBrokenAndMovingFilesAreRefused() {
        for (var file :
                Map.<String, byte[]>of(
                                "script", "#!/bin/sh\necho hello".getBytes(ISO_8859_1),
                                "page", "<svg onload=alert(1)>".getBytes(ISO_8859_1),
                                "polyglot",
                                        "GIF89a=1;<script>alert(1)</script>".getBytes(ISO_8859_1),
                                "webp", "RIFF\1\1\1\1WEBPVP8 ".getBytes(ISO_8859_1),
                                "cut",
                                        java.util.Arrays.copyOf(
                                                Pictures.halves("png", 400, 300), 100),
                                "empty", new byte[0],
                                "animated gif", Pictures.animatedGif(),
                                "animated png", Pictures.animatedPng(),
                                "animated webp",
                                        Pictures.with(Pictures.webp("photo"), "ANIM", new byte[6]))
                        .entrySet()) {
            var answer = upload("picture.png", file.getValue());
            assertThat(answer.status()).as(file.getKey()).isEqualTo(422);
            assertThat(answer.problem()).as(file.getKey()).isEqualTo("media-unsupported");
        }
        assertThat(
                        upload("still.gif", Pictures.halves("gif", 20, 20))
                                .body()
                                .path("type")
                                .asString())
                .isEqualTo("image/png");
        assertThat(septet.data().resolve("media").resolve(workspace).toFile().list()).hasSize(1);
    }

    @Test
    void webpIsKeptLikeWhatItIsAndUpright() throws IOException {
        record Case(String name, String type) {}
        for (var one :
                List.of(
                        new Case("photo", "image/jpeg"),
                        new Case("lossless", "image/png"),
                        new Case("alpha", "image/png"))) {
            var stored = upload(one.name(), Pictures.webp(one.name())).body();
            assertThat(stored.path("type").asString()).as(one.name()).isEqualTo(one.type());
            assertThat(stored.path("width").asInt()).isEqualTo(60);
            var image = picture(stored);
            assertThat(image.getRGB(50, 20) & 0xff).as(one.name()).isGreaterThan(200);
            assertThat(image.getRGB(5, 20) >>> 24).isEqualTo(one.name().equals("alpha") ? 0 : 255);
        }
        for (var header : List.of("", "Exif\0\0")) {
            var exif = Pictures.join(header.getBytes(ISO_8859_1), Pictures.orientation(6));
            var turned = upload("t", Pictures.with(Pictures.webp("photo"), "EXIF", exif)).body();
            assertThat(turned.path("width").asInt()).isEqualTo(40);
            assertThat(picture(turned).getRGB(20, 5) >> 16 & 0xff).isGreaterThan(200);
            assertThat(picture(turned).getRGB(20, 55) & 0xff).isGreaterThan(200);
        }
    }

    private java.awt.image.BufferedImage picture(tools.jackson.databind.JsonNode stored)
            throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(
                        editor.get("/api/v1/media/" + stored.path("id").asString()).raw().body()));
    }

    @Test
    void aBombIsRefusedByItsHeaderBeforeItIsDecoded() {
        var answer = upload("bomb.png", Pictures.bomb(60_000, 60_000));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("media-too-many-pixels");
    }

    @Test
    void filesThatAreTooLargeAreRefusedWithAReadableAnswer() {
        int limit = 15 * 1024 * 1024;
        for (int size : new int[] {limit + 1, limit + 3_000_000, 2 * limit}) {
            var answer =
                    upload(
                            "large.png",
                            Pictures.join(Pictures.halves("png", 40, 30), new byte[size]));
            assertThat(answer.status()).as("" + size).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-large");
        }
    }

    @Test
    void thumbnailsAreSmallAndKept() throws IOException {
        var id = upload("wide.png", Pictures.halves("png", 1600, 800)).body().path("id").asString();

        for (int i = 0; i < 2; i++) {
            var thumbnail =
                    ImageIO.read(
                            new ByteArrayInputStream(
                                    editor.get("/api/v1/media/" + id + "/thumbnail").raw().body()));
            assertThat(thumbnail.getWidth()).isEqualTo(400);
            assertThat(thumbnail.getHeight()).isEqualTo(200);
        }
        try (var files = Files.walk(septet.data().resolve("media").resolve(workspace))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void aPictureInUseStaysUntilItsPostIsGone() {
        var id = Pictures.upload(editor);
        var form = form(List.of(accounts.feed(workspace)), "draft");
        form.put("media", List.of(id));
        var post = editor.post("/api/v1/posts", form).body();

        assertThat(editor.delete("/api/v1/media/" + id).problem()).isEqualTo("media-in-use");
        assertThat(editor.delete("/api/v1/posts/" + post.path("id").asString()).status())
                .isEqualTo(204);
        assertThat(editor.delete("/api/v1/media/" + id).status()).isEqualTo(204);
        assertThat(editor.get("/api/v1/media/" + id).status()).isEqualTo(404);
        assertThat(editor.post("/api/v1/posts", form).problem()).isEqualTo("media-not-found");
    }

    @Test
    void picturesOfAnotherWorkspaceAreNotFound() {
        var id = Pictures.upload(editor);
        var stranger = world.as(World.id(), Role.OWNER);

        assertThat(stranger.get("/api/v1/media/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/media/" + id + "/thumbnail").status()).isEqualTo(404);
        assertThat(stranger.delete("/api/v1/media/" + id).status()).isEqualTo(404);
        assertThat(
                        world.as(workspace, Role.VIEWER)
                                .upload("/api/v1/media", "a", "image/png", new byte[3])
                                .status())
                .isEqualTo(403);
        var form = form(List.of(), "draft");
        form.put("media", List.of(id));
        assertThat(stranger.post("/api/v1/posts", form).problem()).isEqualTo("media-not-found");
    }
}
