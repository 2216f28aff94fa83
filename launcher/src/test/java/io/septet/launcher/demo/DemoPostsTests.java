package io.septet.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.launcher.demo.DemoPosts.Audience;
import io.septet.launcher.demo.DemoPosts.DemoPost;
import io.septet.launcher.demo.DemoPosts.Timing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DemoPostsTests {
    /** X's, the shortest of all; a plain Latin text counts one for each character. */
    private static final int SHORTEST_LIMIT = 280;

    @Test
    void aDozenGoOutAtOnceAndSomeAreYetToCome() {
        var posts = DemoPosts.all();

        assertThat(posts).filteredOn(post -> post.timing() instanceof Timing.Now).hasSize(12);
        assertThat(posts).filteredOn(post -> post.timing() instanceof Timing.In).hasSize(4);
        assertThat(posts).filteredOn(post -> post.timing() instanceof Timing.Draft).hasSize(1);
        assertThat(posts).extracting(DemoPost::key).doesNotHaveDuplicates();
    }

    @Test
    void everyTextFitsEveryPlatform() {
        assertThat(DemoPosts.all())
                .allSatisfy(post -> {
                    assertThat(post.text()).hasSizeLessThanOrEqualTo(SHORTEST_LIMIT);
                    assertThat(post.text().chars()).allMatch(c -> c < 0x1100);
                });
    }

    @Test
    void everyPictureIsDescribed() {
        assertThat(DemoPosts.all())
                .allSatisfy(post ->
                        assertThat(post.altText().isEmpty()).isEqualTo(post.picture() == null));
    }

    @Test
    void dueTimesAreWallTimesOfTheDesk() {
        var now = ZonedDateTime.parse("2026-03-01T18:00:00Z");

        assertThat(new Timing.In(1, LocalTime.of(9, 0)).due(now))
                .isEqualTo("2026-03-03T09:00+08:00[Asia/Shanghai]");
    }

    @Test
    void onlyPostsWithAPictureGoToInstagram() {
        assertThat(Audience.ALL.includes("instagram")).isTrue();
        assertThat(DemoPosts.all())
                .filteredOn(post -> post.audience().includes("instagram"))
                .isNotEmpty()
                .allSatisfy(post -> assertThat(post.picture()).isNotNull());
    }

    @Test
    void picturesAreAlwaysTheSameAndSmall() throws IOException {
        for (var picture : Set.of(Pictures.values())) {
            var bytes = picture.jpeg();
            var image = ImageIO.read(new ByteArrayInputStream(bytes));

            assertThat(bytes).isEqualTo(picture.jpeg()).hasSizeLessThan(600_000);
            assertThat(image.getWidth()).isEqualTo(Pictures.WIDTH);
            assertThat(image.getHeight()).isEqualTo(Pictures.HEIGHT);
        }
    }
}
