package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XTests {
    private static final byte[] PNG = Client.picture("png", 40);

    @TempDir static Path data;

    private static final MovingClock CLOCK = new MovingClock();
    private static Sandbox sandbox;
    private static Account account;
    private static Client client;
    private static String posts;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(CLOCK));
        account = Client.first(sandbox, Platform.X);
        client = Client.of(account);
        posts = sandbox.x() + "/2/tweets";
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String upload(byte[] bytes) throws IOException {
        var answer =
                client.upload(
                        sandbox.x() + "/2/media/upload",
                        "media",
                        bytes,
                        "media_category",
                        "tweet_image");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data").path("id").asString();
    }

    @Test
    void postWithDescribedPictureIsAcceptedAndReadBack() throws IOException {
        String media = upload(PNG);
        var described =
                client.post(
                        sandbox.x() + "/2/media/metadata",
                        Json.of(
                                "id",
                                media,
                                "metadata",
                                Json.of("alt_text", Json.of("text", "A bridge at night"))));
        assertThat(described.status()).isEqualTo(200);

        var created =
                client.post(
                        posts,
                        Json.of(
                                "text",
                                "Night & day: https://example.com/bridge",
                                "media",
                                Json.of("media_ids", List.of(media))));

        assertThat(created.status()).isEqualTo(201);
        String id = created.json().path("data").path("id").asString();
        assertThat(created.json().path("data").path("text").asString())
                .startsWith("Night &amp; day: https://t.co/")
                .doesNotContain("example.com");
        assertThat(created.header("x-rate-limit-limit")).isEqualTo("100");

        CLOCK.move(Duration.ofMinutes(1));
        var read =
                client.get(
                                posts
                                        + "?ids="
                                        + id
                                        + ",1&tweet.fields=created_at,public_metrics,non_public_metrics,entities,attachments"
                                        + "&expansions=attachments.media_keys&media.fields=alt_text,width")
                        .json();
        var post = read.path("data").path(0);
        assertThat(post.path("public_metrics").path("impression_count").asInt()).isPositive();
        assertThat(post.path("public_metrics").path("like_count").asInt()).isPositive();
        assertThat(post.path("non_public_metrics").path("engagements").asInt()).isPositive();
        assertThat(post.path("attachments").path("media_keys").path(0).asString())
                .isEqualTo("3_" + media);
        assertThat(post.path("entities").path("urls").path(0).path("expanded_url").asString())
                .isEqualTo("https://example.com/bridge");
        assertThat(read.path("includes").path("media").path(0).path("alt_text").asString())
                .isEqualTo("A bridge at night");
        assertThat(read.path("errors").path(0).path("type").asString())
                .endsWith("/resource-not-found");

        var timeline =
                client.get(sandbox.x() + "/2/users/" + account.id() + "/tweets?max_results=5")
                        .json();
        assertThat(timeline.path("data").path(0).path("id").asString()).isEqualTo(id);
        assertThat(timeline.path("meta").path("newest_id").asString()).isEqualTo(id);
        assertThat(
                        client.get(
                                        sandbox.address()
                                                + "/x-web/"
                                                + account.handle()
                                                + "/status/"
                                                + id)
                                .text())
                .contains("Night &amp; day", "A bridge at night");
    }

    @Test
    void chunkedUploadPutsSegmentsInOrder() throws IOException {
        String url = sandbox.x() + "/2/media/upload/";
        byte[] jpeg = Client.picture("jpg", 64);
        int half = jpeg.length / 2;
        String id =
                client.post(
                                url + "initialize",
                                Json.of(
                                        "media_type",
                                        "image/jpeg",
                                        "total_bytes",
                                        jpeg.length,
                                        "media_category",
                                        "tweet_image"))
                        .json()
                        .path("data")
                        .path("id")
                        .asString();
        byte[] end = Arrays.copyOfRange(jpeg, half, jpeg.length);
        assertThat(client.upload(url + id + "/append", "media", end, "segment_index", "1").status())
                .isEqualTo(200);
        String start = Base64.getEncoder().encodeToString(Arrays.copyOf(jpeg, half));
        assertThat(
                        client.post(
                                        url + id + "/append",
                                        Json.of("segment_index", 0, "media", start))
                                .status())
                .isEqualTo(200);

        var finished = client.post(url + id + "/finalize", Json.of());

        assertThat(finished.status()).as(finished.text()).isEqualTo(200);
        assertThat(finished.json().path("data").path("size").asInt()).isEqualTo(jpeg.length);
        assertThat(finished.json().path("data").has("processing_info")).isFalse();
        var status = client.get(sandbox.x() + "/2/media/upload?command=STATUS&media_id=" + id);
        assertThat(status.status()).isEqualTo(400);
        assertThat(status.text()).contains("BadRequest: Not found");
    }

    @Test
    void unknownTokenIs401() throws IOException {
        var answer = Client.of("wrong").post(posts, Json.of("text", "Hello"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("title").asString()).isEqualTo("Unauthorized");
    }

    @Test
    void refusalsAreInXsWords() throws IOException {
        assertThat(client.post(posts, Json.of("text", "Hello", "colour", "red")).text())
                .contains("Invalid Request", "$.colour");
        var tooLong = client.post(posts, Json.of("text", "字".repeat(141)));
        assertThat(tooLong.json().path("detail").asString())
                .isEqualTo("You are not permitted to perform this action.");
        assertThat(client.post(posts, Json.of("text", "字".repeat(140))).status()).isEqualTo(201);
        assertThat(client.post(posts, Json.of("text", "字".repeat(140))).text())
                .contains("You are not allowed to create a Tweet with duplicate content.");
        assertThat(client.post(posts, Json.of()).status()).isEqualTo(400);
    }

    @Test
    void picturesAreLookedAtAndBelongToTheirUploader() throws IOException {
        var disguised =
                client.upload(
                        sandbox.x() + "/2/media/upload",
                        "media",
                        "#!/bin/sh".getBytes(),
                        "media_category",
                        "tweet_image");
        assertThat(disguised.status()).isEqualTo(400);

        String media = upload(PNG);
        var other = Client.of(sandbox.accounts().of(Platform.X).getLast());
        var stolen =
                other.post(
                        posts,
                        Json.of("text", "Mine", "media", Json.of("media_ids", List.of(media))));
        assertThat(stolen.status()).isEqualTo(400);
        assertThat(stolen.json().path("errors").path(0).path("parameters").has("media.media_ids"))
                .isTrue();
    }

    @Test
    void deletedPostIsGoneAndMayBeSaidAgain() throws IOException {
        var body = Json.of("text", "Once");
        String id = client.post(posts, body).json().path("data").path("id").asString();
        var other = Client.of(sandbox.accounts().of(Platform.X).getLast());

        assertThat(other.delete(posts + "/" + id).status()).isEqualTo(403);
        assertThat(client.delete(posts + "/" + id).json().path("data").path("deleted").asBoolean())
                .isTrue();
        assertThat(client.delete(posts + "/" + id).status()).isEqualTo(404);
        assertThat(client.post(posts, body).status()).isEqualTo(201);
    }

    @Test
    void rateLimitRefusesUntilTheWindowEnds() throws IOException {
        String url = sandbox.x() + "/2/users/me?user.fields=public_metrics";
        Client.Answer last = client.get(url);
        for (int i = 0; i < 75 && last.status() == 200; i++) {
            last = client.get(url);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("x-rate-limit-remaining")).isEqualTo("0");
        assertThat(Long.parseLong(last.header("x-rate-limit-reset")))
                .isGreaterThan(CLOCK.instant().getEpochSecond());
        CLOCK.move(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(client.get(url).json().path("data").path("username").asString())
                .isEqualTo("jiangcheng_now");
    }
}
