package io.septet.acceptance.faults;

import io.septet.acceptance.faults.Verdict.Outcome;
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
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** One run: schedules text posts to feeds of every class under fire, waits, compares. */
final class FaultRun {
    /** What can go wrong, with its part of all faulty calls. */
    private static final Map<String, Double> KINDS =
            Map.of(
                    "slow", 0.10,
                    "429", 0.15,
                    "500-before", 0.20,
                    "500-after-accept", 0.20,
                    "cut-before", 0.15,
                    "cut-after-accept", 0.20);

    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;
    private static final Set<String> OPEN = Set.of("SCHEDULED", "HANDED");

    private final Fleet fleet;
    private final Plan plan;
    private final Api sandbox;
    private final Map<String, JsonNode> feeds = new HashMap<>();
    private final Map<String, String> accountOf = new HashMap<>();
    private final Map<String, String> posts = new ConcurrentHashMap<>();
    private final List<String> refused = new ArrayList<>();

    private FaultRun(Fleet fleet, Plan plan) {
        this.fleet = fleet;
        this.plan = plan;
        this.sandbox = new Api(fleet.sandbox(), "none");
    }

    static Verdict run(Path folder, Plan plan) throws IOException, InterruptedException {
        try (var fleet = Fleet.start(folder, plan.factor(), plan.seed(), plan.properties())) {
            return new FaultRun(fleet, plan).run();
        }
    }

    private Verdict run() throws InterruptedException {
        var api = workspace();
        connect(api);
        faults(plan.faulty());
        var began = Instant.now();
        Instant lastDue;
        String told;
        try (var chaos = new Chaos(fleet, plan)) {
            lastDue = schedule(api, began.plus(AHEAD));
            sleepUntil(lastDue.plusSeconds(10));
            told = chaos.told();
        }
        var states = settle(api, lastDue.plus(plan.longestEnd()));
        System.out.printf(
                "%d posts to %d feeds in %d s, time factor %s, seed %d, %.0f %% of calls faulty, %s;"
                        + " settled %d s after the last was due; %d posts not accepted%n",
                posts.size(),
                feeds.size(),
                Duration.between(began, lastDue).toSeconds(),
                plan.factor(),
                plan.seed(),
                plan.faulty() * 100,
                told,
                Duration.between(lastDue, Instant.now()).toSeconds(),
                refused.size());
        refused.stream().limit(5).forEach(System.out::println);
        faults(0);
        return compare(states);
    }

    private Api workspace() throws InterruptedException {
        var workspace = UUID.randomUUID().toString();
        var inside = new Api(fleet.accounts(), fleet.launcherToken("accounts"));
        check(
                inside.put(
                        "/internal/v1/workspaces/" + workspace,
                        Map.of("name", "Under fire", "zone", "UTC")));
        var email = "owner@fire.example";
        var password = "under-fire-" + UUID.randomUUID();
        check(
                inside.put(
                        "/internal/v1/workspaces/%s/members/%s".formatted(workspace, email),
                        Map.of("name", "Owner", "password", password, "role", "OWNER")));
        return new Api(fleet.gateway(), SignIn.token(fleet.gateway(), email, password));
    }

    /** Every account that takes text alone, on each platform that Septet knows. */
    private void connect(Api api) throws InterruptedException {
        var known = new HashSet<String>();
        check(api.get("/api/v1/platforms"))
                .body()
                .path("items")
                .forEach(platform -> known.add(platform.path("id").asString()));
        for (var account : check(sandbox.get("/sandbox/accounts")).body()) {
            var platform = account.path("platform").asString();
            if (platform.equals("instagram") || !known.contains(platform)) {
                continue;
            }
            var wish = new HashMap<String, Object>();
            wish.put("platform", platform);
            wish.put("accessToken", account.path("token").asString());
            for (var field : List.of("account", "server", "page")) {
                if (account.path(field).isString()) {
                    wish.put(field, account.path(field).asString());
                }
            }
            var answer =
                    check(
                            api.post(
                                    "/api/v1/feeds",
                                    wish,
                                    UUID.randomUUID().toString(),
                                    Instant.now().plusSeconds(30)));
            var id = answer.body().path("id").asString();
            feeds.put(id, answer.body());
            accountOf.put(id, platform + " " + account.path("account").asString());
        }
    }

    private void faults(double rate) throws InterruptedException {
        check(sandbox.put("/sandbox/limits", Map.of("platform", "*", "on", false)));
        for (var kind : KINDS.entrySet()) {
            check(
                    sandbox.put(
                            "/sandbox/faults",
                            Map.of(
                                    "platform",
                                    "*",
                                    "kind",
                                    kind.getKey(),
                                    "rate",
                                    rate * kind.getValue(),
                                    "calls",
                                    "all")));
        }
    }

    /** Schedules post after post, each half a minute ahead; answers when the last is due. */
    private Instant schedule(Api api, Instant first) throws InterruptedException {
        int count = (plan.deliveries() + feeds.size() - 1) / feeds.size();
        var apart = Duration.ofNanos((long) (1e9 * feeds.size() / plan.perSecond()));
        var random = new Random(plan.seed());
        var places = new Semaphore(AT_ONCE);
        var due = first;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                due = first.plus(apart.multipliedBy(i));
                sleepUntil(due.minus(AHEAD));
                var text =
                        "Ferry %d of run %d leaves at pier %d #marker%dx%d"
                                .formatted(i, plan.seed(), random.nextInt(99), plan.seed(), i);
                var at = due;
                places.acquire();
                executor.execute(() -> {
                    try {
                        schedule(api, text, at);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return due;
    }

    private void schedule(Api api, String text, Instant due) throws InterruptedException {
        var answer =
                api.post(
                        "/api/v1/posts",
                        Map.of(
                                "text",
                                text,
                                "feeds",
                                feeds.keySet(),
                                "due",
                                due.toString(),
                                "zone",
                                "UTC",
                                "action",
                                "schedule"),
                        UUID.randomUUID().toString(),
                        due.plusSeconds(20));
        if (answer.ok()) {
            posts.put(text, answer.body().path("id").asString());
        } else {
            synchronized (refused) {
                refused.add(text + ": " + answer);
            }
        }
    }

    /** Asks until nothing is open any more, or the time is over. */
    private Map<String, JsonNode> settle(Api api, Instant end) throws InterruptedException {
        var states = new HashMap<String, JsonNode>();
        var open = new HashSet<>(posts.keySet());
        while (!open.isEmpty()) {
            for (var text : List.copyOf(open)) {
                var post = check(api.get("/api/v1/posts/" + posts.get(text))).body();
                states.put(text, post);
                boolean settled = true;
                for (var delivery : post.path("deliveries")) {
                    settled &= !OPEN.contains(delivery.path("state").asString());
                }
                if (settled) {
                    open.remove(text);
                }
            }
            if (Instant.now().isAfter(end)) {
                break;
            }
            Thread.sleep(2_000);
        }
        return states;
    }

    private Verdict compare(Map<String, JsonNode> states) throws InterruptedException {
        var ledger = new HashMap<String, List<Instant>>();
        for (var sent : check(sandbox.get("/sandbox/posts")).body()) {
            var key =
                    sent.path("platform").asString()
                            + " "
                            + sent.path("account").asString()
                            + " "
                            + marker(sent.path("text").asString());
            ledger.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(Instant.parse(sent.path("acceptedAt").asString()));
        }
        var outcomes = new ArrayList<Outcome>();
        states.forEach((text, post) -> {
            for (var delivery : post.path("deliveries")) {
                var feed = delivery.path("feed").asString();
                outcomes.add(
                        new Outcome(
                                Objects.requireNonNull(feeds.get(feed))
                                        .path("capabilities")
                                        .path("publishClass")
                                        .asString(),
                                delivery.path("platform").asString(),
                                text,
                                delivery.path("state").asString(),
                                delivery.path("reason").asString(null),
                                Instant.parse(delivery.path("due").asString()),
                                ledger.getOrDefault(
                                        accountOf.get(feed) + " " + marker(text), List.of())));
            }
        });
        return new Verdict(outcomes);
    }

    private static String marker(String text) {
        return text.substring(text.indexOf("#marker") + 1).split("\\s|<", 2)[0];
    }

    private static void sleepUntil(Instant when) throws InterruptedException {
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), when).toMillis()));
    }

    private static Api.Answer check(Api.Answer answer) {
        if (!answer.ok()) {
            throw new IllegalStateException("Unexpected answer: " + answer);
        }
        return answer;
    }
}
