package io.septet.scheduler.post;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SchedulerTest
class SearchIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired Changes changes;
    @Autowired Partitions partitions;
    @Autowired StringRedisTemplate redis;

    private final String workspace = World.id();
    private Http editor;
    private String feed;
    private String other;

    @BeforeEach
    void connectFeeds() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
        other = accounts.feed(workspace);
    }

    private String write(String text, String... labels) {
        return write(text, List.of(feed), Map.of(), labels);
    }

    private String write(
            String text, List<String> feeds, Map<String, Object> variants, String... labels) {
        var form = form(feeds, "draft");
        form.put("text", text);
        form.put("variants", variants);
        form.put("labels", List.of(labels));
        var answer = editor.post("/api/v1/posts", form);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    private List<String> found(String query) {
        return editor.get("/api/v1/posts?" + query).body().path("items").values().stream()
                .map(post -> post.path("id").asString())
                .toList();
    }

    private List<String> searched(String q) {
        return found("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
    }

    @Test
    void wordsAreFoundInTextAndVariantsWhateverTheirCaseAndScript() {
        var market = write("The Night Market opens tonight");
        var chinese = write("今晚夜市开市，欢迎光临", List.of(feed, other), Map.of());
        var variant =
                write(
                        "Weekend",
                        List.of(feed, other),
                        Map.of(other, Map.of("text", "Ferry to the NIGHT sky")));
        write("Nothing of it");

        assertThat(searched("night")).containsExactly(variant, market);
        assertThat(searched("  NIGHT   open ")).containsExactly(market);
        assertThat(searched("weekend sky")).containsExactly(variant);
        assertThat(searched("夜市")).containsExactly(chinese);
        assertThat(searched("夜市\u3000光临")).containsExactly(chinese);
        assertThat(searched("ｎｉｇｈｔ ｍａｒｋｅｔ")).containsExactly(market);
        assertThat(searched("%")).isEmpty();
        assertThat(searched(" ")).hasSize(4);
        assertThat(editor.get("/api/v1/posts?q=" + "x".repeat(201)).problem())
                .isEqualTo("query-too-long");
    }

    @Test
    void stateFeedAndLabelNarrowTheSearchAndHoldTogether() {
        var city = write("One", "city", "hot, and new");
        var both = write("Two", List.of(feed, other), Map.of(), "city");
        var sport = write("Three", "sport");
        var form = form(List.of(other), "schedule");
        form.put("due", world.now().plus(Duration.ofHours(1)).toString());
        var scheduled = editor.post("/api/v1/posts", form).body().path("id").asString();

        assertThat(found("label=city")).containsExactly(both, city);
        assertThat(found("label=city&label=sport")).containsExactly(sport, both, city);
        assertThat(found("label=hot,%20and%20new")).containsExactly(city);
        assertThat(found("feed=" + other)).containsExactly(scheduled, both);
        assertThat(found("state=SCHEDULED")).containsExactly(scheduled);
        assertThat(found("state=SCHEDULED&state=DRAFT")).hasSize(4);
        assertThat(found("label=city&feed=" + other)).containsExactly(both);
        assertThat(found("label=city&state=SCHEDULED")).isEmpty();
        assertThat(found("label=City")).isEmpty();
    }

    @Test
    void theCalendarIsNarrowedAlike() {
        for (var label : List.of("city", "sport")) {
            var form = form(List.of(feed), "schedule");
            form.put("due", world.now().plus(Duration.ofHours(1)).toString());
            form.put("labels", List.of(label));
            editor.post("/api/v1/posts", form);
        }
        var range =
                "/api/v1/calendar?from="
                        + world.now()
                        + "&to="
                        + world.now().plus(Duration.ofHours(2));

        assertThat(editor.get(range + "&label=city").body().path("items").size()).isEqualTo(1);
        assertThat(editor.get(range + "&label=city&label=sport").body().path("items").size())
                .isEqualTo(2);
        assertThat(editor.get(range + "&label=city&state=DRAFT").body().path("items").size())
                .isZero();
        assertThat(editor.get(range + "&feed=" + other).body().path("items").size()).isZero();
    }

    @Test
    void labelsAreCountedWithEveryChangeOfAPost() {
        var post = write("One", "city", "夜市");
        write("Two", "city");
        assertThat(labels()).isEqualTo("city 2, 夜市 1");

        editor.with("If-Match", "\"1\"")
                .patch("/api/v1/posts/" + post, Map.of("labels", List.of("sport", "city")));
        assertThat(labels()).isEqualTo("city 2, sport 1");
        editor.with("If-Match", "\"2\"").patch("/api/v1/posts/" + post, Map.of("text", "More"));
        assertThat(labels()).isEqualTo("city 2, sport 1");

        editor.delete("/api/v1/posts/" + post);
        assertThat(labels()).isEqualTo("city 1");
        assertThat(found("label=sport")).isEmpty();
        assertThat(world.as(World.id(), Role.VIEWER).get("/api/v1/labels").body().toString())
                .isEqualTo("{\"items\":[],\"next\":null}");
    }

    private String labels() {
        return String.join(
                ", ",
                world
                        .as(workspace, Role.VIEWER)
                        .get("/api/v1/labels")
                        .body()
                        .path("items")
                        .values()
                        .stream()
                        .map(label ->
                                label.path("name").asString() + " " + label.path("posts").asInt())
                        .toList());
    }

    @Test
    void pagesOfASearchHoldEachPostOnceAndABoundedAmountOfWork() {
        var needle = write("The needle");
        stack(needle, 2_100);
        var newest = write("Another needle");

        var pages = new ArrayList<List<String>>();
        String cursor = "";
        do {
            var page = editor.get("/api/v1/posts?q=needle&limit=1" + cursor).body();
            pages.add(
                    page.path("items").values().stream()
                            .map(post -> post.path("id").asString())
                            .toList());
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());

        assertThat(pages).containsExactly(List.of(newest), List.of(), List.of(needle));
    }

    /** Puts hay above a needle, seven of it in each millisecond. */
    private void stack(String below, int many) {
        var tag = partitions.tag(workspace);
        var json =
                (ObjectNode)
                        JsonMapper.shared()
                                .readTree(
                                        redis.opsForValue()
                                                .get("scheduler:" + tag + ":post:" + below));
        var list = "scheduler:" + tag + ":posts:" + workspace;
        long first = world.now().minus(Duration.ofMinutes(10)).toEpochMilli();
        redis.opsForZSet().add(list, below, first - 1);
        for (int from = 0; from < many; from += 300) {
            var change = Change.of();
            IntStream.range(from, Math.min(many, from + 300))
                    .forEach(i -> {
                        var id = World.id();
                        json.put("id", id);
                        ((ObjectNode) json.path("draft")).put("text", "Hay " + i);
                        change.document("scheduler:" + tag + ":post:" + id, 0, json.toString())
                                .zadd(list, first + i / 7, id);
                    });
            assertThat(changes.apply(change).applied()).isTrue();
        }
    }
}
