package io.septet.acceptance.faults;

import static org.awaitility.Awaitility.await;

import io.septet.acceptance.faults.Feeds.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One run: schedules posts to feeds of every class under fire, waits, compares. Every feed that
 * takes text alone gets each post; those that publish in two steps also get one with a picture now
 * and then.
 */
final class FaultRun implements AutoCloseable {
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int AT_ONCE = 16;
    private static final int PICTURE_EVERY = 4;
    private static final List<String> OPEN = List.of("SCHEDULED", "HANDED");

    private final Fleet fleet;
    private final Plan plan;
    private final Api sandbox;
    private final Map<String, String> textOf = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private final Api api;
    private final Feeds feeds;
    private final Weather weather;
    private final Chaos chaos;
    private final Instant began;
    private final Instant lastDue;

    private FaultRun(Fleet fleet, Plan plan) throws IOException, InterruptedException {
        this.fleet = fleet;
        this.plan = plan;
        this.sandbox = new Api(fleet.sandbox(), "none");
        this.api = Workspace.make(fleet);
        this.feeds = Feeds.connect(api, sandbox);
        var picture = api.upload(Picture.png());
        this.began = Instant.now();
        this.weather = new Weather(sandbox, feeds, plan, began.plus(AHEAD).plus(plan.third()));
        this.chaos = new Chaos(fleet, plan);
        try (weather;
                chaos) {
            this.lastDue = schedule(api, feeds.all(), picture, began.plus(AHEAD));
            sleepUntil(lastDue.plusSeconds(10));
        }
    }

    /**
     * Schedules everything, and sees it fall due under fire. Afterwards the programs go on by
     * themselves: what is unclear takes minutes to settle.
     */
    static FaultRun begin(Path folder, Plan plan) throws IOException, InterruptedException {
        var fleet = Fleet.start(folder, Setup.of(plan.factor(), plan.seed()));
        try {
            return new FaultRun(fleet, plan);
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        fleet.close();
    }

    /** How many posts were accepted for publishing. */
    int posts() {
        return textOf.size();
    }

    /** Waits until everything is settled, and compares. */
    Verdict verdict() throws InterruptedException {
        settle(api, lastDue.plus(plan.longestEnd()));
        System.out.printf(
                "%d posts to %d feeds in %d s, time factor %s, seed %d, %.0f %% of calls faulty, %s;"
                        + " seen to be settled %d s after the last was due; %d posts not accepted%n",
                textOf.size(),
                feeds.all().size(),
                Duration.between(began, lastDue).toSeconds(),
                plan.factor(),
                plan.seed(),
                plan.faulty() * 100,
                chaos.told(),
                Duration.between(lastDue, Instant.now()).toSeconds(),
                refused.size());
        refused.stream().limit(5).forEach(System.out::println);
        weather.clear();
        return new Verdict(outcomes(api, feeds, chaos), plan.longestDoubt());
    }

    /** Schedules post after post, each half a minute ahead; answers when the last is due. */
    private Instant schedule(Api api, List<Feed> feeds, String picture, Instant first)
            throws InterruptedException {
        var plain = feeds.stream().filter(Feed::takesText).map(Feed::id).toList();
        var pictured = feeds.stream().filter(Feed::inTwoSteps).map(Feed::id).toList();
        double each = plain.size() + (double) pictured.size() / PICTURE_EVERY;
        int count = (int) Math.ceil(plan.deliveries() / each);
        var apart = Duration.ofNanos((long) (1e9 * each / plan.perSecond()));
        var random = new Random(plan.seed());
        var places = new Semaphore(AT_ONCE);
        var due = first;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                due = first.plus(apart.multipliedBy(i));
                sleepUntil(due.minus(AHEAD));
                int pier = random.nextInt(99);
                var at = due;
                var posts = new ArrayList<Map<String, Object>>();
                posts.add(post(text("Ferry", i, pier), plain, List.of(), at));
                if (i % PICTURE_EVERY == 0) {
                    posts.add(post(text("View", i, pier), pictured, List.of(picture), at));
                }
                for (var post : posts) {
                    places.acquire();
                    executor.execute(() -> {
                        try {
                            schedule(api, post, at);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } finally {
                            places.release();
                        }
                    });
                }
            }
        }
        return due;
    }

    private String text(String what, int number, int pier) {
        return "%s %d of run %d from pier %d #marker%dx%d%s"
                .formatted(what, number, plan.seed(), pier, plan.seed(), number, what);
    }

    private static Map<String, Object> post(
            String text, List<String> feeds, List<String> media, Instant due) {
        return Map.of(
                "text",
                text,
                "feeds",
                feeds,
                "media",
                media,
                "due",
                due.toString(),
                "zone",
                "UTC",
                "action",
                "schedule");
    }

    private void schedule(Api api, Map<String, Object> post, Instant due)
            throws InterruptedException {
        var text = (String) Objects.requireNonNull(post.get("text"));
        var answer =
                api.post("/api/v1/posts", post, UUID.randomUUID().toString(), due.plusSeconds(20));
        if (answer.ok()) {
            textOf.put(answer.body().path("id").asString(), text);
        } else {
            refused.add(text + ": " + answer);
        }
    }

    /** Asks until nothing is open any more, or the time is over. */
    private static void settle(Api api, Instant end) {
        try {
            await("nothing is open")
                    .atMost(longer(Duration.between(Instant.now(), end)))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> open(api) == 0);
        } catch (ConditionTimeoutException over) {
            // Whatever is open still is told by the verdict.
        }
    }

    private static int open(Api api) throws InterruptedException {
        int open = 0;
        for (var state : OPEN) {
            open +=
                    api.get("/api/v1/deliveries?limit=1&state=" + state)
                            .must()
                            .path("items")
                            .size();
        }
        return open;
    }

    private static Duration longer(Duration left) {
        return left.compareTo(LOOK) > 0 ? left : LOOK;
    }

    private List<Outcome> outcomes(Api api, Feeds feeds, Chaos chaos) throws InterruptedException {
        var byId = new HashMap<String, Feed>();
        feeds.all().forEach(feed -> byId.put(feed.id(), feed));
        var ledger = ledger();
        var struck = struck(feeds);
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        var places = new Semaphore(AT_ONCE);
        var told = new HashSet<String>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var delivery : api.all("/api/v1/deliveries?limit=1000")) {
                var text = textOf.get(delivery.path("post").asString());
                if (text == null) {
                    continue;
                }
                told.add(delivery.path("post").asString() + delivery.path("feed").asString());
                var feed = Objects.requireNonNull(byId.get(delivery.path("feed").asString()));
                var where = feed.platform() + " " + feed.account();
                places.acquire();
                executor.execute(() -> {
                    try {
                        var story =
                                api.get("/api/v1/deliveries/" + delivery.path("id").asString())
                                        .must();
                        outcomes.add(
                                Outcome.of(
                                        feed,
                                        story,
                                        ledger.getOrDefault(where + " " + marker(text), List.of()),
                                        struck.getOrDefault(where, Set.of()),
                                        struck.getOrDefault(marker(text), Set.of()),
                                        chaos));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (outcomes.size() != told.size()) {
            throw new IllegalStateException(told.size() - outcomes.size() + " stories are missing");
        }
        return List.copyOf(outcomes);
    }

    private Map<String, List<Instant>> ledger() throws InterruptedException {
        var ledger = new HashMap<String, List<Instant>>();
        for (var sent : sandbox.get("/sandbox/posts").must()) {
            var key =
                    sent.path("platform").asString()
                            + " "
                            + sent.path("account").asString()
                            + " "
                            + marker(sent.path("text").asString());
            ledger.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(Instant.parse(sent.path("acceptedAt").asString()));
        }
        return ledger;
    }

    /** Which of the faults that may end with a person struck an account, or a text. */
    private Map<String, Set<String>> struck(Feeds feeds) throws InterruptedException {
        var struck = new HashMap<String, Set<String>>();
        for (var one : sandbox.get("/sandbox/faults/struck").must()) {
            var kind = one.path("kind").asString();
            var about = one.path("about").asString();
            if (kind.equals("token-revoked-after")) {
                feeds.all().stream()
                        .filter(feed -> feed.token().equals(about))
                        .forEach(feed ->
                                struck.computeIfAbsent(
                                                feed.platform() + " " + feed.account(),
                                                any -> new HashSet<>())
                                        .add(kind));
            } else if (about.contains("#marker")) {
                struck.computeIfAbsent(marker(about), any -> new HashSet<>()).add(kind);
            }
        }
        return struck;
    }

    private static String marker(String text) {
        int at = text.indexOf("#marker");
        return at < 0 ? "" : text.substring(at + 1).split("\\s|<", 2)[0];
    }

    private static void sleepUntil(Instant when) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), when).toMillis()));
    }
}
