package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LedgerTests {
    private static final List<Integer> ANY = List.of(0, 0, 0);

    @TempDir Path data;

    private static JsonNode posts(Sandbox sandbox) throws IOException {
        return Client.of("").get(sandbox.address() + "/sandbox/posts").json();
    }

    @Test
    void showsWhatWasAcceptedInOrderWithDigestsOfTheBytesReceived() throws Exception {
        byte[] picture = Client.picture("jpg", 50);
        try (var sandbox = Sandbox.start(0, ANY, data)) {
            assertThat(posts(sandbox).size()).isZero();
            postOnAll(sandbox, picture);

            var posts = posts(sandbox);
            assertThat(posts.size()).isEqualTo(3);
            assertThat(posts.path(0).path("platform").asString()).isEqualTo("facebook");
            assertThat(posts.path(0).path("account").asString()).isEqualTo("100200300400501");
            assertThat(posts.path(1).path("platform").asString()).isEqualTo("x");
            assertThat(posts.path(1).path("text").asString()).isEqualTo("Second");
            var last = posts.path(2);
            String host = sandbox.mastodon().getFirst().substring("http://".length());
            assertThat(last.path("account").asString()).isEqualTo("desk@" + host);
            var media = last.path("media").path(0);
            assertThat(media.path("type").asString()).isEqualTo("image/jpeg");
            assertThat(media.path("bytes").asInt()).isEqualTo(picture.length);
            assertThat(media.path("sha256").asString())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(picture)));
            assertThat(last.path("acceptedAt").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(Instant.parse(last.path("acceptedAt").asString()))
                    .isAfterOrEqualTo(Instant.parse(posts.path(0).path("acceptedAt").asString()));
        }
    }

    private static void postOnAll(Sandbox sandbox, byte[] picture) throws IOException {
        Client.of(Client.first(sandbox, Platform.FACEBOOK))
                .post(sandbox.facebook() + "/me/feed", Json.of("message", "First"));
        Client.of(Client.first(sandbox, Platform.X))
                .post(sandbox.x() + "/2/tweets", Json.of("text", "Second"));
        var mastodon = Client.of(Client.first(sandbox, Platform.MASTODON)).key("third");
        String server = sandbox.mastodon().getFirst();
        String media =
                mastodon.upload(server + "/api/v2/media", "file", picture)
                        .json()
                        .path("id")
                        .asString();
        mastodon.post(
                server + "/api/v1/statuses",
                Json.of("status", "Third", "media_ids", List.of(media)));
    }

    @Test
    void everythingSurvivesARestartAndALineCutShort() throws Exception {
        byte[] picture = Client.picture("png", 30);
        String before;
        List<String> tokens;
        String unused;
        try (var sandbox = Sandbox.start(0, ANY, data)) {
            postOnAll(sandbox, picture);
            Account x = Client.first(sandbox, Platform.X);
            var gone = Client.of(x).post(sandbox.x() + "/2/tweets", Json.of("text", "Gone"));
            Client.of(x)
                    .delete(
                            sandbox.x()
                                    + "/2/tweets/"
                                    + gone.json().path("data").path("id").asString());
            unused =
                    Client.of(x)
                            .upload(
                                    sandbox.x() + "/2/media/upload",
                                    "media",
                                    picture,
                                    "media_category",
                                    "tweet_image")
                            .json()
                            .path("data")
                            .path("id")
                            .asString();
            before = posts(sandbox).toString().replaceAll("localhost:\\d+", "host");
            tokens = sandbox.accounts().all().stream().map(Account::token).toList();
        }
        Files.writeString(
                data.resolve("sandbox/posts.jsonl"),
                "{\"number\":9,\"acc",
                StandardOpenOption.APPEND);

        try (var sandbox = Sandbox.start(0, ANY, data)) {
            assertThat(posts(sandbox).toString().replaceAll("localhost:\\d+", "host"))
                    .isEqualTo(before);
            assertThat(sandbox.accounts().all().stream().map(Account::token)).isEqualTo(tokens);
            var x = Client.of(Client.first(sandbox, Platform.X));
            var twin = x.post(sandbox.x() + "/2/tweets", Json.of("text", "Second"));
            assertThat(twin.status()).isEqualTo(403);
            var withOld =
                    x.post(
                            sandbox.x() + "/2/tweets",
                            Json.of("text", "New", "media", Json.of("media_ids", List.of(unused))));
            assertThat(withOld.status()).isEqualTo(201);
            var repeated =
                    Client.of(Client.first(sandbox, Platform.MASTODON))
                            .key("third")
                            .post(
                                    sandbox.mastodon().getFirst() + "/api/v1/statuses",
                                    Json.of("status", "Third"));
            assertThat(repeated.json().path("media_attachments").size()).isEqualTo(1);
            assertThat(posts(sandbox).size()).isEqualTo(5);
            // What was deleted stays in the ledger.
            assertThat(posts(sandbox).path(3).path("text").asString()).isEqualTo("Gone");
            assertThat(posts(sandbox).path(3).path("deletedAt").asString()).endsWith("Z");
            assertThat(posts(sandbox).path(2).has("deletedAt")).isFalse();
        }
    }

    @Test
    void manyAtOnceAreEachKeptOnceWithTheirOwnId() throws Exception {
        try (var sandbox = Sandbox.start(0, ANY, data);
                // The JDK's server closes idle connections beyond two hundred, also ones that a
                // client is just about to use again.
                var threads = Executors.newFixedThreadPool(100, Thread.ofVirtual().factory())) {
            Client.of("")
                    .put(
                            sandbox.address() + "/sandbox/limits",
                            Json.of("platform", "*", "on", false));
            var client = Client.of(Client.first(sandbox, Platform.X));
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 300; i++) {
                String text = "Post " + i;
                tasks.add(() ->
                        client.post(sandbox.x() + "/2/tweets", Json.of("text", text)).status());
            }
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(201);
            }

            var ids = new ArrayList<String>();
            posts(sandbox).forEach(post -> ids.add(post.path("id").asString()));
            assertThat(ids).hasSize(300).doesNotHaveDuplicates();
        }
    }

    @Test
    void accountsAreWhatALauncherNeeds() throws IOException {
        try (var sandbox = Sandbox.start(0, ANY, data)) {
            var accounts = Client.of("").get(sandbox.address() + "/sandbox/accounts").json();

            assertThat(accounts.size()).isGreaterThanOrEqualTo(9);
            assertThat(accounts.path(0).path("server").isNull()).isTrue();
            assertThat(accounts.path(2).path("page").asString()).isEqualTo("100200300400501");
            assertThat(accounts.path(6).path("server").asString())
                    .isEqualTo(sandbox.mastodon().get(2));
            assertThat(accounts.path(6).path("account").asString()).startsWith("travel@localhost:");
            assertThat(accounts.path(7).path("server").asString()).isEqualTo(sandbox.bluesky());
            assertThat(accounts.path(7).path("account").asString())
                    .isEqualTo("jiangcheng.bsky.localhost");
        }
    }
}
