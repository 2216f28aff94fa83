package io.septet.accounts.feed;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the other services do with a feed's account and with what it has posted. */
@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FeedPostsIT {
    private static final WireMockServer X =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final String workspace = Ids.next();
    private String feed = "";

    @Autowired private SeptetProperties septet;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void platforms(DynamicPropertyRegistry properties) {
        X.start();
        properties.add("septet.platforms.x.base-url", X::baseUrl);
    }

    @AfterAll
    static void close() {
        X.stop();
    }

    @BeforeEach
    void connected() {
        X.resetAll();
        me(
                okJson(
                        "{\"data\":{\"id\":\"%s\",\"username\":\"desk\",\"public_metrics\":{\"followers_count\":12,\"tweet_count\":3}}}"
                                .formatted(workspace)));
        feed =
                door().as(Role.OWNER, workspace)
                        .post("/api/v1/feeds", "{\"platform\":\"x\",\"accessToken\":\"t\"}")
                        .json()
                        .path("id")
                        .asString();
    }

    @Test
    void anAccountsNumbersAreReadForTheOtherServices() {
        var read = account();

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("metrics").toString())
                .isEqualTo("{\"followers\":12,\"posts\":3}");
        assertThat(read.json().path("at").isString()).isTrue();
        assertThat(read.json().path("retryAfterSeconds").isNull()).isTrue();
    }

    @Test
    void anAccountThatDoesNotAnswerIsAskedAgainLater() {
        me(aResponse().withStatus(503));

        var read = account();

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("metrics").size()).isZero();
        assertThat(read.json().path("retryAfterSeconds").asInt()).isEqualTo(60);
    }

    @Test
    void anAccountWhoseTokenIsDeadMustBeConnectedAgain() {
        me(aResponse().withStatus(401).withBody("{}"));

        account();

        assertThat(health()).isEqualTo("reconnect");
        assertThat(account().json().path("retryAfterSeconds").asInt()).isEqualTo(60);
        assertThat(deletion().json().path("outcome").asString()).isEqualTo("reconnect");
    }

    @Test
    void aPostIsDeletedAndAskingAgainSaysThatItIsGone() {
        answers(okJson("{\"data\":{\"deleted\":true}}"));
        assertThat(deletion().json().toString())
                .isEqualTo("{\"outcome\":\"deleted\",\"reason\":null,\"retryAfterSeconds\":null}");

        answers(
                aResponse()
                        .withStatus(404)
                        .withBody("{\"title\":\"Not Found Error\",\"detail\":\"Not found\"}"));
        assertThat(deletion().json().path("outcome").asString()).isEqualTo("gone");
    }

    @Test
    void aRefusalToDeleteIsToldWithItsReason() {
        answers(
                aResponse()
                        .withStatus(403)
                        .withBody("{\"title\":\"Forbidden\",\"detail\":\"Not your post\"}"));

        assertThat(deletion().json().path("outcome").asString()).isEqualTo("refused");
        assertThat(deletion().json().path("reason").asString()).isEqualTo("Not your post");
        assertThat(health()).isEqualTo("ok");
    }

    @Test
    void aPlatformThatFailsLeavesADeletionUnclear() {
        answers(aResponse().withStatus(503));

        assertThat(deletion().json().path("outcome").asString()).isEqualTo("unclear");
    }

    @Test
    void unknownFeedsAndEmptyWishesAreRefused() {
        assertThat(
                        door().service()
                                .post(
                                        path("deletions").replace(feed, Ids.next()),
                                        "{\"id\":\"11\"}")
                                .status())
                .isEqualTo(404);
        assertThat(
                        door().service()
                                .get(path("account-metrics").replace(workspace, Ids.next()))
                                .status())
                .isEqualTo(404);
        assertThat(door().service().post(path("deletions"), "{\"id\":\" \"}").status())
                .isEqualTo(422);
        assertThat(
                        door().as(Role.OWNER, workspace)
                                .post(path("deletions"), "{\"id\":\"11\"}")
                                .status())
                .isEqualTo(403);
    }

    private Door.Answer account() {
        return door().service().get(path("account-metrics"));
    }

    private Door.Answer deletion() {
        return door().service().post(path("deletions"), "{\"id\":\"11\"}");
    }

    private String health() {
        return door().as(Role.VIEWER, workspace)
                .get("/api/v1/feeds/" + feed)
                .json()
                .path("health")
                .asString();
    }

    private String path(String what) {
        return "/internal/v1/workspaces/%s/feeds/%s/%s".formatted(workspace, feed, what);
    }

    private static void me(ResponseDefinitionBuilder answer) {
        X.stubFor(get(urlPathEqualTo("/2/users/me")).willReturn(answer));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        X.stubFor(delete(urlPathEqualTo("/2/tweets/11")).willReturn(answer));
    }

    private Door door() {
        return new Door(port, septet.data());
    }
}
