package io.septet.acceptance.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The pretend accounts, connected. */
final class Feeds {
    private static final Set<String> ALWAYS_WITH_PICTURES = Set.of("instagram");

    private final Api api;
    private final List<Feed> all = new ArrayList<>();

    /**
     * One feed.
     *
     * @param account as the sandbox's ledger calls it
     * @param token with which it was connected
     * @param wish what connects it
     */
    record Feed(
            String id,
            String platform,
            String account,
            String publishClass,
            String token,
            Map<String, Object> wish) {

        boolean takesText() {
            return !ALWAYS_WITH_PICTURES.contains(platform);
        }

        /** Whether it makes a post in two steps, so that pictures are worth while. */
        boolean inTwoSteps() {
            return publishClass.equals("T");
        }
    }

    private Feeds(Api api) {
        this.api = api;
    }

    /** Connects every account on each platform that Septet knows. */
    static Feeds connect(Api api, Api sandbox) throws InterruptedException {
        var feeds = new Feeds(api);
        var known = new HashSet<String>();
        api.get("/api/v1/platforms")
                .must()
                .path("items")
                .forEach(platform -> known.add(platform.path("id").asString()));
        for (var account : sandbox.get("/sandbox/accounts").must()) {
            if (known.contains(account.path("platform").asString())) {
                feeds.add(account);
            }
        }
        return feeds;
    }

    List<Feed> all() {
        return List.copyOf(all);
    }

    /** Connects those again that Septet no longer has access to; answers how many. */
    int connectAgain() throws InterruptedException {
        var lost = new HashSet<String>();
        for (var feed : api.get("/api/v1/feeds").must().path("items")) {
            if (feed.path("health").asString().equals("reconnect")) {
                lost.add(feed.path("id").asString());
            }
        }
        for (var feed : all) {
            if (lost.contains(feed.id())) {
                api.post("/api/v1/feeds", feed.wish(), UUID.randomUUID().toString(), soon());
            }
        }
        return lost.size();
    }

    private void add(JsonNode account) {
        var platform = account.path("platform").asString();
        var token = account.path("token").asString();
        var wish = new HashMap<String, Object>();
        wish.put("platform", platform);
        wish.put("accessToken", token);
        for (var field : List.of("account", "server", "page")) {
            if (account.path(field).isString()) {
                wish.put(field, account.path(field).asString());
            }
        }
        var made = connect(wish);
        all.add(
                new Feed(
                        made.path("id").asString(),
                        platform,
                        account.path("account").asString(),
                        made.path("capabilities").path("publishClass").asString(),
                        token,
                        wish));
    }

    /** A slow machine may say at first that the platform does not answer. */
    private JsonNode connect(Map<String, Object> wish) {
        return await("connect " + wish.get("platform"))
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> api.post("/api/v1/feeds", wish, UUID.randomUUID().toString(), soon()),
                        Api.Answer::ok)
                .must();
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(30);
    }
}
