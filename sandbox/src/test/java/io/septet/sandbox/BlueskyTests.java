package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BlueskyTests {
    private static final byte[] PNG = Client.picture("png", 40);
    private static final String AT = "2026-03-01T09:00:00.000Z";

    @TempDir static Path data;

    private static final MovingClock CLOCK = new MovingClock();
    private static Sandbox sandbox;
    private static Account account;
    private static Client client;
    private static String xrpc;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(CLOCK));
        account = Client.first(sandbox, Platform.BLUESKY);
        client = signedIn(sandbox);
        xrpc = sandbox.bluesky() + "/xrpc/";
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    /** A client with a session of the demo account. */
    static Client signedIn(Sandbox sandbox) throws IOException {
        var account = Client.first(sandbox, Platform.BLUESKY);
        return Client.of(
                signIn(sandbox, account.handle(), account.token())
                        .json()
                        .path("accessJwt")
                        .asString());
    }

    private static Client.Answer signIn(Sandbox sandbox, String identifier, String password)
            throws IOException {
        return Client.of("")
                .post(
                        sandbox.bluesky() + "/xrpc/com.atproto.server.createSession",
                        Json.of("identifier", identifier, "password", password));
    }

    private static Client.Answer create(@Nullable String rkey, Map<String, ?> record)
            throws IOException {
        var wish =
                Json.of("repo", account.id(), "collection", "app.bsky.feed.post", "record", record);
        if (rkey != null) {
            wish.put("rkey", rkey);
        }
        return client.post(xrpc + "com.atproto.repo.createRecord", wish);
    }

    private static Client.Answer record(String rkey) throws IOException {
        return Client.of("")
                .get(
                        xrpc
                                + "com.atproto.repo.getRecord?repo="
                                + account.id()
                                + "&collection=app.bsky.feed.post&rkey="
                                + rkey);
    }

    private static JsonNode posts(String uri) throws IOException {
        return client.get(xrpc + "app.bsky.feed.getPosts?uris=" + uri + "&uris=at://a/b/c")
                .json()
                .path("posts");
    }

    @Test
    void signsInByAppPasswordAndTellsWhereTheAccountIsKept() throws IOException {
        var session = signIn(sandbox, account.id(), account.token()).json();

        assertThat(session.path("did").asString()).isEqualTo(account.id());
        assertThat(session.at("/didDoc/service/0/serviceEndpoint").asString())
                .isEqualTo(sandbox.bluesky());
        assertThat(
                        Client.of(session.path("refreshJwt").asString())
                                .post(xrpc + "com.atproto.server.refreshSession", Json.of())
                                .json()
                                .path("accessJwt")
                                .asString())
                .contains(".");
        var wrong = signIn(sandbox, account.handle(), "abcd-abcd-abcd-abcd");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("error").asString()).isEqualTo("AuthenticationRequired");
        assertThat(
                        client.get(
                                        xrpc
                                                + "com.atproto.identity.resolveHandle?handle="
                                                + account.handle())
                                .json()
                                .path("did")
                                .asString())
                .isEqualTo(account.id());
    }

    @Test
    void recordWithPictureIsAcceptedAndReadBack() throws IOException {
        var blob =
                client.bytes(xrpc + "com.atproto.repo.uploadBlob", "image/png", PNG)
                        .json()
                        .path("blob");
        assertThat(blob.at("/ref/$link").asString()).matches("bafkrei[a-z2-7]{52}");
        var record =
                Json.of(
                        "$type",
                        "app.bsky.feed.post",
                        "text",
                        "Night falls",
                        "createdAt",
                        AT,
                        "embed",
                        Json.of(
                                "$type",
                                "app.bsky.embed.images",
                                "images",
                                List.of(Json.of("alt", "A bridge", "image", blob))));

        var created = create("3mfzaqhhc2s2a", record);

        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String uri = created.json().path("uri").asString();
        assertThat(uri).isEqualTo("at://" + account.id() + "/app.bsky.feed.post/3mfzaqhhc2s2a");
        assertThat(Long.parseLong(created.header("RateLimit-Reset")))
                .isGreaterThan(CLOCK.instant().getEpochSecond());
        assertThat(record("3mfzaqhhc2s2a").json().path("value").toString())
                .isEqualTo(Json.MAPPER.writeValueAsString(record));
        CLOCK.move(Duration.ofMinutes(1));
        var post = posts(uri);
        assertThat(post.size()).isEqualTo(1);
        assertThat(post.at("/0/likeCount").asInt()).isPositive();
        assertThat(post.at("/0/embed/images/0/alt").asString()).isEqualTo("A bridge");
        assertThat(
                        client.get(
                                        sandbox.bluesky()
                                                + "/profile/"
                                                + account.handle()
                                                + "/post/3mfzaqhhc2s2a")
                                .text())
                .contains("Night falls", "A bridge");
        assertThat(client.get(sandbox.address() + "/sandbox/posts").json().toString())
                .contains(uri);
    }

    @Test
    void aTakenKeyAnswers500AndChangesNothing() throws IOException {
        assertThat(create("3mfzaqhhc2s2b", Json.of("text", "First", "createdAt", AT)).status())
                .isEqualTo(200);
        var again = create("3mfzaqhhc2s2b", Json.of("text", "Second", "createdAt", AT));

        assertThat(again.status()).isEqualTo(500);
        assertThat(again.json().path("error").asString()).isEqualTo("InternalServerError");
        assertThat(record("3mfzaqhhc2s2b").json().at("/value/text").asString()).isEqualTo("First");
    }

    @Test
    void aRemovedRecordIsGone() throws IOException {
        String uri =
                create("3mfzaqhhc2s2c", Json.of("text", "Gone soon", "createdAt", AT))
                        .json()
                        .path("uri")
                        .asString();
        var removal =
                Json.of(
                        "repo",
                        account.id(),
                        "collection",
                        "app.bsky.feed.post",
                        "rkey",
                        "3mfzaqhhc2s2c");

        for (int i = 0; i < 2; i++) {
            assertThat(client.post(xrpc + "com.atproto.repo.deleteRecord", removal).status())
                    .isEqualTo(200);
        }
        assertThat(record("3mfzaqhhc2s2c").status()).isEqualTo(400);
        assertThat(record("3mfzaqhhc2s2c").json().path("error").asString())
                .isEqualTo("RecordNotFound");
        assertThat(posts(uri).size()).isZero();
    }

    @Test
    void listsAreNewestFirstAndGoOnAtTheCursor() throws IOException {
        create("3mfzzzzzzzz2a", Json.of("text", "One", "createdAt", AT));
        create("3mfzzzzzzzz2b", Json.of("text", "Two", "createdAt", AT));
        String list =
                xrpc
                        + "com.atproto.repo.listRecords?collection=app.bsky.feed.post&limit=1&repo="
                        + account.id();

        var first = client.get(list).json();
        assertThat(first.at("/records/0/value/text").asString()).isEqualTo("Two");
        assertThat(
                        client.get(list + "&cursor=" + first.path("cursor").asString())
                                .json()
                                .at("/records/0/value/text")
                                .asString())
                .isEqualTo("One");
        assertThat(
                        client.get(xrpc + "app.bsky.feed.getAuthorFeed?actor=" + account.handle())
                                .json()
                                .at("/feed/0/post/record/text")
                                .asString())
                .isEqualTo("Two");
    }

    @Test
    void refusalsAreInTheServersWords() throws IOException {
        assertThat(create(null, Json.of("text", "a".repeat(301), "createdAt", AT)).text())
                .contains("InvalidRequest", "must not be longer than 300 graphemes");
        assertThat(create(null, Json.of("text", "👩‍👩‍👧‍👦".repeat(121), "createdAt", AT)).text())
                .contains("must not be longer than 3000 characters");
        assertThat(create("no-tid", Json.of("text", "Hi", "createdAt", AT)).text())
                .contains("Invalid record key");
        assertThat(create(null, Json.of("text", "Hi", "createdAt", "today")).text())
                .contains("createdAt");
        var lost =
                Json.of(
                        "$type",
                        "app.bsky.embed.images",
                        "images",
                        List.of(
                                Json.of(
                                        "alt",
                                        "",
                                        "image",
                                        Json.of("ref", Json.of("$link", "bafkreia")))));
        assertThat(create(null, Json.of("text", "Hi", "createdAt", AT, "embed", lost)).text())
                .contains("BlobNotFound");
        assertThat(
                        Client.of("a.b.c")
                                .post(xrpc + "com.atproto.repo.createRecord", Json.of())
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("InvalidToken");
        assertThat(client.get(xrpc + "app.bsky.feed.getLikes").status()).isEqualTo(501);
    }

    @Test
    void aSessionEndsAfterTwoHours() throws IOException {
        try (var later = Sandbox.start(SandboxSettings.on(data.resolve("other")).clock(CLOCK))) {
            var early = signedIn(later);
            String session = later.bluesky() + "/xrpc/com.atproto.server.getSession";
            assertThat(early.get(session).status()).isEqualTo(200);

            CLOCK.move(Duration.ofMinutes(121));
            var ended = early.get(session);

            assertThat(ended.status()).isEqualTo(400);
            assertThat(ended.json().path("error").asString()).isEqualTo("ExpiredToken");
        }
        client = signedIn(sandbox);
    }
}
