package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueskyPlatformTests extends PlatformContract implements BlueskyUnderTest {
    private boolean signedIn = true;

    @Override
    public boolean signedIn() {
        return signedIn;
    }

    @Test
    void sendsThePreparedRecordUnderItsOwnId() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        assertThat(send())
                .isEqualTo(
                        new SendOutcome.Accepted(
                                URI_1,
                                URI.create(
                                        "https://bsky.app/profile/alice.bsky.social/post/3k4duaz5vfs2b")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/xrpc/com.atproto.repo.createRecord"))
                        .withHeader("Authorization", equalTo("Bearer kept"))
                        .withoutHeader("Transfer-Encoding")
                        .withRequestBody(
                                equalToJson(
                                        "{\"repo\":\""
                                                + DID
                                                + "\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\""
                                                + RecordKeys.of(DELIVERY, NOW)
                                                + "\",\"record\":"
                                                + preparedText().get("record")
                                                + "}",
                                        true,
                                        false)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, takedown.json, Reconnect",
        "401, deactivated.json, Reconnect",
        "400, no-repo.json, Reconnect",
        "400, too-long.json, Refused",
        "400, blob-too-large.json, Refused",
        "400, blob-not-found.json, Refused",
        "413, payload-too-large.json, Refused",
        "413, proxy.html, Refused",
        "429, too-many.json, NotSent",
        "500, key-taken.json, Unclear",
        "400, key-taken-named.json, Unclear",
        "400, swap.json, Unclear",
        "400, undocumented.json, Unclear",
        "400, proxy.html, Unclear",
        "403, proxy.html, Unclear",
        "502, upstream.json, Unclear",
        "200, created-without-id.json, Unclear",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"400, expired.json", "400, bad-token.json", "401, wrong-password.json"})
    void anEndedSessionIsRenewedOnceAndTheSendingLeftToTheNextAttempt(int status, String file) {
        server.stubFor(publish().willReturn(body(status, file)));
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));
        var platform = at(address());
        var request = request(text("Hello"), NOW, preparedText());

        assertThat(platform.send(feed(address()), request))
                .isEqualTo(new SendOutcome.NotSent(NOW, "The account had to sign in again"));
        assertThat(platform.send(feed(address()), request))
                .as("a session that was just made")
                .isInstanceOf(SendOutcome.Reconnect.class);
        server.verify(1, postRequestedFor(urlPathEqualTo(SIGN_IN)));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/xrpc/com.atproto.repo.createRecord"))
                        .withHeader("Authorization", equalTo("Bearer " + JWT)));
    }

    @Test
    void anEndedSessionWithARevokedPasswordAsksToConnectAgain() {
        server.stubFor(publish().willReturn(body(400, "expired.json")));
        server.stubFor(post(SIGN_IN).willReturn(body(401, "wrong-password.json")));

        assertThat(send()).isEqualTo(new SendOutcome.Reconnect("Invalid identifier or password"));
    }

    @Test
    void withoutASessionNothingIsSentBeforeSigningIn() {
        signedIn = false;
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));
        server.stubFor(publish().willReturn(body(200, "created.json")));
        var platform = at(address());
        var request = request(text("Hello"), NOW, preparedText());

        assertThat(platform.send(feed(address()), request)).isInstanceOf(SendOutcome.NotSent.class);
        server.verify(1, anyRequestedFor(anyUrl()));
        assertThat(platform.send(feed(address()), request))
                .isInstanceOf(SendOutcome.Accepted.class);
        server.verify(2, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void signingInThatFailsMeansNothingWasSent(int status) {
        signedIn = false;
        server.stubFor(post(SIGN_IN).willReturn(body(status, "too-many.json")));

        assertThat(send()).isInstanceOf(SendOutcome.NotSent.class);
    }

    @Test
    void countsGraphemesAndBytes() {
        assertTextLimit("a".repeat(300), "a".repeat(301), 300, 301);
        assertTextLimit("桥".repeat(300), "桥".repeat(301), 300, 301);
        assertThat(faults("👩‍👩‍👧‍👦".repeat(120))).isEmpty();
        assertThat(faults("👩‍👩‍👧‍👦".repeat(301)))
                .extracting(ContentFault::type)
                .containsExactly("text-too-long");
        assertThat(faults("👩‍👩‍👧‍👦".repeat(121)))
                .containsExactly(
                        new ContentFault(
                                "text-too-many-bytes",
                                "Bluesky takes at most 3000 bytes of text; this text has 3025",
                                3000L,
                                3025L));
        var link = " https://example.com/" + "x".repeat(79);
        assertTextLimit("a".repeat(200) + link, "a".repeat(201) + link, 300, 301);
    }

    @Test
    void idsAreValidSortLikeTimeAndDifferByDelivery() {
        var first = RecordKeys.of(DELIVERY, NOW);

        assertThat(first).matches("[234567abcdefghij][234567a-z]{12}");
        assertThat(RecordKeys.of(DELIVERY, NOW)).isEqualTo(first);
        assertThat(RecordKeys.of(DELIVERY, NOW.plusMillis(1))).isGreaterThan(first);
        assertThat(RecordKeys.of("another", NOW)).isNotEqualTo(first);
    }
}
