package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.DefaultUriBuilderFactory;

class BlueskyPlatformTests extends PlatformContract {
    private static final String DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final String URI_1 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2b";
    private static final String URI_2 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2c";
    private static final String URI_3 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2d";
    private static final String URI_4 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2e";
    private static final String URI_OWN =
            "at://" + DID + "/app.bsky.feed.post/" + RecordKeys.of(DELIVERY, NOW);
    private static final String SIGN_IN = "/xrpc/com.atproto.server.createSession";
    private static final String UPLOAD = "/xrpc/com.atproto.repo.uploadBlob";
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3NzIzNjI4MDB9.c2lnbmF0dXJl";

    /** Whether the account is signed in already, as it usually is. */
    private boolean signedIn = true;

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        var platform =
                new BlueskyPlatform(
                        new BlueskyProperties(address, URI.create("https://bsky.app")),
                        outbound,
                        properties,
                        files,
                        clock);
        if (signedIn) {
            platform.sessions()
                    .keep(
                            address,
                            DID,
                            TOKEN,
                            new Session(
                                    new DefaultUriBuilderFactory(address.toString()),
                                    "kept",
                                    NOW.minus(Duration.ofMinutes(30)),
                                    NOW.plus(Duration.ofMinutes(90))));
        }
        return platform;
    }

    @Override
    protected FeedAccess feed(URI address) {
        return new FeedAccess("feed", DID, "alice.bsky.social", address, TOKEN);
    }

    @Override
    protected ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, address, null, "@alice.bsky.social");
    }

    @Override
    protected MappingBuilder publish() {
        return post("/xrpc/com.atproto.repo.createRecord");
    }

    @Override
    protected Map<String, String> preparedText() {
        return Map.of(
                "rkey",
                RecordKeys.of(DELIVERY, NOW),
                "createdAt",
                "2026-03-01T09:00:00.000Z",
                "record",
                "{\"$type\":\"app.bsky.feed.post\",\"text\":\"Hello\",\"createdAt\":\"2026-03-01T09:00:00.000Z\"}");
    }

    @Override
    protected String folder() {
        return "bluesky";
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json")
                .withHeader("RateLimit-Limit", "5000")
                .withHeader("RateLimit-Remaining", "0")
                .withHeader("RateLimit-Reset", "" + tooManyUntil().getEpochSecond())
                .withHeader("RateLimit-Policy", "5000;w=3600");
    }

    @Override
    protected Instant tooManyUntil() {
        return Instant.parse("2026-03-01T09:20:00Z");
    }

    @Override
    protected ResponseDefinitionBuilder tokenDead() {
        return body(401, "takedown.json");
    }

    @Override
    protected ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    protected void showsIt() {
        record(200, "own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return post("/xrpc/com.atproto.repo.deleteRecord");
    }

    @Override
    protected @Nullable ResponseDefinitionBuilder isGone() {
        return null;
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/xrpc/app.bsky.actor.getProfile"))
                .withQueryParam("actor", equalTo(DID));
    }

    @Override
    protected String postId() {
        return URI_1;
    }

    @Override
    protected String shownAs() {
        return URI_OWN;
    }

    @Override
    protected void doesNotShowIt() {
        record(400, "no-record.json");
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
    void manyPreparationsSignInOnce() throws Exception {
        signedIn = false;
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json").withFixedDelay(100)));
        var platform = at(address());
        var request = request(text("Hello"), NOW, Map.of());
        Callable<PrepareOutcome> preparing = () -> platform.prepare(feed(address()), request);

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : pool.invokeAll(List.of(preparing, preparing, preparing))) {
                assertThat(done.get()).isEqualTo(new PrepareOutcome.Ready(preparedText()));
            }
        }
        server.verify(1, anyRequestedFor(anyUrl()));
        server.verify(
                postRequestedFor(urlPathEqualTo(SIGN_IN))
                        .withHeader("Authorization", absent())
                        .withRequestBody(
                                equalToJson(
                                        "{\"identifier\":\""
                                                + DID
                                                + "\",\"password\":\""
                                                + TOKEN
                                                + "\"}")));
    }

    @Test
    void aSessionThatEndsSoonIsRenewedWhilePreparing() {
        server.stubFor(post(SIGN_IN).willReturn(body(200, "session.json")));
        clock.advance(Duration.ofMinutes(86));

        assertThat(at(address()).prepare(feed(address()), request(text("Hello"), NOW, Map.of())))
                .isInstanceOf(PrepareOutcome.Ready.class);
        server.verify(1, postRequestedFor(urlPathEqualTo(SIGN_IN)));
    }

    @Test
    void aPostPreparedAheadBearsTheTimeAtWhichItIsDueAndKeepsIdAndTime() {
        var due = NOW.plusSeconds(60);
        var platform = at(address());
        var ready =
                (PrepareOutcome.Ready)
                        platform.prepare(feed(address()), request(text("Hello"), due, Map.of()));

        assertThat(ready.handles())
                .containsEntry("createdAt", "2026-03-01T09:01:00.000Z")
                .containsEntry("rkey", RecordKeys.of(DELIVERY, due));
        clock.advance(Duration.ofMinutes(5));
        assertThat(platform.prepare(feed(address()), request(text("Hello"), due, ready.handles())))
                .isEqualTo(ready);
    }

    @Test
    void uploadsAPictureAndWritesItIntoTheRecord() {
        server.stubFor(post(UPLOAD).willReturn(body(200, "uploaded.json")));

        var handles = ((PrepareOutcome.Ready) prepare(Map.of(), pictured("A bridge 桥"))).handles();

        assertThat(handles.get("record"))
                .isEqualTo(
                        "{\"$type\":\"app.bsky.feed.post\",\"text\":\"Hello\",\"createdAt\":\"2026-03-01T09:00:00.000Z\","
                                + "\"embed\":{\"$type\":\"app.bsky.embed.images\",\"images\":[{\"alt\":\"A bridge 桥\","
                                + "\"image\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"bafkreibabalobzn6cd366ukcsjycp4yymjymgfxcv6xczmlgpemzkz3cfa\"},"
                                + "\"mimeType\":\"image/png\",\"size\":6},\"aspectRatio\":{\"width\":1,\"height\":1}}]}}");
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo(UPLOAD))
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withHeader("Content-Length", equalTo("6"))
                        .withHeader("Authorization", equalTo("Bearer kept"))
                        .withRequestBody(equalTo("pixels")));
    }

    @Test
    void doesNotUploadAgainWhatAnEarlierTryHasUploaded() {
        var blob = read("uploaded.json").replaceFirst("\\{\"blob\":(.*)}", "$1");
        var earlier = Map.of("rkey", "3k4duaz5vfs2b", "createdAt", "x", "blob.0", blob);

        assertThat(((PrepareOutcome.Ready) prepare(earlier, pictured(null))).handles())
                .containsAllEntriesOf(earlier)
                .containsKey("record");
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void anUploadWithAnEndedSessionSignsInOnceAndGoesOn() {
        server.stubFor(
                post(UPLOAD)
                        .inScenario("session")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(body(400, "expired.json")));
        server.stubFor(
                post(SIGN_IN)
                        .inScenario("session")
                        .willSetStateTo("new")
                        .willReturn(body(200, "session.json")));
        server.stubFor(
                post(UPLOAD)
                        .inScenario("session")
                        .whenScenarioStateIs("new")
                        .withHeader("Authorization", equalTo("Bearer " + JWT))
                        .willReturn(body(200, "uploaded.json")));

        assertThat(prepare(Map.of(), pictured(null))).isInstanceOf(PrepareOutcome.Ready.class);
        server.verify(1, postRequestedFor(urlPathEqualTo(SIGN_IN)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, blob-too-large.json, Refused",
        "413, payload-too-large.json, Refused",
        "200, created.json, NotYet",
        "502, upstream.json, NotYet"
    })
    void uploadsEndAsTheServerSays(int status, String file, String outcome) {
        server.stubFor(post(UPLOAD).willReturn(body(status, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void marksUpLinksMentionsAndTagsByTheirBytes() {
        resolves("bsky.app", 200, "resolved.json");
        resolves("nobody.example.com", 400, "unresolved.json");
        var text = "江城 👋 https://example.com/a?b=c @bsky.app @nobody.example.com #夜景";

        var record =
                Outbound.JSON.readTree(
                        ((PrepareOutcome.Ready)
                                        prepare(
                                                Map.of(),
                                                new Content(text, List.of(), "zh-Hans", null)))
                                .handles()
                                .get("record"));

        assertThat(record.get("langs").toString()).isEqualTo("[\"zh-Hans\"]");
        assertThat(record.get("facets").toString())
                .isEqualTo(
                        "[{\"index\":{\"byteStart\":12,\"byteEnd\":37},\"features\":[{\"$type\":\"app.bsky.richtext.facet#link\",\"uri\":\"https://example.com/a?b=c\"}]},"
                                + "{\"index\":{\"byteStart\":38,\"byteEnd\":47},\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\",\"did\":\"did:plc:z72i7hdynmk6r22z27h6tvur\"}]},"
                                + "{\"index\":{\"byteStart\":68,\"byteEnd\":75},\"features\":[{\"$type\":\"app.bsky.richtext.facet#tag\",\"tag\":\"夜景\"}]}]");
    }

    @Test
    void aMentionThatCannotBeLookedUpWaitsUntilThePostIsDueAndNoLonger() {
        resolves("bsky.app", 502, "upstream.json");
        var content = text("Thanks @bsky.app");
        var platform = at(address());

        assertThat(
                        platform.prepare(
                                feed(address()), request(content, NOW.plusSeconds(5), Map.of())))
                .isInstanceOf(PrepareOutcome.NotYet.class);
        assertThat(platform.prepare(feed(address()), request(content, NOW, Map.of())))
                .isInstanceOfSatisfying(
                        PrepareOutcome.Ready.class,
                        ready ->
                                assertThat(ready.handles().get("record")).doesNotContain("facets"));
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

    private void record(int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/xrpc/com.atproto.repo.getRecord"))
                        .willReturn(body(status, file)));
    }

    private List<ContentFault> faults(String text) {
        return at(address()).check(BlueskyPlatform.CAPABILITIES, text(text));
    }

    private SendRequest request(Content content, Instant due, Map<String, String> handles) {
        return new SendRequest(DELIVERY, WORKSPACE, content, due, handles);
    }

    private void resolves(String handle, int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/xrpc/com.atproto.identity.resolveHandle"))
                        .withQueryParam("handle", equalTo(handle))
                        .willReturn(body(status, file)));
    }

    private void has(String rkey, int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/xrpc/com.atproto.repo.getRecord"))
                        .withQueryParam("repo", equalTo(DID))
                        .withQueryParam("collection", equalTo("app.bsky.feed.post"))
                        .withQueryParam("rkey", equalTo(rkey))
                        .willReturn(body(status, file)));
    }
}
