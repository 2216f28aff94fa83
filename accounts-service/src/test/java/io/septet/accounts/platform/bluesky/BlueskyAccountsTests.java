package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.PrepareOutcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server keeps an account, and how it is doing. */
class BlueskyAccountsTests extends PlatformFixture implements BlueskyUnderTest {
    private boolean signedIn = true;

    @Override
    public boolean signedIn() {
        return signedIn;
    }

    @Test
    void readsManyAtOnceAndCallsGoneOnlyWhatTheAccountsOwnServerHasNot() {
        server.stubFor(
                get(urlPathEqualTo("/xrpc/app.bsky.feed.getPosts"))
                        .withQueryParam("uris", havingExactly(URI_1, URI_2, URI_3, URI_4))
                        .willReturn(body(200, "posts.json")));
        has("3k4duaz5vfs2d", 200, "record.json");
        has("3k4duaz5vfs2e", 400, "no-record.json");

        var read = (MetricsOutcome.Read) metrics(URI_1, URI_2, URI_3, URI_4);

        assertThat(read.metrics())
                .isEqualTo(
                        Map.of(
                                URI_1,
                                Map.of("comments", 1L, "shares", 2L, "likes", 3L, "quotes", 4L),
                                URI_2,
                                Map.of("likes", 0L)));
        assertThat(read.gone()).isEqualTo(List.of(URI_4));
    }

    @Test
    void readingWithAnEndedSessionSignsInOnce() {
        server.stubFor(
                get(urlPathEqualTo("/xrpc/app.bsky.feed.getPosts"))
                        .willReturn(body(400, "expired.json")));
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));

        assertThat(metrics(URI_1)).isInstanceOf(MetricsOutcome.Reconnect.class);
        server.verify(1, postRequestedFor(urlPathEqualTo(SIGN_IN)));
        server.verify(2, getRequestedFor(urlPathEqualTo("/xrpc/app.bsky.feed.getPosts")));
    }

    @Test
    void connectsByHandleAndPasswordAndKeepsTheSession() {
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));
        server.stubFor(
                get(urlPathEqualTo("/xrpc/app.bsky.actor.getProfile"))
                        .willReturn(body(200, "profile.json")));
        signedIn = false;
        var platform = at(address());

        var account = platform.connect(connection(address()));

        assertThat(account.platformAccount()).isEqualTo(DID);
        assertThat(account.username()).isEqualTo("alice.bsky.social");
        assertThat(account.name()).isEqualTo("Alice");
        assertThat(account.link())
                .isEqualTo(URI.create("https://bsky.app/profile/alice.bsky.social"));
        assertThat(account.accessToken()).isEqualTo(TOKEN);
        server.verify(
                postRequestedFor(urlPathEqualTo(SIGN_IN))
                        .withRequestBody(
                                equalToJson(
                                        "{\"identifier\":\"alice.bsky.social\",\"password\":\""
                                                + TOKEN
                                                + "\"}")));
        assertThat(platform.prepare(feed(address()), request(text("Hello"), NOW, Map.of())))
                .isInstanceOf(PrepareOutcome.Ready.class);
        server.verify(1, postRequestedFor(urlPathEqualTo(SIGN_IN)));
    }

    @Test
    void usesTheServerThatKeepsTheAccount() {
        signedIn = false;
        server.stubFor(
                post(SIGN_IN)
                        .willReturn(
                                aResponse()
                                        .withBody(
                                                read("session.json")
                                                        .replace(
                                                                "\"alsoKnownAs\"",
                                                                "\"service\":[{\"id\":\"#atproto_pds\",\"serviceEndpoint\":\"http://127.0.0.1:"
                                                                        + server.port()
                                                                        + "\"}],\"alsoKnownAs\""))));
        server.stubFor(
                post(UPLOAD).withHost(equalTo("127.0.0.1")).willReturn(body(200, "uploaded.json")));

        assertThat(prepare(Map.of(), pictured(null))).isInstanceOf(PrepareOutcome.Ready.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, wrong-password.json, does not accept this app password: Invalid identifier",
        "401, takedown.json, Account has been taken down",
        "200, session-inactive.json, is not active",
        "200, proxy.html, does not answer properly",
        "404, proxy.html, does not answer like a Bluesky server",
        "429, too-many.json, no more sign-ins",
    })
    void saysWhyAnAccountCannotBeConnected(int status, String file, String words) {
        server.stubFor(post(SIGN_IN).willReturn(body(status, file)));

        assertThat(connectFails(address())).hasMessageContaining(words);
    }
}
