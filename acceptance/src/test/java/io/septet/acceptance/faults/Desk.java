package io.septet.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A workspace that plans many posts of text and remembers when each was to go out where. */
final class Desk {
    private static final int AT_ONCE = 8;

    private final Fleet fleet;
    private final Api sandbox;
    private final Api api;
    private final String name;
    private final Map<String, List<String>> feeds = new LinkedHashMap<>();
    private final Map<String, String> accountOf = new HashMap<>();
    private final Map<String, Instant> planned = new ConcurrentHashMap<>();

    private Desk(Fleet fleet, Api api, String name) {
        this.fleet = fleet;
        this.sandbox = new Api(fleet.sandbox(), "none");
        this.api = api;
        this.name = name;
    }

    /**
     * A new workspace with a feed for each account of these platforms.
     *
     * @param name of letters, another one for each workspace
     */
    static Desk open(Fleet fleet, String name, Set<String> platforms) throws InterruptedException {
        var workspace = UUID.randomUUID().toString();
        var inside = new Api(fleet.accounts(), fleet.launcherToken("accounts"));
        var email = name + "@load.example";
        var password = "under-load-" + UUID.randomUUID();
        inside.put("/internal/v1/workspaces/" + workspace, Map.of("name", name, "zone", "UTC"))
                .must();
        inside.put(
                        "/internal/v1/workspaces/%s/members/%s".formatted(workspace, email),
                        Map.of("name", "Owner", "password", password, "role", "OWNER"))
                .must();
        var token = SignIn.token(fleet.gateway(), email, password);
        var desk = new Desk(fleet, new Api(fleet.gateway(), token), name);
        desk.connect(platforms);
        return desk;
    }

    Api api() {
        return api;
    }

    /** The feeds of a platform, in the order of the sandbox's accounts. */
    List<String> feeds(String platform) {
        return Objects.requireNonNull(feeds.get(platform), platform);
    }

    /** One post to be planned. */
    record Wish(Collection<String> feeds, Instant due, List<String> labels) {}

    /** Plans posts, some at a time; they count as planned once they are accepted. */
    void plan(List<Wish> wishes) throws InterruptedException {
        var places = new Semaphore(AT_ONCE);
        var refused = ConcurrentHashMap.<String>newKeySet();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var wish : wishes) {
                places.acquire();
                executor.execute(() -> {
                    try {
                        plan(wish);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IllegalStateException e) {
                        refused.add(String.valueOf(e.getMessage()));
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException(
                    refused.size() + " not planned: " + refused.iterator().next());
        }
    }

    /**
     * @return the post's id
     */
    String plan(Wish wish) throws InterruptedException {
        var marker = "m" + name + "x" + fleet.nextNumber();
        var body = new HashMap<String, Object>();
        body.put("text", "The ferry leaves on time #" + marker);
        body.put("feeds", wish.feeds());
        body.put("due", wish.due().toString());
        body.put("zone", "UTC");
        body.put("labels", wish.labels());
        body.put("action", "schedule");
        var answer =
                api.post("/api/v1/posts", body, UUID.randomUUID().toString(), wish.due()).must();
        wish.feeds().forEach(feed -> planned.put(accountOf.get(feed) + " " + marker, wish.due()));
        return answer.path("id").asString();
    }

    /** What became of the slowest deliveries since, step by step, in milliseconds after due. */
    List<String> slowest(int most, Instant since) throws InterruptedException {
        return api.all("/api/v1/deliveries?limit=1000&from=" + since).stream()
                .map(delivery -> delivery.path("id").asString())
                .map(this::steps)
                .sorted(Comparator.comparing(Steps::last).reversed())
                .limit(most)
                .map(Steps::told)
                .toList();
    }

    private record Steps(long last, String told) {}

    private Steps steps(String id) {
        try {
            var story = api.get("/api/v1/deliveries/" + id).must();
            var due = Instant.parse(story.path("due").asString());
            var told = new StringBuilder(story.path("platform").asString());
            long last = 0;
            for (var line : story.path("log")) {
                long after =
                        Duration.between(due, Instant.parse(line.path("at").asString())).toMillis();
                if (after > -60_000) {
                    told.append(' ').append(line.path("step").asString()).append(' ').append(after);
                    last = after;
                }
            }
            return new Steps(last, told.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** When each delivery was to go out, by {@link Sent#place}. */
    Map<String, Instant> planned() {
        return Map.copyOf(planned);
    }

    private void connect(Set<String> platforms) throws InterruptedException {
        for (var account : sandbox.get("/sandbox/accounts").must()) {
            var platform = account.path("platform").asString();
            if (!platforms.contains(platform)) {
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
            var key = UUID.randomUUID().toString();
            var answer = api.post("/api/v1/feeds", wish, key, Instant.now().plusSeconds(30));
            var id = answer.must().path("id").asString();
            feeds.computeIfAbsent(platform, any -> new ArrayList<>()).add(id);
            accountOf.put(id, platform + " " + account.path("account").asString());
        }
    }
}
