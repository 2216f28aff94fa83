package io.septet.scheduler;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.septet.kit.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * accounts-service as the publishing contract describes it, behind real HTTP, with faults on
 * demand.
 */
public final class AccountsDouble {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> RECALLABLE = Set.of("NEW", "PREPARED", "WAITING");

    private final WireMockServer server;
    private final Map<String, String> feeds = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> publications = new ConcurrentHashMap<>();
    private final List<JsonNode> handed = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> images = new ConcurrentHashMap<>();
    private final Map<String, List<String>> settings = new ConcurrentHashMap<>();
    private final List<String> deleted = new java.util.concurrent.CopyOnWriteArrayList<>();
    private volatile String deletion = "deleted";
    private final Set<String> deaf = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private volatile List<String> more = List.of();
    private volatile @Nullable String unread;
    private volatile boolean down;
    private volatile boolean losingAnswers;
    private volatile int leadSeconds;

    public AccountsDouble() {
        server =
                new WireMockServer(
                        WireMockConfiguration.options()
                                .dynamicPort()
                                .bindAddress("127.0.0.1")
                                .containerThreads(100)
                                .extensions(new Contract()));
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        server.start();
    }

    /** Gives each context one of its own. */
    public static final class Initializer
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var accounts = new AccountsDouble();
            context.getBeanFactory().registerSingleton("accountsDouble", accounts);
            TestPropertyValues.of("septet.accounts-url=" + accounts.server.baseUrl())
                    .applyTo(context);
        }
    }

    public String url() {
        return server.baseUrl();
    }

    /** A feed of a workspace. */
    public String feed(String workspace) {
        var id = Ids.next();
        feeds.put(id, workspace);
        return id;
    }

    /** Which settings posts have on a feed. */
    public void has(String feed, List<String> names) {
        settings.put(feed, names);
    }

    /** What pictures a feed takes, where it is not the usual. */
    public void takes(String feed, Map<String, Object> rule) {
        images.put(feed, rule);
    }

    /** What feeds show of a delivery: its post or none, and posts besides. */
    public void shows(String delivery, boolean its, List<String> besides) {
        if (its) {
            there.add(delivery);
        } else {
            there.remove(delivery);
        }
        more = besides;
    }

    /** Feeds cannot be read; null = they can. */
    public void unread(@Nullable String why) {
        unread = why;
    }

    public void down(boolean now) {
        down = now;
    }

    /** Does what it is asked, but its answers get lost. */
    public void losesAnswers(boolean now) {
        losingAnswers = now;
    }

    /** Does not even do what it is asked about this feed. */
    public void deafFor(String feed) {
        deaf.add(feed);
    }

    /** Sets a hold on a feed, or lifts it. */
    public void hold(String feed, boolean now) {
        if (now) {
            held.add(feed);
        } else {
            held.remove(feed);
        }
    }

    /** Has a delivery, as if it had been handed over. */
    public void takes(String delivery, String workspace, String contentHash, Instant due) {
        var publication = JSON.createObjectNode();
        publication.put("deliveryId", delivery).put("workspace", workspace).put("state", "NEW");
        publication.put("revision", 1).put("version", 1).put("attempt", 0).put("held", false);
        publication.put("contentHash", contentHash).put("due", due.toString());
        publication.put("armedAt", due.toString());
        publications.put(delivery, publication);
    }

    /** Loses its record of a delivery. */
    public void forgets(String delivery) {
        publications.remove(delivery);
    }

    /** What becomes of deleting a post that is there. */
    public void deletes(String outcome) {
        deletion = outcome;
    }

    /** Feed and id of every post that was deleted. */
    public List<String> deleted() {
        return List.copyOf(deleted);
    }

    public void lead(int seconds) {
        leadSeconds = seconds;
    }

    /** Every hand-over that arrived for a delivery. */
    public List<JsonNode> handed(String delivery) {
        return handed.stream().filter(one -> one.path("id").asString().equals(delivery)).toList();
    }

    /** Whether it has a record of a delivery. */
    public boolean has(String delivery) {
        return publications.containsKey(delivery);
    }

    public ObjectNode publication(String delivery) {
        return Objects.requireNonNull(publications.get(delivery));
    }

    /** What happens to a publication by itself. */
    public Map<String, Object> becomes(String delivery, String state) {
        var publication = publication(delivery).deepCopy();
        publication.put("state", state);
        publication.put("version", publication.path("version").asLong() + 1);
        if (!RECALLABLE.contains(state)) {
            publication.put("attempt", 1);
        }
        if (state.equals("PUBLISHED")) {
            publication.put("sentAt", publication.path("due").asString());
            publication.put("lagMillis", 40);
            publication.put("platformId", "p-" + delivery);
            publication.put("link", "https://example.org/p-" + delivery);
        }
        if (state.equals("FAILED") || state.equals("WAITING") || state.equals("UNKNOWN")) {
            publication.put("reason", "The platform said so");
        }
        publications.put(delivery, publication);
        return JSON.convertValue(publication, Map.class);
    }

    private final class Contract implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "contract";
        }

        @Override
        public boolean applyGlobally() {
            return true;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            var request = event.getRequest();
            var path = request.getUrl().replaceAll("\\?.*", "").split("/");
            if (down) {
                return answer(503, JSON.createObjectNode());
            }
            ResponseDefinition answer;
            synchronized (AccountsDouble.this) {
                answer =
                        path[path.length - 1].equals("comparison")
                                ? answer(200, shown(body(request)))
                                : path[path.length - 1].equals("deletions")
                                        ? deletion(path[6], body(request))
                                        : path[3].equals("workspaces")
                                                ? path[5].equals("publications")
                                                        ? kept(body(request))
                                                        : path[5].equals("holds")
                                                                ? hold(body(request))
                                                                : check(path[4], body(request))
                                                : path.length > 5 && path[5].equals("resolve")
                                                        ? resolve(path[4], body(request))
                                                        : publication(
                                                                path[4], path.length > 5, request);
            }
            return losingAnswers
                    ? ResponseDefinitionBuilder.responseDefinition()
                            .withFault(Fault.CONNECTION_RESET_BY_PEER)
                            .build()
                    : answer;
        }

        private ResponseDefinition deletion(String feed, JsonNode body) {
            var asked = feed + " " + body.path("id").asString();
            var outcome = deletion.equals("deleted") && deleted.contains(asked) ? "gone" : deletion;
            if (outcome.equals("deleted")) {
                deleted.add(asked);
            }
            return answer(
                    200,
                    JSON.createObjectNode().put("outcome", outcome).put("reason", "They said so"));
        }

        private ResponseDefinition check(String workspace, JsonNode body) {
            var answer = JSON.createObjectNode();
            var results = answer.putArray("results");
            for (var item : body.path("items")) {
                var feed = item.path("feed").asString();
                var result = results.addObject();
                result.put("feed", feed);
                result.put("leadSeconds", item.path("media").isEmpty() ? 0 : leadSeconds);
                var errors = result.putArray("errors");
                if (!workspace.equals(feeds.get(feed))) {
                    result.putNull("platform").putNull("name");
                    errors.addObject().put("type", "feed-unknown").put("detail", "Unknown");
                    continue;
                }
                result.put("platform", "x").put("name", "City desk");
                var rule = rule(feed);
                settings.getOrDefault(feed, List.of()).forEach(result.putArray("settings")::add);
                result.set("images", JSON.valueToTree(rule));
                for (var picture : item.path("media")) {
                    errors.addAll(faults(rule, picture));
                }
                int length = item.path("text").asString().length();
                if (length > 280) {
                    errors.addObject()
                            .put("type", "text-too-long")
                            .put("detail", "X takes 280 characters, this has " + length)
                            .put("limit", 280)
                            .put("length", length);
                }
            }
            return answer(200, answer);
        }

        private Map<String, Object> rule(String feed) {
            var rule = new HashMap<String, Object>();
            rule.put("types", List.of("image/jpeg", "image/png"));
            rule.put("bytes", 5_000_000);
            for (var limit :
                    List.of(
                            "minWidth",
                            "maxWidth",
                            "maxHeight",
                            "maxPixels",
                            "minRatio",
                            "maxRatio")) {
                rule.put(limit, 0);
            }
            rule.putAll(images.getOrDefault(feed, Map.of()));
            return rule;
        }

        private List<ObjectNode> faults(Map<String, Object> rule, JsonNode picture) {
            var faults = new ArrayList<ObjectNode>();
            if (!((List<?>) Objects.requireNonNull(rule.get("types")))
                    .contains(picture.path("type").asString())) {
                faults.add(JSON.createObjectNode().put("type", "image-type-unsupported"));
            }
            if (picture.path("bytes").asLong() > limit(rule, "bytes")) {
                faults.add(JSON.createObjectNode().put("type", "image-too-large"));
            }
            double ratio = picture.path("width").asDouble() / picture.path("height").asDouble();
            if (ratio < limit(rule, "minRatio")
                    || (limit(rule, "maxRatio") > 0 && ratio > limit(rule, "maxRatio"))) {
                faults.add(
                        JSON.createObjectNode()
                                .put("type", "image-ratio-unsupported")
                                .put("detail", "Cut it yourself"));
            }
            return faults;
        }

        private double limit(Map<String, Object> rule, String name) {
            return ((Number) Objects.requireNonNull(rule.get(name))).doubleValue();
        }

        private ObjectNode shown(JsonNode body) {
            var answer = JSON.createObjectNode();
            var items = answer.putArray("items");
            answer.put("why", unread);
            if (unread == null) {
                for (var id : body.path("ids")) {
                    var item = items.addObject().put("delivery", id.asString());
                    item.put("there", there.contains(id.asString()));
                    item.set("more", JSON.valueToTree(more));
                }
            }
            return answer;
        }

        private ResponseDefinition kept(JsonNode body) {
            var answer = JSON.createObjectNode();
            var items = answer.putArray("items");
            for (var id : body.path("ids")) {
                var known = publications.get(id.asString());
                if (known != null) {
                    items.add(known);
                }
            }
            return answer(200, answer);
        }

        private ResponseDefinition hold(JsonNode body) {
            var feed = body.path("feed").asString();
            return answer(
                    200,
                    JSON.createObjectNode()
                            .put("scope", held.contains(feed) ? "feed|" + feed : null));
        }

        private ResponseDefinition resolve(String id, JsonNode body) {
            var present = publications.get(id);
            if (present == null) {
                return answer(
                        404,
                        JSON.createObjectNode().put("type", "/problems/publication-not-found"));
            }
            if (!present.path("state").asString().equals("REVIEW")) {
                return answer(409, present);
            }
            var choice = body.path("choice").asString();
            var after = present.deepCopy();
            after.put("version", present.path("version").asLong() + 1);
            after.put("decidedBy", body.path("by").asString());
            switch (choice) {
                case "live" -> {
                    after.put("state", "PUBLISHED").put("link", body.path("link").asString());
                    after.put("sentAt", present.path("due").asString());
                }
                case "again" ->
                        after.put("state", "WAITING")
                                .put("notAfter", Instant.now().plusSeconds(900).toString());
                default -> after.put("state", "DROPPED");
            }
            publications.put(id, after);
            return answer(200, after);
        }

        private ResponseDefinition publication(String id, boolean recall, Request request) {
            var present = publications.get(id);
            if (request.getMethod().equals(RequestMethod.GET)) {
                return present == null
                        ? answer(
                                404,
                                JSON.createObjectNode()
                                        .put("type", "/problems/publication-not-found"))
                        : answer(200, present);
            }
            var body = body(request);
            int revision = body.path("revision").asInt();
            if (recall) {
                if (present == null) {
                    return answer(200, store(id, body, "RECALLED", 1));
                }
                var state = present.path("state").asString();
                if (!state.equals("RECALLED") && !RECALLABLE.contains(state)) {
                    return answer(409, present);
                }
                return answer(
                        200,
                        store(
                                id,
                                present.deepCopy().put("revision", revision),
                                "RECALLED",
                                present.path("version").asLong() + 1));
            }
            if (deaf.contains(body.path("feed").asString())) {
                return answer(503, JSON.createObjectNode());
            }
            handed.add(((ObjectNode) body).put("id", id).put("at", Instant.now().toString()));
            if (present == null) {
                return answer(200, store(id, body, "NEW", 1));
            }
            int known = present.path("revision").asInt();
            if (known == revision) {
                return answer(
                        present.path("state").asString().equals("RECALLED") ? 409 : 200, present);
            }
            boolean replaceable =
                    RECALLABLE.contains(present.path("state").asString())
                            || present.path("state").asString().equals("RECALLED");
            return known > revision || !replaceable
                    ? answer(409, present)
                    : answer(200, store(id, body, "NEW", present.path("version").asLong() + 1));
        }

        private ObjectNode store(String id, JsonNode from, String state, long version) {
            var publication = JSON.createObjectNode();
            publication.put("deliveryId", id);
            publication.put("workspace", from.path("workspace").asString());
            publication.put("feed", from.path("feed").asString(""));
            publication.put("state", state);
            publication.put("revision", from.path("revision").asInt());
            publication.put("version", version);
            publication.put("attempt", 0);
            publication.put("due", from.path("due").asString(""));
            publication.put("armedAt", from.path("due").asString(""));
            publication.put("contentHash", from.path("contentHash").asString(""));
            publication.put("held", false);
            publications.put(id, publication);
            return publication;
        }

        private JsonNode body(Request request) {
            return JSON.readTree(request.getBody());
        }

        private ResponseDefinition answer(int status, JsonNode body) {
            return ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body.toString())
                    .build();
        }
    }
}
