package io.septet.analytics.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.analytics.tracked.RollUpRebuild;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.analytics.tracked.TrackedPublications;
import io.septet.kit.SeptetProperties;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.TestTokens;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.wiremock.spring.ConfigureWireMock;
import org.wiremock.spring.EnableWireMock;
import org.wiremock.spring.InjectWireMock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service on a real Redis, with accounts-service played by WireMock and a clock that the test
 * moves. Quartz rests: a test runs the collection itself.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.quartz.auto-startup=false",
            "logging.level.WireMock=warn",
            "logging.level.org.wiremock=warn"
        })
@WithRedis
@EnableWireMock(@ConfigureWireMock(name = "accounts", baseUrlProperties = "septet.accounts-url"))
public abstract class AnalyticsOnRedis {
    /** Long ago, so that tokens signed by the real clock are not expired. */
    protected static final Instant NINE = Instant.parse("2024-03-01T09:00:00Z");

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {
        @Bean
        MutableClock clock() {
            return new MutableClock(NINE);
        }
    }

    @Autowired protected MutableClock clock;
    @Autowired protected StringRedisTemplate redis;
    @Autowired protected TestRedis server;
    @Autowired protected TrackedPublications publications;
    @Autowired protected JsonMapper json;
    @Autowired protected SeptetProperties septet;
    @Autowired protected RollUpRebuild rebuild;
    @Autowired EventStreams streams;
    @Autowired Collector collector;
    @Autowired AccountCollector accountCollector;
    @Autowired CollectQueue queue;
    @Autowired Readings readings;
    @Autowired CircuitBreakerRegistry breakers;

    @InjectWireMock("accounts")
    protected WireMockServer accounts;

    @LocalServerPort int port;

    protected final String workspace = Ids.next();

    @BeforeEach
    void emptyHouse() {
        var house = new HashSet<>(Objects.requireNonNull(redis.keys("analytics:*")));
        // What Quartz does meanwhile must not be half there.
        house.removeIf(key -> key.startsWith("analytics:quartz:"));
        redis.delete(house);
        breakers.circuitBreaker("accounts").reset();
        clock.set(NINE);
        rebuild.run();
    }

    /** A delivery as scheduler-service tells of it. */
    protected Map<String, Object> delivery(String feed, Instant sentAt) {
        var id = Ids.next();
        var data = new LinkedHashMap<String, Object>();
        data.put("id", id);
        data.put("post", Ids.next());
        data.put("feed", feed);
        data.put("platform", "x");
        data.put("state", "PUBLISHED");
        data.put("step", null);
        data.put("due", sentAt.toString());
        data.put("sentAt", sentAt.toString());
        data.put("lagMillis", 120);
        data.put("platformId", "p-" + id);
        data.put("link", "https://x.example/status/" + id);
        data.put("reason", null);
        data.put("version", 5);
        data.put("text", "Good morning from the river");
        data.put("media", null);
        return data;
    }

    /** Tells of it and waits until it is tracked. */
    protected TrackedPublication published(String feed, Instant sentAt) {
        return published(delivery(feed, sentAt));
    }

    /** Tells of it and waits until it is tracked. */
    protected TrackedPublication published(Map<String, Object> delivery) {
        tell("delivery.published", 5, delivery);
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> publications.find(workspace, "" + delivery.get("id")),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Puts an event into scheduler-service's stream, as that service would. */
    protected void tell(String type, long version, Map<String, Object> data) {
        tell("scheduler", type, version, data);
    }

    /** Tells of a feed as accounts-service would, and waits until that has been handled. */
    protected void feedChanged(long version, Map<String, Object> feed) {
        tell("accounts", "feed.changed", version, feed);
        var marker = Ids.next();
        tell(
                "accounts",
                "feed.changed",
                1,
                Map.of("id", marker, "platform", "x", "name", "Marker", "health", "ok"));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> redis.hasKey("analytics:{p00}:feed:" + marker));
        redis.delete("analytics:{p00}:feed:" + marker);
        redis.opsForZSet().remove("analytics:{p00}:collect-accounts", marker);
    }

    /** Connects a feed now. */
    protected void connected(String feed, String name) {
        feedChanged(1, Map.of("id", feed, "platform", "mastodon", "name", name, "health", "ok"));
    }

    private void tell(String service, String type, long version, Map<String, Object> data) {
        var event = new LinkedHashMap<String, Object>();
        event.put("v", 1);
        event.put("type", type);
        event.put("workspace", workspace);
        event.put("id", data.get("id"));
        event.put("version", version);
        event.put("at", clock.instant().toString());
        event.put("data", data);
        redis.opsForStream()
                .add(
                        streams.stream(service, workspace),
                        Map.of("e", json.writeValueAsString(event)));
    }

    /** Waits until everything told so far has been handled. */
    protected void everythingHeard() {
        published(delivery(Ids.next(), clock.instant().plusSeconds(86_400)));
    }

    /** A question about a feed's numbers. */
    protected MappingBuilder asked(String feed) {
        return post("/internal/v1/workspaces/" + workspace + "/feeds/" + feed + "/metrics");
    }

    /** Lets the platform answer with these numbers, read at this time. */
    protected void reports(
            String feed, Instant at, Map<TrackedPublication, Map<String, Long>> numbers) {
        accounts.stubFor(asked(feed).willReturn(okJson(answer(at, numbers, List.of(), null))));
    }

    /** An answer of accounts-service. */
    protected String answer(
            Instant at,
            Map<TrackedPublication, Map<String, Long>> numbers,
            List<TrackedPublication> gone,
            @Nullable Integer retryAfter) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("at", at.toString());
        answer.put(
                "items",
                numbers.entrySet().stream()
                        .map(entry ->
                                Map.of(
                                        "id",
                                        "" + entry.getKey().platformId(),
                                        "metrics",
                                        entry.getValue()))
                        .toList());
        answer.put("gone", gone.stream().map(TrackedPublication::platformId).toList());
        answer.put("retryAfterSeconds", retryAfter);
        return json.writeValueAsString(answer);
    }

    /** Keeps what was read, as the collection would; it may be old or known already. */
    protected boolean keep(TrackedPublication publication, Instant at, Map<String, Long> numbers) {
        return readings.keep(publication, new Reading(at, numbers), Optional.empty());
    }

    /** Takes the readings that are due at a time. */
    protected int collectAt(Instant now) {
        clock.set(now);
        return collector.run();
    }

    /** A question about an account's numbers. */
    protected MappingBuilder askedAccount(String feed) {
        return com.github.tomakehurst.wiremock.client.WireMock.get(
                "/internal/v1/workspaces/" + workspace + "/feeds/" + feed + "/account-metrics");
    }

    /** Lets the platform report these numbers of an account, and takes the readings due then. */
    protected int collectAccountsAt(Instant now, String feed, Map<String, Long> numbers) {
        accounts.stubFor(
                askedAccount(feed)
                        .willReturn(
                                okJson(
                                        json.writeValueAsString(
                                                Map.of("at", "" + now, "metrics", numbers)))));
        return collectAccountsAt(now);
    }

    /** Takes the readings of accounts that are due at a time. */
    protected int collectAccountsAt(Instant now) {
        clock.set(now);
        return accountCollector.run();
    }

    /** Stops Redis and starts it again with its data. */
    protected void restartRedis() {
        server.close();
        server.restart();
        redisAnswers();
    }

    /** Waits until Redis can be asked again. */
    protected void redisAnswers() {
        await().ignoreExceptions().until(() -> redis.hasKey("scheduler:{p00}:events"));
    }

    /** An address as it is, nothing in it encoded. */
    protected URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
    }

    /** The publication as it is now. */
    protected TrackedPublication now(TrackedPublication publication) {
        return publications.find(workspace, publication.delivery()).orElseThrow();
    }

    /** The readings kept of it, oldest first. */
    protected List<Reading> readingsOf(TrackedPublication publication) {
        return readings.of(publication);
    }

    /** When it will be read next; null = never. */
    protected @Nullable Instant nextReading(TrackedPublication publication) {
        var score = redis.opsForZSet().score("analytics:{p00}:collect", publication.delivery());
        return score == null ? null : Instant.ofEpochMilli(score.longValue());
    }

    /** Events this service has told, oldest first. */
    protected List<JsonNode> told() {
        return Objects.requireNonNull(
                        redis.opsForStream()
                                .range(streams.stream("analytics", workspace), Range.unbounded()))
                .stream()
                .map(entry -> json.readTree(String.valueOf(entry.getValue().get("e"))))
                .toList();
    }

    /** The service's door, as a member with this role in this workspace finds it. */
    protected RestTestClient as(Role role, String workspace) {
        var token = new TestTokens(septet.data(), "analytics").member("mia", workspace, role);
        return door().mutate().defaultHeader(HttpHeaders.AUTHORIZATION, token).build();
    }

    /** The service's door without a token. */
    protected RestTestClient door() {
        return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    /** Asks as a viewer and reads the JSON of a good answer. */
    protected JsonNode get(String path) {
        return json.readTree(
                as(Role.VIEWER, workspace)
                        .get()
                        .uri(address(path))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody());
    }
}
