package io.septet.acceptance.faults;

import io.septet.acceptance.faults.Feeds.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A fleet with one workspace, for a scenario that is played out on it. */
final class Stage implements AutoCloseable {
    private final Fleet fleet;
    private final Api api;
    private final Api sandbox;
    private final Feeds feeds;
    private final String picture;

    /** A question that is asked until the answer is yes. */
    interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    private Stage(Fleet fleet) throws IOException, InterruptedException {
        this.fleet = fleet;
        this.sandbox = new Api(fleet.sandbox(), "none");
        this.api = Workspace.make(fleet);
        this.feeds = Feeds.connect(api, sandbox);
        this.picture = api.upload(Picture.png());
        sandbox.put("/sandbox/limits", Map.of("platform", "*", "on", false)).must();
    }

    static Stage set(Path folder, Setup setup) throws IOException, InterruptedException {
        var fleet = Fleet.start(folder, setup);
        try {
            return new Stage(fleet);
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        fleet.close();
    }

    Fleet fleet() {
        return fleet;
    }

    Api api() {
        return api;
    }

    /** The first feed of a platform that publishes in this class. */
    Feed feed(String platform, String publishClass) {
        return feeds.all().stream()
                .filter(one -> one.platform().equals(platform))
                .filter(one -> one.publishClass().equals(publishClass))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Schedules a post for one feed; answers its id.
     *
     * @param pictured whether it has a picture, so that it is prepared before it is due
     */
    String schedule(String text, Feed feed, boolean pictured, Instant due)
            throws InterruptedException {
        var post =
                Map.of(
                        "text",
                        text,
                        "feeds",
                        List.of(feed.id()),
                        "media",
                        pictured ? List.of(picture) : List.of(),
                        "due",
                        due.toString(),
                        "zone",
                        "UTC",
                        "action",
                        "schedule");
        return api.post("/api/v1/posts", post, UUID.randomUUID().toString(), due)
                .must()
                .path("id")
                .asString();
    }

    /** The only delivery of a post, with its story. */
    JsonNode story(String post) throws InterruptedException {
        var delivery =
                api.get("/api/v1/posts/" + post).must().path("deliveries").path(0).path("id");
        return api.get("/api/v1/deliveries/" + delivery.asString()).must();
    }

    /** How often its story has a step. */
    long times(String post, String step) throws InterruptedException {
        return story(post)
                .path("log")
                .valueStream()
                .filter(entry -> entry.path("step").asString().equals(step))
                .count();
    }

    String state(String post) throws InterruptedException {
        return story(post).path("state").asString();
    }

    /** When posts with this text were accepted. */
    List<Instant> accepted(String text) throws InterruptedException {
        var accepted = new ArrayList<Instant>();
        for (var post : sandbox.get("/sandbox/posts").must()) {
            if (post.path("text").asString().contains(text)) {
                accepted.add(Instant.parse(post.path("acceptedAt").asString()));
            }
        }
        return accepted;
    }

    void fault(String platform, String kind, double rate, long millis) throws InterruptedException {
        sandbox.put(
                        "/sandbox/faults",
                        Map.of(
                                "platform", platform,
                                "kind", kind,
                                "rate", rate,
                                "calls", kind.startsWith("readback") ? "read" : "publish",
                                "millis", millis))
                .must();
    }

    /** Waits, and fails if it never comes to that. */
    static void until(String what, Duration most, Question question)
            throws IOException, InterruptedException {
        var end = Instant.now().plus(most);
        while (!question.ask()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("It never came to this: " + what);
            }
            Thread.sleep(200);
        }
    }

    static void sleepUntil(Instant when) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), when).toMillis()));
    }
}
