package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.http.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a record is written before it is sent. */
class BlueskyRecordsTests extends PlatformFixture implements BlueskyUnderTest {
    private boolean signedIn = true;

    @Override
    public boolean signedIn() {
        return signedIn;
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
}
