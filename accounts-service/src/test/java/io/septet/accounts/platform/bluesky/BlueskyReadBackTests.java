package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.ReadBack;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an earlier send is looked for by its own id. */
class BlueskyReadBackTests extends PlatformFixture implements BlueskyUnderTest {
    private boolean signedIn = true;

    @Override
    public boolean signedIn() {
        return signedIn;
    }

    @Test
    void looksForItsOwnRecordOnTheServerThatKeepsTheAccount() {
        record(200, "own.json");

        assertThat(readBack())
                .isEqualTo(
                        new ReadBack.Found(
                                URI_OWN,
                                URI.create(
                                        "https://bsky.app/profile/alice.bsky.social/post/"
                                                + RecordKeys.of(DELIVERY, NOW)),
                                NOW));
        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/xrpc/com.atproto.repo.getRecord"))
                        .withQueryParam("repo", equalTo(DID))
                        .withQueryParam("collection", equalTo("app.bsky.feed.post"))
                        .withQueryParam("rkey", equalTo(RecordKeys.of(DELIVERY, NOW))));
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void anotherRecordUnderItsIdIsNotItself() {
        record(200, "own-other.json");

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Other.class,
                        other ->
                                assertThat(other.seen())
                                        .singleElement()
                                        .satisfies(seen ->
                                                assertThat(seen.text()).isEqualTo("Hello you")));
    }

    @Test
    void whatWasNeverPreparedWasNeverSent() {
        assertThat(readBack(address(), Map.of(), text("Hello")))
                .isEqualTo(new ReadBack.Absent(NOW));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void signsInToLearnWhichServerKeepsTheAccount() {
        signedIn = false;
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));
        record(200, "own.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Found.class);

        server.stubFor(post(SIGN_IN).willReturn(body(401, "wrong-password.json")));
        assertThat(readBack()).isInstanceOf(ReadBack.Reconnect.class);
    }
}
