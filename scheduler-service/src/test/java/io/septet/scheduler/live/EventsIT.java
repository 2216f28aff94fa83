package io.septet.scheduler.live;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SchedulerTest
class EventsIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;

    private final String workspace = World.id();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Http editor;
    private String feed;

    @BeforeEach
    void connect() {
        editor = world.editor(workspace);
        feed = accounts.feed(workspace);
    }

    @AfterEach
    void leave() {
        client.shutdownNow();
    }

    /** The lines that a client is told, as they come. */
    private List<String> listen(Http as, @Nullable String last) {
        var lines = new CopyOnWriteArrayList<String>();
        var request = as.request("/api/v1/events").header("Accept", "text/event-stream");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var unused =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                        .thenAccept(answer -> {
                            assertThat(answer.statusCode()).isEqualTo(200);
                            answer.body().forEach(lines::add);
                        });
        await().untilAsserted(() -> assertThat(lines).contains(": here"));
        return lines;
    }

    private static List<String> events(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("data: ")).toList();
    }

    @Test
    void aWorkspaceIsToldOfItsOwnEventsOnlyAndCanCatchUp() {
        var lines = listen(editor, null);
        var strangersLines = listen(world.editor(World.id()), null);

        editor.post("/api/v1/posts", form(List.of(feed), "draft"));
        var form = form(List.of(feed), "schedule");
        form.put("due", world.now().plusSeconds(3600).toString());
        editor.post("/api/v1/posts", form);

        await().untilAsserted(() -> assertThat(events(lines)).hasSize(3));
        assertThat(events(lines).getFirst()).contains("\"type\":\"post.created\"");
        assertThat(events(lines).getLast())
                .contains(
                        "\"type\":\"delivery.scheduled\"",
                        "\"feed\":\"" + feed + "\"",
                        "\"author\":\"member-editor\"",
                        "\"text\":\"The night market");
        assertThat(lines).contains("event: post", "event: delivery");
        var first =
                lines.stream().filter(line -> line.startsWith("id: ")).findFirst().orElseThrow();

        var late = listen(editor, first.substring("id: ".length()));

        await().untilAsserted(
                        () -> assertThat(events(late)).isEqualTo(events(lines).subList(1, 3)));
        assertThat(events(strangersLines)).isEmpty();
    }

    @Test
    void whatServicesTellEachOtherIsNotForMembers() {
        var lines = listen(editor, null);
        var id = World.id();

        world.tell(workspace, Map.of("deliveryId", id, "state", "ARMED", "version", 1));
        editor.post("/api/v1/posts", form(List.of(feed), "draft"));

        await().untilAsserted(() -> assertThat(events(lines)).hasSize(1));
        assertThat(String.join("\n", lines)).doesNotContain("publication");
    }

    @Test
    void nobodyIsToldWithoutAToken() {
        assertThat(
                        new Http(editor.request("").build().uri().toString(), () -> "Bearer x")
                                .get("/api/v1/events")
                                .status())
                .isEqualTo(401);
    }
}
