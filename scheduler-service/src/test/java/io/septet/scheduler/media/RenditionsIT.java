package io.septet.scheduler.media;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.SeptetProperties;
import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;

@SchedulerTest
class RenditionsIT {
    /** As Instagram takes them. */
    private static final Map<String, Object> WALL =
            Map.of(
                    "types",
                    List.of("image/jpeg"),
                    "bytes",
                    8_000_000,
                    "minWidth",
                    320,
                    "maxWidth",
                    1440,
                    "minRatio",
                    0.8,
                    "maxRatio",
                    1.91);

    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired SeptetProperties septet;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;
    private String free;
    private String wall;

    @BeforeEach
    void connectFeeds() {
        editor = world.editor(workspace);
        free = accounts.feed(workspace);
        wall = accounts.feed(workspace);
        accounts.takes(wall, WALL);
    }

    private String upload(byte[] file) {
        var answer = editor.upload("/api/v1/media", "a", "image/png", file);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private JsonNode preview(String media, String... feeds) {
        var answer =
                editor.post(
                        "/api/v1/media/" + media + "/renditions", Map.of("feeds", List.of(feeds)));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private BufferedImage picture(JsonNode rendition) throws IOException {
        var answer =
                editor.get(
                                "/api/v1/media/"
                                        + rendition.path("media").asString()
                                        + "/renditions/"
                                        + rendition.path("id").asString())
                        .raw();
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(rendition.path("type").asString());
        assertThat(answer.body()).hasSize(rendition.path("bytes").asInt());
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private Map<String, Object> post(String action, List<String> feeds, String... media) {
        var form = form(feeds, action);
        form.put("media", List.of(media));
        if (action.equals("schedule")) {
            form.put("due", world.now().plus(Duration.ofHours(1)).toString());
        }
        return form;
    }

    @Test
    void aPictureOfAnotherFormatAndSizeIsSentWholeAsTheFeedTakesIt() throws IOException {
        var media = upload(Pictures.halves("png", 2000, 1600));

        var made = preview(media, free, wall);

        assertThat(made.propertyNames()).containsExactly(wall);
        var one = made.path(wall).path(0);
        assertThat(one.path("media").asString()).isEqualTo(media);
        assertThat(one.path("type").asString()).isEqualTo("image/jpeg");
        assertThat(one.path("width").asInt()).isEqualTo(1440);
        assertThat(one.path("height").asInt()).isEqualTo(1152);
        assertThat(one.path("why").toString()).isEqualTo("[\"format\",\"size\"]");
        var image = picture(one);
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getRGB(10, 600) >> 16 & 0xff).isGreaterThan(200);
        assertThat(image.getRGB(1430, 600) & 0xff).isGreaterThan(200);
        assertThat(preview(media, wall)).as("made once").isEqualTo(preview(media, wall));
    }

    @Test
    void aSmallPictureIsEnlargedAndWhatShowsThroughIsWhite() throws IOException {
        var one = preview(upload(Pictures.halfTransparent(40, 30)), wall).path(wall).path(0);

        assertThat(one.path("width").asInt()).isEqualTo(320);
        assertThat(one.path("height").asInt()).isEqualTo(240);
        assertThat(picture(one).getRGB(20, 120) & 0xffffff).isGreaterThan(0xf0f0f0);
    }

    @Test
    void aFileThatIsTooLargeLosesQualityFirstAndThenPixels() throws IOException {
        var png = upload(Pictures.noise("png", 600, 400));
        var jpeg = upload(Pictures.noise("jpeg", 600, 400));
        accounts.takes(free, Map.of("bytes", 200_000));
        accounts.takes(wall, Map.of("bytes", 40_000, "types", List.of("image/png")));

        var lower = preview(jpeg, free).path(free).path(0);
        assertThat(lower.path("width").asInt()).isEqualTo(600);
        assertThat(lower.path("why").toString()).isEqualTo("[\"bytes\"]");
        var other = preview(png, free).path(free).path(0);
        assertThat(other.path("type").asString()).isEqualTo("image/jpeg");
        assertThat(other.path("why").toString()).isEqualTo("[\"format\",\"bytes\"]");
        var smaller = preview(png, wall).path(wall).path(0);
        assertThat(smaller.path("type").asString()).isEqualTo("image/png");
        assertThat(smaller.path("bytes").asInt()).isLessThanOrEqualTo(40_000);
        var image = picture(smaller);
        assertThat(image.getWidth()).isBetween(60, 200);
        assertThat((double) image.getWidth() / image.getHeight()).isBetween(1.45, 1.55);
    }

    @Test
    void aShapeThatIsNotTakenIsAnErrorAndNeverCut() {
        var wide = upload(Pictures.halves("png", 800, 400));

        assertThat(preview(wide, wall).isEmpty()).isTrue();
        var answer = editor.post("/api/v1/posts", post("schedule", List.of(free, wall), wide));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("post-invalid");
        assertThat(answer.body().path("errors").values())
                .anySatisfy(error -> {
                    assertThat(error.path("feed").asString()).isEqualTo(wall);
                    assertThat(error.path("type").asString()).isEqualTo("image-ratio-unsupported");
                    assertThat(error.path("detail").asString()).isNotBlank();
                });
    }

    @Test
    void whatIsScheduledIsWhatIsShownAndWhatIsHandedOver() {
        var first = upload(Pictures.halves("png", 60, 50));
        var second = upload(Pictures.halves("jpeg", 400, 300));

        var post =
                editor.post("/api/v1/posts", post("schedule", List.of(free, wall), first, second))
                        .body();

        assertThat(post.path("renditions").propertyNames()).containsExactly(wall);
        var shown = post.path("renditions").path(wall);
        assertThat(shown.size()).as("the second is taken as it is").isEqualTo(1);
        assertThat(shown.path(0)).isEqualTo(preview(first, wall).path(wall).path(0));
        assertThat(stored(post, wall).at("/content/media/0/sha256"))
                .isEqualTo(shown.path(0).path("sha256"));
        assertThat(stored(post, wall).at("/content/media/0/type").asString())
                .isEqualTo("image/jpeg");
        assertThat(stored(post, free).at("/content/media/0/type").asString())
                .isEqualTo("image/png");
        assertThat(stored(post, wall).path("contentHash"))
                .isNotEqualTo(stored(post, free).path("contentHash"));
        assertThat(editor.get("/api/v1/posts").body().at("/items/0/renditions"))
                .isEqualTo(post.path("renditions"));
    }

    @Test
    void renditionsFollowThePost() {
        var media = upload(Pictures.halves("png", 60, 50));
        var post = editor.post("/api/v1/posts", post("draft", List.of(wall), media)).body();
        assertThat(post.path("renditions").isEmpty()).as("a draft goes nowhere").isTrue();
        var path = "/api/v1/posts/" + post.path("id").asString();
        var due = Map.of("due", world.now().plus(Duration.ofHours(1)).toString());

        assertThat(editor.post(path + "/schedule", due).body().path("renditions").size())
                .isEqualTo(1);
        var hash = stored(editor.get(path).body(), wall).path("contentHash");
        var later = Map.of("due", world.now().plus(Duration.ofHours(2)).toString());
        assertThat(stored(editor.post(path + "/schedule", later).body(), wall).path("contentHash"))
                .as("the same rendition, whenever it goes out")
                .isEqualTo(hash);
        assertThat(editor.post(path + "/unschedule", "{}").body().path("renditions").size())
                .isZero();
    }

    private JsonNode stored(JsonNode post, String feed) {
        for (var delivery : post.path("deliveries")) {
            if (delivery.path("feed").asString().equals(feed)) {
                var key =
                        redis.keys("scheduler:*:delivery:" + delivery.path("id").asString())
                                .iterator()
                                .next();
                return tools.jackson.databind.json.JsonMapper.shared()
                        .readTree(redis.opsForValue().get(key));
            }
        }
        throw new AssertionError("No delivery for " + feed);
    }

    @Test
    void onlyEditorsOfTheWorkspaceMakeRenditionsForItsFeeds() {
        var media = upload(Pictures.halves("png", 60, 50));
        var path = "/api/v1/media/" + media + "/renditions";
        var wish = Map.of("feeds", List.of(wall));

        assertThat(world.as(workspace, Role.VIEWER).post(path, wish).status()).isEqualTo(403);
        assertThat(world.editor(World.id()).post(path, wish).problem())
                .isEqualTo("media-not-found");
        assertThat(editor.post(path, Map.of("feeds", List.of(World.id()))).problem())
                .isEqualTo("feed-not-found");
        assertThat(editor.post(path, Map.of("feeds", List.of())).problem()).isEqualTo("invalid");
        var id = preview(media, wall).path(wall).path(0).path("id").asString();
        assertThat(world.as(workspace, Role.VIEWER).get(path + "/" + id).status()).isEqualTo(200);
        assertThat(editor.get(path + "/" + World.id()).status()).isEqualTo(404);
        assertThat(world.editor(World.id()).get(path + "/" + id).status()).isEqualTo(404);
    }
}
