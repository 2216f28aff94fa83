package io.septet.accounts.feed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "septet.outbound.allow-loopback=true")
@ExtendWith(OutputCaptureExtension.class)
class FeedsIT {
    private static final String TOKEN = "canary-token-e3b0c442";
    private static final WireMockServer PLATFORMS =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final String workspace = Ids.next();

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @Autowired private TestRedis store;
    @Autowired private FeedLookup lookup;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void platforms(DynamicPropertyRegistry properties) {
        PLATFORMS.start();
        properties.add("septet.platforms.x.base-url", () -> PLATFORMS.baseUrl() + "/x");
        properties.add(
                "septet.platforms.facebook.base-url", () -> PLATFORMS.baseUrl() + "/facebook");
        properties.add(
                "septet.platforms.linkedin.base-url", () -> PLATFORMS.baseUrl() + "/linkedin");
        properties.add(
                "septet.platforms.telegram.base-url", () -> PLATFORMS.baseUrl() + "/telegram");
    }

    @AfterAll
    static void close() {
        PLATFORMS.stop();
    }

    @BeforeEach
    void platformsThatAnswer() {
        PLATFORMS.resetAll();
        answer("/x/2/users/me", "x/me.json");
        answer("/facebook/me", "facebook/me-page.json");
        answer("/facebook/1353269864728879", "facebook/page.json");
        answer("/api/v1/accounts/verify_credentials", "mastodon/me.json");
        answer("/api/v2/instance", "mastodon/instance.json");
    }

    @Test
    void connectsAccountsOfAllPlatformsAndListsThemInOrder() {
        var x = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");
        var page = connect("{\"platform\":\"facebook\",\"accessToken\":\"%s\",\"name\":\"Page\"}");
        var mastodon = connect(mastodon());

        assertThat(x.status()).isEqualTo(201);
        assertThat(x.response().headers().firstValue("ETag")).contains("\"1\"");
        assertThat(x.json().path("account").asString()).isEqualTo("XDevelopers");
        assertThat(x.json().path("health").asString()).isEqualTo("ok");
        assertThat(x.json().path("healthReason").isNull()).isTrue();
        assertThat(page.json().path("name").asString()).isEqualTo("Page");
        assertThat(mastodon.json().path("account").asString())
                .isEqualTo("trwnh@localhost:" + PLATFORMS.port());
        assertThat(mastodon.json().at("/capabilities/text/limit").asInt()).isEqualTo(5000);

        var list = viewer().get("/api/v1/feeds").json().path("items");
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.get(0)).isEqualTo(x.json());
        assertThat(list.get(1)).isEqualTo(page.json());
        assertThat(list.get(2)).isEqualTo(mastodon.json());
        assertThat(viewer().get(path(x)).json()).isEqualTo(x.json());
    }

    @Test
    void theTokenIsNeitherShownNorLoggedNorStoredInPlain(CapturedOutput output) {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");
        connect(mastodon());
        var answers =
                feed.text()
                        + viewer().get("/api/v1/feeds").text()
                        + viewer().get(path(feed)).text()
                        + editor().post(path(feed) + "/check", "").text()
                        + owner().post("/api/v1/feeds", "{\"accessToken\":\"" + TOKEN).text()
                        + owner().post("/api/v1/feeds", "{\"accessToken\":[\"" + TOKEN + "\"]}")
                                .text()
                        + owner().post("/api/v1/feeds", "{\"accessToken\":\"" + TOKEN + "\"}")
                                .text();

        assertThat(answers).doesNotContain(TOKEN);
        assertThat(output.getAll()).doesNotContain(TOKEN);
        assertThat(Stored.everything(redis)).contains("XDevelopers").doesNotContain(TOKEN);
        assertThat(lookup.open(workspace, id(feed)).orElseThrow().access().accessToken())
                .isEqualTo(TOKEN);
    }

    @Test
    void connectingAnAccountAgainRenewsItsTokenAndKeepsTheFeed() {
        var first = connect("{\"platform\":\"x\",\"accessToken\":\"old\",\"name\":\"News\"}");
        lookup.refused(workspace, id(first), "Unauthorized");
        assertThat(lookup.open(workspace, id(first))).isEmpty();
        assertThat(viewer().get(path(first)).json().path("health").asString())
                .isEqualTo("reconnect");

        var again = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(again.json().path("name").asString()).isEqualTo("News");
        assertThat(again.json().path("health").asString()).isEqualTo("ok");
        assertThat(lookup.open(workspace, id(first)).orElseThrow().access().accessToken())
                .isEqualTo(TOKEN);
    }

    @Test
    void connectsAnAccountByItsNameAndAnAppPassword() {
        PLATFORMS.stubFor(
                post(urlPathEqualTo("/xrpc/com.atproto.server.createSession"))
                        .willReturn(aResponse().withBody(read("bluesky/session.json"))));
        answer("/xrpc/app.bsky.actor.getProfile", "bluesky/profile.json");
        var wish =
                "{\"platform\":\"bluesky\",\"accessToken\":\"%s\",\"server\":\"http://localhost:"
                        + PLATFORMS.port()
                        + "\"";

        var feed = connect(wish + ",\"account\":\"alice.bsky.social\"}");

        assertThat(feed.status()).isEqualTo(201);
        assertThat(feed.json().path("account").asString()).isEqualTo("alice.bsky.social");
        assertThat(feed.json().path("name").asString()).isEqualTo("Alice");
        assertThat(editor().post(path(feed) + "/check", "").json().path("health").asString())
                .isEqualTo("ok");
        PLATFORMS.verify(
                postRequestedFor(urlPathEqualTo("/xrpc/com.atproto.server.createSession"))
                        .withRequestBody(
                                matchingJsonPath(
                                        "$.identifier",
                                        equalTo("did:plc:ewvi7nxzyoun6zhxrhs64oiz"))));
        var nameless = connect(wish + "}");
        assertThat(nameless.problem()).isEqualTo("connect-refused");
        assertThat(nameless.json().path("detail").asString()).contains("handle");
    }

    @Test
    void anOrganisationAndAMemberOfLinkedInAreOfDifferentClass() {
        answer("/linkedin/rest/organizationAcls", "linkedin/roles.json");
        answer("/linkedin/rest/organizations/5583111", "linkedin/organization.json");
        answer("/linkedin/v2/userinfo", "linkedin/userinfo.json");

        var organization =
                connect("{\"platform\":\"linkedin\",\"accessToken\":\"%s\",\"page\":\"5583111\"}");
        var member = connect("{\"platform\":\"linkedin\",\"accessToken\":\"%s\"}");

        assertThat(organization.json().path("name").asString())
                .isEqualTo("Jiangcheng International");
        assertThat(organization.json().at("/capabilities/publishClass").asString()).isEqualTo("N");
        assertThat(member.json().path("name").asString()).isEqualTo("Lin Wei");
        assertThat(member.json().at("/capabilities/publishClass").asString()).isEqualTo("N0");
        assertThat(member.json().at("/capabilities/metrics").size()).isEqualTo(2);
        for (var feed : List.of(organization, member)) {
            assertThat(editor().post(path(feed) + "/check", "").json().path("health").asString())
                    .isEqualTo("ok");
        }
    }

    @Test
    void connectsAChannelByTheTokenOfItsBot(CapturedOutput output) {
        var bot = "/telegram/bot110201543:" + TOKEN;
        answer(bot + "/getMe", "telegram/me.json");
        answer(bot + "/getChat", "telegram/chat.json");
        answer(bot + "/getChatMember", "telegram/member.json");
        var wish =
                "{\"platform\":\"telegram\",\"accessToken\":\"110201543:%s\",\"account\":\"@jiangcheng_channel\"}";

        var mute = connect(wish);
        answer(bot + "/getChatMember", "telegram/administrator.json");
        var feed = connect(wish);
        lookup.refused(workspace, id(feed), "Forbidden: bot was kicked from the channel chat");
        var again = connect(wish.replace("@jiangcheng_channel", "-1001234567890"));

        assertThat(mute.problem()).isEqualTo("connect-refused");
        assertThat(mute.json().path("detail").asString())
                .contains("make the bot an administrator of the channel");
        assertThat(feed.status()).isEqualTo(201);
        assertThat(feed.json().path("account").asString()).isEqualTo("jiangcheng_channel");
        assertThat(feed.json().at("/capabilities/text/withPictures").asInt()).isEqualTo(1024);
        assertThat(again.status()).isEqualTo(200);
        assertThat(id(again)).isEqualTo(id(feed));
        assertThat(again.json().path("health").asString()).isEqualTo("ok");
        assertThat(check(feed).path("health").asString()).isEqualTo("ok");
        answer(bot + "/getChatMember", "telegram/left.json");
        assertThat(check(feed).path("health").asString()).isEqualTo("reconnect");
        assertThat(mute.text() + feed.text() + again.text() + output.getAll())
                .doesNotContain(TOKEN);
        assertThat(Stored.everything(redis)).contains("jiangcheng_channel").doesNotContain(TOKEN);
        PLATFORMS.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void aFeedOfAnotherWorkspaceDoesNotExist() {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");
        var stranger = door().as(Role.OWNER, Ids.next());

        assertThat(stranger.get(path(feed)).problem()).isEqualTo("feed-not-found");
        assertThat(stranger.get(path(feed)).status()).isEqualTo(404);
        assertThat(stranger.delete(path(feed)).status()).isEqualTo(404);
        assertThat(stranger.post(path(feed) + "/check", "").status()).isEqualTo(404);
        assertThat(stranger.call("PATCH", path(feed), "{\"name\":\"a\"}").status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/feeds").json().path("items").size()).isZero();
        assertThat(lookup.open(Ids.next(), id(feed))).isEmpty();
        assertThat(viewer().get("/api/v1/feeds/*").status()).isEqualTo(404);
    }

    @Test
    void onlyTheRightRolesMayChangeFeeds() {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");
        var manager = door().as(Role.MANAGER, workspace);

        var wish = "{\"platform\":\"x\",\"accessToken\":\"t\"}";

        assertThat(manager.post("/api/v1/feeds", wish).status()).isEqualTo(403);
        assertThat(manager.post("/api/v1/feeds", wish).problem()).isEqualTo("forbidden");
        assertThat(manager.delete(path(feed)).status()).isEqualTo(403);
        assertThat(manager.call("PATCH", path(feed), "{\"name\":\"a\"}").status()).isEqualTo(403);
        assertThat(viewer().post(path(feed) + "/check", "").status()).isEqualTo(403);
        assertThat(door().nobody().get(path(feed)).status()).isEqualTo(401);
        assertThat(owner().post("/internal/v1/workspaces/" + workspace + "/checks", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void renamingNeedsThePresentVersion() {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");

        var renamed = owner().call("PATCH", path(feed), "{\"name\":\"新闻\"}", "If-Match", "\"1\"");
        var stale = owner().call("PATCH", path(feed), "{\"name\":\"b\"}", "If-Match", "\"1\"");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json().path("name").asString()).isEqualTo("新闻");
        assertThat(renamed.json().path("version").asInt()).isEqualTo(2);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("version-mismatch");
        assertThat(owner().call("PATCH", path(feed), "{\"name\":\" \"}").status()).isEqualTo(422);
        assertThat(owner().call("PATCH", path(feed), "{\"name\":\"b\"}", "If-Match", "x").status())
                .isEqualTo(400);
    }

    @Test
    void aFeedThatIsRemovedLeavesNoTokenBehindAndMayComeBack() {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");

        assertThat(owner().delete(path(feed)).status()).isEqualTo(204);
        assertThat(owner().delete(path(feed)).status()).isEqualTo(404);
        assertThat(viewer().get("/api/v1/feeds").json().path("items").size()).isZero();
        assertThat(redis.keys("*feed-secret:" + id(feed))).isEmpty();
        assertThat(connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}").status()).isEqualTo(201);
    }

    @Test
    void checkingTellsADeadTokenFromASilentPlatform() {
        var feed = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");

        PLATFORMS.stubFor(
                get(urlPathEqualTo("/x/2/users/me")).willReturn(aResponse().withStatus(503)));
        assertThat(check(feed).path("health").asString()).isEqualTo("unreachable");
        assertThat(lookup.open(workspace, id(feed))).isPresent();

        PLATFORMS.stubFor(
                get(urlPathEqualTo("/x/2/users/me"))
                        .willReturn(
                                aResponse().withStatus(401).withBody(read("x/unauthorized.json"))));
        var dead = check(feed);
        assertThat(dead.path("health").asString()).isEqualTo("reconnect");
        assertThat(dead.path("healthReason").asString()).contains("Unauthorized");

        answer("/x/2/users/me", "x/me.json");
        assertThat(check(feed).path("health").asString()).isEqualTo("ok");
        assertThat(events("feed.changed", id(feed)))
                .extracting(event -> event.at("/data/health").asString())
                .containsExactly("ok", "unreachable", "reconnect", "ok");
    }

    @Test
    void badWishesAreAnsweredByProblems() {
        assertThat(owner().post("/api/v1/feeds", "{").status()).isEqualTo(400);
        assertThat(owner().post("/api/v1/feeds", "{}").status()).isEqualTo(422);
        assertThat(owner().post("/api/v1/feeds", "{\"platform\":\"x\",\"odd\":1}").status())
                .isEqualTo(400);
        assertThat(connect("{\"platform\":\"orkut\",\"accessToken\":\"%s\"}").problem())
                .isEqualTo("platform-unknown");
        PLATFORMS.stubFor(
                get(urlPathEqualTo("/x/2/users/me"))
                        .willReturn(aResponse().withStatus(401).withBody("{}")));
        var refused = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("connect-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mastodon.social",
                "ftp://mastodon.social",
                "https://",
                "https://a b",
                "https://user@mastodon.social",
                "https://mastodon.social/path",
                "https://mastodon.social?x=1",
                "https://mastodon.social#x",
                "javascript:alert(1)"
            })
    void whatIsNoServerIsNotCalled(String server) {
        var answer =
                connect(
                        "{\"platform\":\"mastodon\",\"accessToken\":\"%s\",\"server\":\""
                                + server
                                + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("server-invalid");
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "MANAGER", "EDITOR", "VIEWER"})
    void everybodySeesWhatPlatformsAllow(Role role) {
        var items = door().as(role, workspace).get("/api/v1/platforms").json().path("items");

        assertThat(items.values())
                .extracting(item -> item.path("id").asString())
                .containsSubsequence("bluesky", "facebook", "linkedin", "mastodon", "x");
        assertThat(platform(items, "x").at("/text").toString())
                .isEqualTo(
                        "{\"limit\":280,\"counting\":\"weighted\",\"link\":23,\"withPictures\":280}");
        assertThat(platform(items, "x").at("/leadSeconds").toString())
                .isEqualTo("{\"text\":0,\"image\":60}");
        assertThat(platform(items, "instagram").at("/images").toString())
                .contains("\"minWidth\":320,\"maxWidth\":1440,\"maxHeight\":0,\"maxPixels\":0")
                .contains("\"minRatio\":0.8,\"maxRatio\":1.91");
        assertThat(platform(items, "mastodon").path("settings").toString())
                .isEqualTo("[\"warning\",\"visibility\",\"language\"]");
        assertThat(platform(items, "x").path("settings").isEmpty()).isTrue();
        assertThat(platform(items, "mastodon").path("publishClass").asString()).isEqualTo("K");
        assertThat(platform(items, "bluesky").at("/text").toString())
                .isEqualTo(
                        "{\"limit\":300,\"counting\":\"graphemes_and_bytes\",\"link\":0,\"withPictures\":300}");
        assertThat(platform(items, "linkedin").at("/text").toString())
                .isEqualTo(
                        "{\"limit\":3000,\"counting\":\"escaped\",\"link\":0,\"withPictures\":3000}");
        assertThat(platform(items, "telegram").at("/text").toString())
                .isEqualTo(
                        "{\"limit\":4096,\"counting\":\"utf16\",\"link\":0,\"withPictures\":1024}");
        assertThat(platform(items, "telegram").at("/images/altText").asInt()).isZero();
        assertThat(platform(items, "telegram").path("publishClass").asString()).isEqualTo("N0");
    }

    @Test
    void contentIsCheckedPerFeedInItsPlatformsWayOfCounting() {
        var x = id(connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}"));
        var page = id(connect("{\"platform\":\"facebook\",\"accessToken\":\"%s\"}"));
        var foreign = Ids.next();
        var text = "汉".repeat(141);
        var media =
                "[{\"type\":\"image/webp\",\"bytes\":9,\"width\":1,\"height\":1,\"altText\":null}]";
        var items =
                List.of(x, page, foreign).stream()
                        .map(feed ->
                                "{\"feed\":\"%s\",\"text\":\"%s\",\"media\":%s}"
                                        .formatted(feed, text, media))
                        .toList();

        var results =
                door().service()
                        .post(
                                "/internal/v1/workspaces/" + workspace + "/checks",
                                "{\"items\":[" + String.join(",", items) + "]}")
                        .json()
                        .path("results");

        assertThat(results.get(0).at("/errors/0/type").asString()).isEqualTo("text-too-long");
        assertThat(results.get(0).at("/errors/0/limit").asInt()).isEqualTo(280);
        assertThat(results.get(0).at("/errors/0/length").asInt()).isEqualTo(282);
        assertThat(results.get(0).path("leadSeconds").asInt()).isEqualTo(60);
        assertThat(results.get(0).path("settings").isArray()).isTrue();
        assertThat(results.get(0).at("/images/bytes").asInt()).isEqualTo(5 * 1024 * 1024);
        assertThat(results.get(1).at("/errors/0/type").asString())
                .isEqualTo("image-type-unsupported");
        assertThat(results.get(1).path("platform").asString()).isEqualTo("facebook");
        assertThat(results.get(2).path("platform").isNull()).isTrue();
        assertThat(results.get(2).at("/errors/0/type").asString()).isEqualTo("feed-unknown");

        lookup.refused(workspace, x, "Unauthorized");
        assertThat(
                        door().service()
                                .post(
                                        "/internal/v1/workspaces/" + workspace + "/checks",
                                        "{\"items\":[{\"feed\":\"%s\",\"text\":\"a\"}]}"
                                                .formatted(x))
                                .json()
                                .at("/results/0/errors/0/type")
                                .asString())
                .isEqualTo("feed-disconnected");
    }

    @Test
    void numbersOfPostsAreReadForTheOtherServices() {
        var x = id(connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}"));
        var path = "/internal/v1/workspaces/%s/feeds/%s/metrics".formatted(workspace, x);
        answer("/x/2/tweets", "x/public-metrics.json");

        var read = door().service().post(path, "{\"ids\":[\"11\",\"12\",\"13\"]}").json();

        assertThat(read.path("items").size()).isEqualTo(2);
        assertThat(read.at("/items/0/id").asString()).isEqualTo("11");
        assertThat(read.at("/items/0/metrics/likes").asInt()).isEqualTo(3);
        assertThat(read.path("gone").toString()).isEqualTo("[\"13\"]");
        assertThat(read.path("retryAfterSeconds").isNull()).isTrue();

        PLATFORMS.stubFor(
                get(urlPathEqualTo("/x/2/tweets")).willReturn(aResponse().withStatus(503)));
        var later = door().service().post(path, "{\"ids\":[\"11\"]}");
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.json().path("items").size()).isZero();
        assertThat(later.json().path("retryAfterSeconds").asInt()).isEqualTo(60);

        PLATFORMS.stubFor(
                get(urlPathEqualTo("/x/2/tweets"))
                        .willReturn(aResponse().withStatus(401).withBody("{}")));
        door().service().post(path, "{\"ids\":[\"11\"]}");
        assertThat(viewer().get("/api/v1/feeds/" + x).json().path("health").asString())
                .isEqualTo("reconnect");
        assertThat(
                        door().service()
                                .post(
                                        "/internal/v1/workspaces/%s/feeds/%s/metrics"
                                                .formatted(Ids.next(), x),
                                        "{\"ids\":[\"11\"]}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void withoutRedisNothingIsConnectedAndTheAnswerSaysWhenToTryAgain() {
        store.close();
        try {
            var answer = connect("{\"platform\":\"x\",\"accessToken\":\"%s\"}");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        } finally {
            store.restart();
        }
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(viewer().get("/api/v1/feeds").json().path("items").size())
                                .isZero());
    }

    private JsonNode check(Door.Answer feed) {
        return editor().post(path(feed) + "/check", "").json();
    }

    private List<JsonNode> events(String type, String id) {
        var mapper = tools.jackson.databind.json.JsonMapper.shared();
        return Objects.requireNonNull(
                        redis.opsForStream()
                                .range(
                                        "accounts:{p00}:events",
                                        org.springframework.data.domain.Range.unbounded()))
                .stream()
                .map(entry -> mapper.readTree(String.valueOf(entry.getValue().get("e"))))
                .filter(event ->
                        event.path("type").asString().equals(type)
                                && event.path("id").asString().equals(id))
                .toList();
    }

    private Door door() {
        return new Door(port, septet.data());
    }

    private Door.Client owner() {
        return door().as(Role.OWNER, workspace);
    }

    private Door.Client editor() {
        return door().as(Role.EDITOR, workspace);
    }

    private Door.Client viewer() {
        return door().as(Role.VIEWER, workspace);
    }

    private Door.Answer connect(String body) {
        return owner().post("/api/v1/feeds", body.replace("%s", TOKEN));
    }

    private static JsonNode platform(JsonNode items, String id) {
        return items.valueStream()
                .filter(item -> item.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String mastodon() {
        return "{\"platform\":\"mastodon\",\"accessToken\":\"%s\",\"server\":\"http://localhost:"
                + PLATFORMS.port()
                + "\"}";
    }

    private static String id(Door.Answer feed) {
        return feed.json().path("id").asString();
    }

    private static String path(Door.Answer feed) {
        return "/api/v1/feeds/" + id(feed);
    }

    private static void answer(String path, String file) {
        PLATFORMS.stubFor(
                get(urlPathEqualTo(path))
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(read(file))));
    }

    private static String read(String file) {
        try (var in = FeedsIT.class.getResourceAsStream("/platforms/" + file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
