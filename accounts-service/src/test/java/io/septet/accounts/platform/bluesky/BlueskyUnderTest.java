package io.septet.accounts.platform.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformUnderTest;
import io.septet.accounts.platform.SendRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.DefaultUriBuilderFactory;

/** Bluesky, by its lexicons and its reference server. */
interface BlueskyUnderTest extends PlatformUnderTest {
    String DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";

    String URI_1 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2b";

    String URI_2 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2c";

    String URI_3 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2d";

    String URI_4 = "at://" + DID + "/app.bsky.feed.post/3k4duaz5vfs2e";

    String URI_OWN = "at://" + DID + "/app.bsky.feed.post/" + RecordKeys.of(DELIVERY, NOW);

    String SIGN_IN = "/xrpc/com.atproto.server.createSession";

    String UPLOAD = "/xrpc/com.atproto.repo.uploadBlob";

    String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3NzIzNjI4MDB9.c2lnbmF0dXJl";

    /** Whether the account is signed in already, as it usually is. */
    default boolean signedIn() {
        return true;
    }

    @Override
    default Platform platform(URI address, Parts parts) {
        var platform =
                new BlueskyPlatform(
                        new BlueskyProperties(address, URI.create("https://bsky.app")),
                        parts.outbound(),
                        parts.allowed(),
                        parts.files(),
                        clock());
        if (signedIn()) {
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
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", DID, "alice.bsky.social", address, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, address, null, "@alice.bsky.social");
    }

    @Override
    default MappingBuilder publish() {
        return post("/xrpc/com.atproto.repo.createRecord");
    }

    @Override
    default Map<String, String> preparedText() {
        return Map.of(
                "rkey",
                RecordKeys.of(DELIVERY, NOW),
                "createdAt",
                "2026-03-01T09:00:00.000Z",
                "record",
                "{\"$type\":\"app.bsky.feed.post\",\"text\":\"Hello\",\"createdAt\":\"2026-03-01T09:00:00.000Z\"}");
    }

    @Override
    default String folder() {
        return "bluesky";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json")
                .withHeader("RateLimit-Limit", "5000")
                .withHeader("RateLimit-Remaining", "0")
                .withHeader("RateLimit-Reset", "" + tooManyUntil().getEpochSecond())
                .withHeader("RateLimit-Policy", "5000;w=3600");
    }

    @Override
    default Instant tooManyUntil() {
        return Instant.parse("2026-03-01T09:20:00Z");
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(401, "takedown.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    default void showsIt() {
        record(200, "own.json");
    }

    @Override
    default MappingBuilder deletes() {
        return post("/xrpc/com.atproto.repo.deleteRecord");
    }

    @Override
    default @Nullable ResponseDefinitionBuilder isGone() {
        return null;
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/xrpc/app.bsky.actor.getProfile"))
                .withQueryParam("actor", equalTo(DID));
    }

    @Override
    default String postId() {
        return URI_1;
    }

    @Override
    default String shownAs() {
        return URI_OWN;
    }

    @Override
    default void doesNotShowIt() {
        record(400, "no-record.json");
    }

    default void record(int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/xrpc/com.atproto.repo.getRecord"))
                                .willReturn(body(status, file)));
    }

    default List<ContentFault> faults(String text) {
        return at(address()).check(BlueskyPlatform.CAPABILITIES, text(text));
    }

    default SendRequest request(Content content, Instant due, Map<String, String> handles) {
        return new SendRequest(DELIVERY, WORKSPACE, content, due, handles);
    }

    default void resolves(String handle, int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/xrpc/com.atproto.identity.resolveHandle"))
                                .withQueryParam("handle", equalTo(handle))
                                .willReturn(body(status, file)));
    }

    default void has(String rkey, int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/xrpc/com.atproto.repo.getRecord"))
                                .withQueryParam("repo", equalTo(DID))
                                .withQueryParam("collection", equalTo("app.bsky.feed.post"))
                                .withQueryParam("rkey", equalTo(rkey))
                                .willReturn(body(status, file)));
    }
}
