package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that make an answer unclear, and those that stand in the way of reading back. */
class ReadBackFaultTests {
    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;
    private int number;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(clock));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void fault(String kind, @Nullable Integer millis) throws IOException {
        Map<String, @Nullable Object> fault = Json.of("platform", "*", "kind", kind, "rate", 1);
        if (millis != null) {
            fault.put("millis", millis);
        }
        var answer = Client.of("").put(sandbox.address() + "/sandbox/faults", fault);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void clear() throws IOException {
        Client.of("").delete(sandbox.address() + "/sandbox/faults");
    }

    private Client client(Platform platform) throws IOException {
        return platform == Platform.BLUESKY
                ? BlueskyTests.signedIn(sandbox)
                : Client.of(Client.first(sandbox, platform));
    }

    private Client.Answer publish(Platform platform) throws IOException {
        return publish(client(platform), platform);
    }

    private Client.Answer publish(Client client, Platform platform) throws IOException {
        String text = "Post " + ++number;
        Account account = Client.first(sandbox, platform);
        return switch (platform) {
            case X -> client.post(sandbox.x() + "/2/tweets", Json.of("text", text));
            case FACEBOOK -> client.post(sandbox.facebook() + "/me/feed", Json.of("message", text));
            case MASTODON ->
                    client.post(
                            sandbox.mastodon().getFirst() + "/api/v1/statuses",
                            Json.of("status", text));
            case BLUESKY ->
                    client.post(
                            sandbox.bluesky() + "/xrpc/com.atproto.repo.createRecord",
                            Json.of(
                                    "repo",
                                    account.id(),
                                    "collection",
                                    "app.bsky.feed.post",
                                    "record",
                                    Json.of("text", text, "createdAt", "2026-03-01T09:00:00Z")));
            case LINKEDIN ->
                    client.post(
                            sandbox.linkedin() + "/rest/posts",
                            Json.of(
                                    "author",
                                    "urn:li:organization:" + account.id(),
                                    "commentary",
                                    text,
                                    "visibility",
                                    "PUBLIC",
                                    "distribution",
                                    Json.of("feedDistribution", "MAIN_FEED"),
                                    "lifecycleState",
                                    "PUBLISHED"));
            case TELEGRAM ->
                    client.post(
                            sandbox.telegram() + "/bot" + account.token() + "/sendMessage",
                            Json.of("chat_id", account.id(), "text", text));
            case INSTAGRAM, THREADS ->
                    client.form(
                            root(platform)
                                    + "/me/"
                                    + (platform == Platform.THREADS
                                            ? "threads_publish"
                                            : "media_publish"),
                            "creation_id=" + container(client, platform, text));
        };
    }

    private String root(Platform platform) {
        return platform == Platform.THREADS ? sandbox.threads() : sandbox.instagram();
    }

    private String container(Client client, Platform platform, String text) throws IOException {
        String avatar = sandbox.address() + "/sandbox/media/" + picture();
        String id =
                client.form(
                                root(platform)
                                        + "/me/"
                                        + (platform == Platform.THREADS ? "threads" : "media"),
                                (platform == Platform.THREADS ? "text=" : "caption=")
                                        + text.replace(' ', '+')
                                        + "&media_type=IMAGE&image_url="
                                        + URLEncoder.encode(avatar, StandardCharsets.UTF_8))
                        .json()
                        .path("id")
                        .asString();
        clock.move(Duration.ofSeconds(2));
        return id;
    }

    /** The digest of a picture that the sandbox serves. */
    private String picture() throws IOException {
        Account page = Client.first(sandbox, Platform.FACEBOOK);
        var answer =
                Client.of(page)
                        .upload(
                                sandbox.facebook() + "/me/photos",
                                "source",
                                Client.picture("jpg", 40),
                                "published",
                                "false");
        String id = answer.json().path("id").asString();
        String source =
                Client.of(page)
                        .get(sandbox.facebook() + "/" + id + "?fields=images")
                        .json()
                        .at("/images/0/source")
                        .asString();
        return source.substring(source.lastIndexOf('/') + 1);
    }

    private int listed(Platform platform) throws IOException {
        return listed(client(platform), platform);
    }

    private int listed(Client client, Platform platform) throws IOException {
        Account account = Client.first(sandbox, platform);
        return switch (platform) {
            case X ->
                    client.get(sandbox.x() + "/2/users/" + account.id() + "/tweets")
                            .json()
                            .path("data")
                            .size();
            case FACEBOOK ->
                    client.get(sandbox.facebook() + "/me/published_posts")
                            .json()
                            .path("data")
                            .size();
            case MASTODON ->
                    client.get(
                                    sandbox.mastodon().getFirst()
                                            + "/api/v1/accounts/"
                                            + account.id()
                                            + "/statuses")
                            .json()
                            .size();
            case BLUESKY ->
                    client.get(
                                    sandbox.bluesky()
                                            + "/xrpc/com.atproto.repo.listRecords?collection=app.bsky.feed.post&repo="
                                            + account.id())
                            .json()
                            .path("records")
                            .size();
            case LINKEDIN ->
                    client.get(
                                    sandbox.linkedin()
                                            + "/rest/posts?q=author&author=urn%3Ali%3Aorganization%3A"
                                            + account.id())
                            .json()
                            .path("elements")
                            .size();
            case TELEGRAM -> sandbox.ledger().count(account);
            case INSTAGRAM, THREADS ->
                    client.get(
                                    root(platform)
                                            + "/me/"
                                            + (platform == Platform.THREADS ? "threads" : "media")
                                            + "?fields=id&since=1")
                            .json()
                            .path("data")
                            .size();
        };
    }

    @ParameterizedTest
    @EnumSource(value = Platform.class, mode = EnumSource.Mode.EXCLUDE, names = "TELEGRAM")
    void acceptedPostsCanBeReadBackUnlessReadingLags(Platform platform) throws IOException {
        assertThat(publish(platform).status()).isBetween(200, 201);
        assertThat(listed(platform)).isEqualTo(1);

        fault("readback-lag", 30_000);
        assertThat(publish(platform).status()).isBetween(200, 201);
        assertThat(listed(platform)).isLessThan(2);
        clock.move(Duration.ofSeconds(30));
        assertThat(listed(platform)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void anAnswerCanLackTheId(Platform platform) throws IOException {
        fault("no-id", null);

        var answer = publish(platform);

        assertThat(answer.status()).isBetween(200, 201);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(answer.header("x-restli-id")).isEmpty();
        assertThat(listed(platform)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void aTokenCanBeRevokedRightAfterAPost(Platform platform) throws IOException {
        var client = client(platform);
        fault("token-revoked-after", null);
        assertThat(publish(client, platform).status()).isBetween(200, 201);
        int before = sandbox.ledger().all().size();

        assertThat(publish(client, platform).status()).isGreaterThanOrEqualTo(400);
        assertThat(sandbox.ledger().all()).hasSize(before);

        clear();
        assertThat(listed(client, platform)).isEqualTo(1);
    }

    @Test
    void revokingGoesWithAnyOtherKind() throws IOException {
        var client = client(Platform.X);
        fault("token-revoked-after", null);
        fault("500-after-accept", null);

        assertThat(publish(client, Platform.X).status()).isEqualTo(500);

        assertThat(sandbox.ledger().all()).hasSize(1);
        assertThat(client.get(sandbox.x() + "/2/users/me").status()).isEqualTo(401);
    }

    @Test
    void readingIsDownWhilePublishingGoesOn() throws IOException {
        fault("readback-down", null);
        int cut = 0;
        int down = 0;
        for (int i = 0; i < 20; i++) {
            try {
                assertThat(client(Platform.X).get(sandbox.x() + "/2/users/me").status())
                        .isEqualTo(503);
                down++;
            } catch (IOException reset) {
                cut++;
            }
        }
        assertThat(down).isPositive();
        assertThat(cut).isPositive();
        assertThat(publish(Platform.X).status()).isEqualTo(201);
    }

    @Test
    void lateAnswersComeAfterTheAcceptance() throws IOException {
        fault("late", 700);
        long begun = System.nanoTime();

        assertThat(publish(Platform.X).status()).isEqualTo(201);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(650));
        var rule = Client.of("").get(sandbox.address() + "/sandbox/faults").json().path(0);
        assertThat(rule.path("kind").asString()).isEqualTo("late");
    }

    @Test
    void lateIsLongerThanAnyClientWaitsByItself() throws IOException {
        fault("late", null);

        assertThat(
                        Client.of("")
                                .get(sandbox.address() + "/sandbox/faults")
                                .json()
                                .at("/0/millis")
                                .asInt())
                .isEqualTo(45_000);
    }

    @Test
    void aDuplicateNamesTheNewestPostAtLinkedIn() throws IOException {
        String urn = publish(Platform.LINKEDIN).header("x-restli-id");
        fault("duplicate", null);

        var refused = publish(Platform.LINKEDIN);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("message").asString()).endsWith("duplicate of " + urn);
        assertThat(sandbox.ledger().all()).hasSize(1);
    }

    @Test
    void instagramTellsALimitForAPostThatIsLive() throws IOException {
        fault("limit-but-live", null);

        var answer = publish(Platform.INSTAGRAM);

        assertThat(answer.json().at("/error/error_subcode").asInt()).isEqualTo(2207051);
        assertThat(sandbox.ledger().all()).hasSize(1);
        assertThat(publish(Platform.THREADS).status()).isEqualTo(200);
    }

    @Test
    void processingCanLastForEver() throws IOException {
        fault("processing-forever", null);
        var client = client(Platform.INSTAGRAM);
        String container = container(client, Platform.INSTAGRAM, "Never");

        clock.move(Duration.ofHours(23));

        assertThat(
                        client.get(sandbox.instagram() + "/" + container + "?fields=status_code")
                                .json()
                                .path("status_code")
                                .asString())
                .isEqualTo("IN_PROGRESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key-500", "key-ignored"})
    void mastodonKeysCanFail(String kind) throws IOException {
        var client = client(Platform.MASTODON).key("one");
        String statuses = sandbox.mastodon().getFirst() + "/api/v1/statuses";
        if (!kind.isEmpty()) {
            fault(kind, null);
        }
        assertThat(client.post(statuses, Json.of("status", "Once")).status()).isEqualTo(200);

        var again = client.post(statuses, Json.of("status", "Once"));

        assertThat(again.status()).isEqualTo(kind.equals("key-500") ? 500 : 200);
        assertThat(sandbox.ledger().all()).hasSize(kind.equals("key-ignored") ? 2 : 1);
        var struck = client.get(sandbox.address() + "/sandbox/faults/struck").json();
        if (kind.isEmpty()) {
            assertThat(struck).isEmpty();
        } else {
            assertThat(struck)
                    .allSatisfy(one -> {
                        assertThat(one.path("kind").asString()).isEqualTo(kind);
                        assertThat(one.path("about").asString()).isEqualTo("Once");
                    });
            assertThat(struck).isNotEmpty();
        }
    }

    @Test
    void blueskyKeysCanStayTakenAfterADeletion() throws IOException {
        Account account = Client.first(sandbox, Platform.BLUESKY);
        var client = client(Platform.BLUESKY);
        var wish =
                Json.of(
                        "repo",
                        account.id(),
                        "collection",
                        "app.bsky.feed.post",
                        "rkey",
                        "3mfzaqhhc2s2b",
                        "record",
                        Json.of("text", "Keyed", "createdAt", "2026-03-01T09:00:00Z"));
        String xrpc = sandbox.bluesky() + "/xrpc/com.atproto.repo.";
        assertThat(client.post(xrpc + "createRecord", wish).status()).isEqualTo(200);
        assertThat(client.post(xrpc + "createRecord", wish).status()).isEqualTo(500);
        assertThat(client.post(xrpc + "deleteRecord", wish).status()).isEqualTo(200);
        fault("rkey-500", null);
        assertThat(client.post(xrpc + "createRecord", wish).status()).isEqualTo(500);
        clear();
        assertThat(client.post(xrpc + "createRecord", wish).status()).isEqualTo(200);
    }
}
