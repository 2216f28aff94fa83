package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.id.Ids;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A delivery that was given a time of its own, and its post. */
@SchedulerTest
@SuppressWarnings("NullAway.Init")
class OwnTimeIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;

    private final String workspace = Ids.next();
    private Http editor;
    private String feed;

    @BeforeEach
    void connect() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
    }

    private JsonNode schedule(String... feeds) {
        var form = form(List.of(feeds), "schedule");
        form.put("due", world.now().plus(Duration.ofMinutes(5)).toString());
        return editor.post("/api/v1/posts", form).body();
    }

    private static Instant due(JsonNode of) {
        return Instant.parse(of.path("due").asString());
    }

    @Test
    void aTimeOfItsOwnOutlivesChangesOfThePost() {
        var other = accounts.feed(workspace);
        var post = schedule(feed, other);
        var path = "/api/v1/posts/" + post.path("id").asString();
        var own = due(post).plusSeconds(7200).truncatedTo(ChronoUnit.MILLIS);
        editor.post(
                "/api/v1/deliveries/" + deliveryOf(post, feed) + "/reschedule",
                Map.of("due", own.toString()));

        var edited = patch(path, Map.of("text", "The night market opens late"));

        assertThat(dueOf(edited, feed)).as("text alone").isEqualTo(own);
        assertThat(dueOf(edited, other)).isEqualTo(due(post));
        assertThat(
                        editor.get("/api/v1/deliveries/" + deliveryOf(post, feed))
                                .body()
                                .path("log")
                                .toString())
                .contains("Changed");
        var later = due(post).plusSeconds(60);
        var moved = patch(path, Map.of("due", later.toString()));
        assertThat(dueOf(moved, feed)).as("the post's time").isEqualTo(own);
        assertThat(dueOf(moved, other)).isEqualTo(later);
        editor.post(path + "/schedule", Map.of("due", later.plusSeconds(60).toString()));
        assertThat(dueOf(editor.get(path).body(), feed)).as("moved").isEqualTo(own);

        editor.post(path + "/publish-now", Map.of());

        var now = editor.get(path).body();
        assertThat(dueOf(now, feed)).isEqualTo(dueOf(now, other)).isBefore(later);
    }

    private JsonNode patch(String path, Map<String, Object> change) {
        var version = editor.get(path).body().path("version").asLong();
        var answer = editor.with("If-Match", "\"" + version + "\"").patch(path, change);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private static JsonNode of(JsonNode post, String feed) {
        for (var one : post.path("deliveries")) {
            if (one.path("feed").asString().equals(feed)) {
                return one;
            }
        }
        throw new AssertionError(post.toString());
    }

    private static String deliveryOf(JsonNode post, String feed) {
        return of(post, feed).path("id").asString();
    }

    private static Instant dueOf(JsonNode post, String feed) {
        return due(of(post, feed));
    }
}
