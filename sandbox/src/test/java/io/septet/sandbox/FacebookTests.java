package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacebookTests {
    private static final byte[] PNG = Client.picture("png", 40);

    @TempDir static Path data;

    private static final MovingClock CLOCK = new MovingClock();
    private static Sandbox sandbox;
    private static Client client;
    private static String root;
    private static String page;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(CLOCK));
        Account account = Client.first(sandbox, Platform.FACEBOOK);
        client = Client.of(account);
        root = sandbox.facebook();
        page = root + "/" + account.id();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static int code(Client.Answer answer) {
        return answer.json().path("error").path("code").asInt();
    }

    @Test
    void pageTellsItsName() throws IOException {
        assertThat(
                        client.get(root + "/me?fields=id,name,picture{url}")
                                .json()
                                .path("name")
                                .asString())
                .isEqualTo("Jiangcheng International");
        assertThat(
                        client.get(page + "?fields=name,followers_count")
                                .json()
                                .path("followers_count")
                                .asInt())
                .isPositive();
        assertThat(code(client.get(page + "?fields=nonsense"))).isEqualTo(100);
    }

    @Test
    void photoIsPublishedAtOnceWithItsCaption() throws IOException {
        var answer =
                client.upload(
                        page + "/photos",
                        "source",
                        PNG,
                        "caption",
                        "Lanterns",
                        "alt_text_custom",
                        "Red");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String post = answer.json().path("post_id").asString();
        assertThat(post).startsWith("100200300400501_");
        CLOCK.move(Duration.ofMinutes(1));
        var read =
                client.get(
                                root
                                        + "/"
                                        + post
                                        + "?fields=message,permalink_url,shares,reactions.summary(true).limit(0),"
                                        + "comments.summary(true).limit(0),attachments{media_type,target}")
                        .json();
        assertThat(read.path("message").asString()).isEqualTo("Lanterns");
        assertThat(read.path("reactions").path("summary").path("total_count").asInt()).isPositive();
        assertThat(
                        read.path("attachments")
                                .path("data")
                                .path(0)
                                .path("target")
                                .path("id")
                                .asString())
                .isEqualTo(answer.json().path("id").asString());
        assertThat(client.get(read.path("permalink_url").asString()).text()).contains("Lanterns");
    }

    @Test
    void unpublishedPhotosAreAttachedOnce() throws IOException {
        String photo =
                client.upload(page + "/photos", "source", PNG, "published", "false")
                        .json()
                        .path("id")
                        .asString();
        var body =
                Json.of(
                        "message",
                        "Two bridges",
                        "attached_media",
                        List.of(Json.of("media_fbid", photo)),
                        "published",
                        true);

        var created = client.post(page + "/feed?fields=id,permalink_url", body);

        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(created.json().path("permalink_url").asString()).startsWith(sandbox.address());
        assertThat(
                        client.post(page + "/feed", body)
                                .json()
                                .path("error")
                                .path("error_subcode")
                                .asInt())
                .isEqualTo(1366051);
        var posts =
                client.get(
                                page
                                        + "/published_posts?fields=id,message,created_time,attachments{target}&limit=1")
                        .json();
        assertThat(posts.path("data").path(0).path("id").asString())
                .isEqualTo(created.json().path("id").asString());
        assertThat(posts.path("data").path(0).path("created_time").asString()).endsWith("+0000");
    }

    @Test
    void photoIsFetchedFromItsAddress() throws IOException {
        var first = client.upload(page + "/photos", "source", PNG, "published", "false");
        String address =
                client.get(root + "/" + first.json().path("id").asString() + "?fields=images")
                        .json()
                        .path("images")
                        .path(0)
                        .path("source")
                        .asString();

        var answer = client.post(page + "/photos", Json.of("url", address, "published", false));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(
                        code(
                                client.post(
                                        page + "/photos",
                                        Json.of("url", sandbox.address() + "/nothing"))))
                .isEqualTo(324);
    }

    @Test
    void insightsGrowAndRemovedMetricsFailTheCall() throws IOException {
        String post =
                client.post(page + "/feed", Json.of("message", "Numbers"))
                        .json()
                        .path("id")
                        .asString();
        CLOCK.move(Duration.ofMinutes(1));
        var url = root + "/" + post + "/insights";
        var insights =
                client.get(url + "?metric=post_media_view,post_reactions_by_type_total").json();

        assertThat(insights.path("data").path(0).path("values").path(0).path("value").asInt())
                .isPositive();
        assertThat(
                        insights.path("data")
                                .path(1)
                                .path("values")
                                .path(0)
                                .path("value")
                                .path("like")
                                .asInt())
                .isPositive();
        assertThat(code(client.get(url + "?metric=post_impressions"))).isEqualTo(100);
        assertThat(code(client.get(url))).isEqualTo(3001);
    }

    @Test
    void refusalsAreInFacebooksWords() throws IOException {
        assertThat(code(Client.of("wrong").get(root + "/me"))).isEqualTo(190);
        assertThat(client.form(page + "/feed", "message=Same+words").status()).isEqualTo(200);
        var twin = client.post(page + "/feed", Json.of("message", "Same words"));
        assertThat(code(twin)).isEqualTo(506);
        assertThat(twin.status()).isEqualTo(400);
        assertThat(code(client.post(page + "/feed", Json.of("message", "a".repeat(63_207)))))
                .isEqualTo(100);
        assertThat(code(client.post(page + "/feed", Json.of()))).isEqualTo(100);
        assertThat(
                        code(
                                client.post(
                                        root + "/100200300400502/feed",
                                        Json.of("message", "Not mine"))))
                .isEqualTo(200);
        assertThat(code(client.upload(page + "/photos", "source", "no picture".getBytes())))
                .isEqualTo(324);
        var gone = client.get(root + "/100200300400501_1");
        assertThat(gone.json().path("error").path("error_subcode").asInt()).isEqualTo(33);
        assertThat(client.get(page).header("X-Business-Use-Case-Usage")).contains("call_count");
    }

    @Test
    void deletedPostIsGone() throws IOException {
        String post =
                client.post(page + "/feed", Json.of("message", "Short-lived"))
                        .json()
                        .path("id")
                        .asString();

        assertThat(client.delete(root + "/" + post).json().path("success").asBoolean()).isTrue();
        assertThat(code(client.delete(root + "/" + post))).isEqualTo(100);
    }
}
