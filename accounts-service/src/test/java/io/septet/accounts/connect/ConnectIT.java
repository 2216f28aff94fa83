package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.Door;
import io.septet.accounts.vault.Vault;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.MutableClock;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "septet.platforms.x.client-id=client",
            "septet.platforms.x.client-secret=secret",
            "septet.platforms.threads.client-id=client",
            "septet.platforms.threads.client-secret=secret",
            "septet.platforms.facebook.client-id=only-an-id"
        })
class ConnectIT {
    private static final WireMockServer X =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final String workspace = Ids.next();
    private final String member = UUID.randomUUID().toString();

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @Autowired private Partitions partitions;
    @Autowired private Vault vault;
    @Autowired private JsonMapper json;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void platforms(DynamicPropertyRegistry properties) {
        X.start();
        properties.add("septet.platforms.x.base-url", X::baseUrl);
        properties.add("septet.platforms.x.token-url", () -> X.baseUrl() + "/token");
    }

    @AfterAll
    static void close() {
        X.stop();
    }

    @Test
    void platformsTellHowTheirAccountsAreConnectedAndWhatIsMissing() {
        var platforms = owner().get("/api/v1/platforms").json().path("items");

        assertThat(way(platforms, "x")).isEqualTo("consent true []");
        assertThat(way(platforms, "mastodon")).isEqualTo("server-consent true []");
        assertThat(way(platforms, "bluesky")).isEqualTo("password true []");
        assertThat(way(platforms, "telegram")).isEqualTo("bot true []");
        assertThat(way(platforms, "facebook"))
                .isEqualTo("consent false [\"septet.platforms.facebook.client-secret\"]");
        assertThat(way(platforms, "linkedin"))
                .isEqualTo(
                        "consent false"
                                + " [\"septet.platforms.linkedin.client-id\",\"septet.platforms.linkedin.client-secret\"]");
        assertThat(platforms.get(0).path("text").path("limit").asInt()).isPositive();
    }

    @Test
    void whatIsNotSetUpSaysWhatIsMissing() {
        var answer = owner().post("/api/v1/feeds/connect/linkedin", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("platform-not-configured");
        assertThat(answer.json().path("missing").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "septet.platforms.linkedin.client-id",
                        "septet.platforms.linkedin.client-secret");
        assertThat(owner().post("/api/v1/feeds/connect/bluesky", "{}").problem())
                .isEqualTo("connect-by-password");
        assertThat(owner().post("/api/v1/feeds/connect/pigeon", "{}").problem())
                .isEqualTo("platform-unknown");
    }

    @Test
    void aFeedIsNotConnectedToAnotherAccount() {
        X.stubFor(
                post("/token")
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"t\",\"refresh_token\":\"r\",\"expires_in\":7200}")));
        is("11", "desk");
        var feed = choose(complete(begin("{}")), "11").json().path("items").get(0);
        var again = "{\"feed\":\"%s\"}".formatted(feed.path("id").asString());

        is("12", "city");
        var other = choose(complete(begin(again)), "12");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("connect-other-account");
        assertThat(choose(complete(begin(again)), "11").problem())
                .isEqualTo("connect-choice-unknown");
        assertThat(owner().get("/api/v1/feeds").json().path("items").size()).isEqualTo(1);
        assertThat(
                        owner().post(
                                        "/api/v1/feeds/connect/x",
                                        "{\"feed\":\"%s\"}".formatted(Ids.next()))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void anAttemptEndsAfterAQuarterOfAnHour() {
        var clock = new MutableClock(Instant.parse("2026-03-01T09:00:00Z"));
        var attempts = new Attempts(redis, partitions, vault, json, clock);
        var caller = new Caller(member, workspace, Role.OWNER);
        var attempt =
                new Attempt(
                        Ids.next(),
                        workspace,
                        member,
                        "x",
                        null,
                        null,
                        URI.create("https://post.example/feeds/connect/callback"),
                        "verifier",
                        clock.instant().plus(Duration.ofMinutes(15)),
                        List.of());
        attempts.begin("state", attempt);
        attempts.keep(attempt);
        clock.advance(Duration.ofMinutes(14));
        assertThat(attempts.find(caller, attempt.id())).contains(attempt);

        clock.advance(Duration.ofMinutes(1));

        assertThat(attempts.find(caller, attempt.id())).isEmpty();
        assertThat(attempts.takeUp(caller, "state")).isEmpty();
        assertThat(redis.keys("accounts:*connect-*"))
                .allSatisfy(key -> assertThat(redis.getExpire(key)).isBetween(1L, 15 * 60L));
    }

    @Test
    void aPublicAddressOnThisMachineIsSaidToBeOutOfReach() {
        var look = owner().get("/api/v1/workspace/reachability");

        assertThat(look.status()).isEqualTo(200);
        assertThat(look.json().path("ok").asBoolean()).isFalse();
        assertThat(look.json().path("publicUrl").asString()).isEqualTo("http://localhost:8080");
        assertThat(look.json().path("reason").asString()).contains("this machine itself");
        assertThat(
                        owner().post("/api/v1/feeds/connect/threads", "{}")
                                .json()
                                .path("warning")
                                .asString())
                .isEqualTo(look.json().path("reason").asString());
        assertThat(
                        new Door(port, septet.data())
                                .as(Role.VIEWER, workspace)
                                .get("/api/v1/workspace/reachability")
                                .status())
                .isEqualTo(403);
    }

    private static String way(JsonNode platforms, String id) {
        var connect =
                platforms
                        .valueStream()
                        .filter(platform -> platform.path("id").asString().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .path("connect");
        return connect.path("way").asString()
                + " "
                + connect.path("configured").asBoolean()
                + " "
                + connect.path("missing");
    }

    private static void is(String id, String name) {
        X.stubFor(
                com.github.tomakehurst.wiremock.client.WireMock.get(
                                com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo(
                                        "/2/users/me"))
                        .willReturn(
                                okJson(
                                        "{\"data\":{\"id\":\"%s\",\"username\":\"%s\",\"name\":\"%s\"}}"
                                                .formatted(id, name, name))));
    }

    private Door.Answer begin(String wish) {
        return owner().post("/api/v1/feeds/connect/x", wish);
    }

    private Door.Answer complete(Door.Answer begun) {
        var state =
                begun.json()
                        .path("authorizeUrl")
                        .asString()
                        .replaceFirst(".*[?&]state=([^&]+).*", "$1");
        return owner().post(
                        "/api/v1/feeds/connect/complete",
                        "{\"state\":\"%s\",\"code\":\"c#_\"}".formatted(state));
    }

    private Door.Answer choose(Door.Answer back, String id) {
        return owner().post(
                        "/api/v1/feeds/connect/attempts/"
                                + back.json().path("id").asString()
                                + "/choose",
                        "{\"choices\":[\"%s\"]}".formatted(id));
    }

    private Door.Client owner() {
        return new Door(port, septet.data()).as(member, Role.OWNER, workspace);
    }
}
