package io.septet.accounts.feed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platforms;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.testing.WithRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // The test runs the job itself.
            "spring.quartz.auto-startup=false",
            "septet.time-factor=20"
        })
class RenewalsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final WireMockServer PLATFORM =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final String workspace = Ids.next();

    @Autowired private Renewals renewals;
    @Autowired private Feeds feeds;
    @Autowired private FeedBook book;
    @Autowired private FeedLookup lookup;
    @Autowired private Platforms platforms;
    @Autowired private MutableClock clock;
    @Autowired private CircuitBreakerRegistry breakers;
    @Autowired private StringRedisTemplate redis;

    @TestConfiguration
    static class Time {
        @Bean
        MutableClock clock() {
            return new MutableClock(NOW);
        }
    }

    @DynamicPropertySource
    static void platforms(DynamicPropertyRegistry properties) {
        PLATFORM.start();
        for (String id : List.of("x", "threads", "linkedin")) {
            var prefix = "septet.platforms." + id;
            properties.add(prefix + ".base-url", () -> PLATFORM.baseUrl() + "/" + id + "/v1");
            properties.add(prefix + ".token-url", () -> PLATFORM.baseUrl() + "/" + id + "/token");
            properties.add(prefix + ".client-id", () -> "client");
            properties.add(prefix + ".client-secret", () -> "secret");
        }
    }

    @AfterAll
    static void close() {
        PLATFORM.stop();
    }

    @BeforeEach
    void quiet() {
        PLATFORM.resetAll();
        breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
        clock.set(NOW);
        redis.delete(redis.keys("accounts:*feed-access"));
    }

    @Test
    void theNextTokenIsAskedForBeforeTheOldOneEnds() {
        var feed = x();
        xGives("access-2", "refresh-2", 0);

        clock.advance(Duration.ofMinutes(79));
        renewals.run();
        PLATFORM.verify(0, anyRequestedFor(anyUrl()));
        clock.advance(Duration.ofMinutes(1));
        renewals.run();
        renewals.run();

        PLATFORM.verify(
                1,
                postRequestedFor(urlEqualTo("/x/token"))
                        .withRequestBody(containing("refresh_token=refresh-1")));
        assertThat(token(feed)).isEqualTo("access-2");
        assertThat(find(feed).version()).isEqualTo(feed.version());
        assertThat(find(feed).health()).isEqualTo(Feed.Health.OK);

        xGives("access-3", "refresh-3", 0);
        clock.advance(Duration.ofMinutes(80));
        renewals.run();
        PLATFORM.verify(
                postRequestedFor(urlEqualTo("/x/token"))
                        .withRequestBody(containing("refresh_token=refresh-2")));
        assertThat(token(feed)).isEqualTo("access-3");
    }

    @Test
    void ofManyReplicasOneAsks() throws InterruptedException {
        var feed = x();
        xGives("access-2", "refresh-2", 300);
        clock.advance(Duration.ofMinutes(90));

        var together = new CountDownLatch(1);
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                replicas.submit(() -> {
                    together.await();
                    renewals.run();
                    return null;
                });
            }
            together.countDown();
        }

        PLATFORM.verify(1, postRequestedFor(urlEqualTo("/x/token")));
        assertThat(token(feed)).isEqualTo("access-2");
    }

    @Test
    void aPlatformThatDoesNotAnswerSaysNothingAboutTheToken() {
        var feed = x();
        for (var answer :
                List.of(
                        aResponse().withStatus(503),
                        aResponse().withFault(Fault.EMPTY_RESPONSE),
                        aResponse().withStatus(429).withBody("{}"),
                        aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}"))) {
            xAnswers(answer);
            clock.set(NOW.plus(Duration.ofMinutes(90)));
            redis.opsForZSet()
                    .add(looks(), workspace + "|" + feed.id(), clock.instant().toEpochMilli());
            renewals.run();
            assertThat(find(feed).health()).isEqualTo(Feed.Health.OK);
            assertThat(token(feed)).isEqualTo("access-1");
        }

        xGives("access-2", "refresh-2", 0);
        clock.advance(Duration.ofMinutes(5));
        renewals.run();

        assertThat(token(feed)).isEqualTo("access-2");
    }

    @Test
    void aRefusalAsksAPersonInThePlatformsWordsAndIsNotRepeated() {
        var feed = x();
        xAnswers(
                aResponse()
                        .withStatus(400)
                        .withBody(
                                "{\"error\":\"invalid_request\",\"error_description\":\"Value passed for the token was invalid.\"}"));
        clock.advance(Duration.ofMinutes(90));

        renewals.run();
        clock.advance(Duration.ofDays(1));
        renewals.run();

        assertThat(find(feed).health()).isEqualTo(Feed.Health.RECONNECT);
        assertThat(find(feed).healthReason())
                .isEqualTo("X says: Value passed for the token was invalid.; connect it again");
        PLATFORM.verify(1, postRequestedFor(urlEqualTo("/x/token")));
        assertThat(lookup.open(workspace, feed.id())).isEmpty();
    }

    @Test
    void aTokenThatEndedWhileNobodyLookedIsRenewedWhenItIsNeeded() {
        var feed = x();
        clock.advance(Duration.ofHours(5));
        xAnswers(aResponse().withStatus(503));

        assertThat(lookup.open(workspace, feed.id())).isEmpty();
        assertThat(find(feed).health()).isEqualTo(Feed.Health.UNREACHABLE);

        xGives("access-2", "refresh-2", 0);
        assertThat(lookup.open(workspace, feed.id()).orElseThrow().access().accessToken())
                .isEqualTo("access-2");
        assertThat(find(feed).health()).isEqualTo(Feed.Health.OK);
        assertThat(find(feed).healthReason()).isNull();
    }

    @Test
    void aTokenThatIsNotAcceptedIsRenewedBeforeAPersonIsAsked() {
        var feed = x();
        clock.advance(Duration.ofMinutes(10));
        xGives("access-2", "refresh-2", 0);

        lookup.refused(workspace, feed.id(), "Unauthorized");

        assertThat(find(feed).health()).isEqualTo(Feed.Health.OK);
        assertThat(token(feed)).isEqualTo("access-2");
        // A token this young would be refused again.
        lookup.refused(workspace, feed.id(), "Unauthorized");
        assertThat(find(feed).health()).isEqualTo(Feed.Health.RECONNECT);
    }

    @Test
    void whoeverConnectedAgainMeanwhileKeepsHisToken() {
        var feed = x();
        xGives("access-2", "refresh-2", 700);
        clock.advance(Duration.ofMinutes(90));

        try (var replica = Executors.newVirtualThreadPerTaskExecutor()) {
            replica.submit(renewals::run);
            await().until(() -> !redis.keys("accounts:*feed-renewal:" + feed.id()).isEmpty());
            take("x", credential("fresh", "fresh-refresh", Duration.ofHours(2)));
        }

        assertThat(token(feed)).isEqualTo("fresh");
    }

    @Test
    void aTokenBroughtByHandDoesNotReplaceAnAccessThatLasts() {
        var feed = x();

        take("x", Credential.of("by-hand"));
        assertThat(token(feed)).isEqualTo("access-1");

        lookup.refused(workspace, feed.id(), "Unauthorized");
        take("x", Credential.of("by-hand"));
        assertThat(token(feed)).isEqualTo("by-hand");
        assertThat(find(feed).health()).isEqualTo(Feed.Health.OK);
    }

    @Test
    void aTokenOfThreadsRenewsItselfButNotOnItsFirstDay() {
        var feed = take("threads", credential("THAA1", null, Duration.ofHours(30)));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/threads/refresh_access_token"))
                        .willReturn(okJson("{\"access_token\":\"THAA2\",\"expires_in\":5183944}")));

        clock.advance(Duration.ofHours(23));
        renewals.run();
        assertThat(token(feed)).isEqualTo("THAA1");
        clock.advance(Duration.ofHours(1));
        renewals.run();

        assertThat(token(feed)).isEqualTo("THAA2");
        assertThat(find(feed).expiresAt()).isNull();
    }

    @Test
    void anAccessThatNobodyCanRenewIsWarnedOfAndThenEnds() {
        var feed = take("linkedin", credential("AQX", null, Duration.ofDays(60)));
        assertThat(feed.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(60)));
        assertThat(feed.healthReason()).isNull();

        assertThat(after(feed, 45).healthReason()).isNull();
        assertThat(after(feed, 46).healthReason())
                .isEqualTo(
                        "Its access runs out within 14 days, on 2026-04-30; connect it again before");
        assertThat(after(feed, 53).healthReason()).contains("within 7 days");
        assertThat(after(feed, 59).healthReason()).contains("within a day");
        assertThat(after(feed, 59).health()).isEqualTo(Feed.Health.OK);
        var ended = after(feed, 60);
        assertThat(ended.health()).isEqualTo(Feed.Health.RECONNECT);
        assertThat(ended.healthReason()).contains("ran out on 2026-04-30");
        PLATFORM.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void aLastingAccessThatCannotBeRenewedForLongIsWarnedOfToo() {
        var feed = take("threads", credential("THAA1", null, Duration.ofDays(60)));
        assertThat(feed.expiresAt()).isNull();
        PLATFORM.stubFor(
                get(urlPathEqualTo("/threads/refresh_access_token"))
                        .willReturn(aResponse().withStatus(500)));

        assertThat(after(feed, 45).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(60)));
        assertThat(after(feed, 54).healthReason()).contains("within 7 days");
        assertThat(after(feed, 54).health()).isEqualTo(Feed.Health.OK);
    }

    private Feed after(Feed feed, int days) {
        clock.set(NOW.plus(Duration.ofDays(days)));
        renewals.run();
        return find(feed);
    }

    private Feed x() {
        return take("x", credential("access-1", "refresh-1", Duration.ofHours(2)));
    }

    private Credential credential(String access, @Nullable String refresh, Duration life) {
        var now = clock.instant();
        return new Credential(access, refresh, now, now.plus(life), null, List.of());
    }

    private Feed take(String platform, Credential credential) {
        var account =
                new ConnectedAccount(
                        "11",
                        "desk",
                        "Desk",
                        null,
                        null,
                        credential.accessToken(),
                        platforms.find(platform).orElseThrow().capabilities());
        var taken = book.take(workspace, platform, null, account, credential, null);
        return feeds.find(workspace, taken.feed().id()).orElseThrow();
    }

    private Feed find(Feed feed) {
        return feeds.find(workspace, feed.id()).orElseThrow();
    }

    private String token(Feed feed) {
        return feeds.credential(find(feed)).orElseThrow().accessToken();
    }

    private String looks() {
        return Objects.requireNonNull(redis.keys("accounts:*feed-access")).iterator().next();
    }

    private static void xGives(String access, String refresh, int delay) {
        xAnswers(
                okJson(
                                "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":7200}"
                                        .formatted(access, refresh))
                        .withFixedDelay(delay));
    }

    private static void xAnswers(ResponseDefinitionBuilder answer) {
        PLATFORM.stubFor(post("/x/token").willReturn(answer));
    }
}
