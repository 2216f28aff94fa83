package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MastodonTests {
    private static final byte[] PNG = Client.picture("png", 40);

    @TempDir static Path data;

    private static final MovingClock CLOCK = new MovingClock();
    private static Sandbox sandbox;
    private static Account account;
    private static Client client;
    private static String server;
    private static String statuses;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(CLOCK));
        account = Client.first(sandbox, Platform.MASTODON);
        client = Client.of(account);
        server = sandbox.mastodon().getFirst();
        statuses = server + "/api/v1/statuses";
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String upload() throws IOException {
        var answer =
                client.upload(server + "/api/v2/media", "file", PNG, "description", "A bridge");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asString();
    }

    @Test
    void instanceTellsItsLimitsToAnyone() throws IOException {
        var configuration =
                Client.of("").get(server + "/api/v2/instance").json().path("configuration");

        assertThat(configuration.path("statuses").path("max_characters").asInt()).isEqualTo(500);
        assertThat(configuration.path("media_attachments").path("image_size_limit").asInt())
                .isEqualTo(16_777_216);
    }

    @Test
    void statusWithPictureIsAcceptedAndReadBack() throws IOException {
        String media = upload();

        var created =
                client.post(
                        statuses,
                        Json.of(
                                "status",
                                "Night falls\n#bridge",
                                "media_ids",
                                List.of(media),
                                "visibility",
                                "unlisted"));

        assertThat(created.status()).isEqualTo(200);
        var status = created.json();
        assertThat(status.path("content").asString())
                .startsWith("<p>Night falls<br />")
                .contains("/tags/bridge");
        assertThat(status.path("visibility").asString()).isEqualTo("unlisted");
        assertThat(status.path("media_attachments").path(0).path("description").asString())
                .isEqualTo("A bridge");
        assertThat(Instant.parse(created.header("X-RateLimit-Reset"))).isAfter(CLOCK.instant());
        assertThat(client.get(status.path("url").asString()).text())
                .contains("Night falls", "A bridge");
        assertThat(
                        client.get(status.path("media_attachments").path(0).path("url").asString())
                                .bytes())
                .isEqualTo(PNG);

        CLOCK.move(Duration.ofMinutes(1));
        String id = status.path("id").asString();
        assertThat(client.get(statuses + "/" + id).json().path("favourites_count").asInt())
                .isPositive();
        assertThat(client.get(statuses + "?id[]=" + id + "&id[]=1").json().size()).isEqualTo(1);
        assertThat(client.get(statuses + "/" + id + "/source").json().path("text").asString())
                .isEqualTo("Night falls\n#bridge");
        assertThat(client.get(server + "/api/v1/media/" + media).status()).isEqualTo(404);
        var again = client.post(statuses, Json.of("status", "Again", "media_ids", List.of(media)));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("not found or already attached to another post");
    }

    @Test
    void repeatedKeyGivesTheOriginalForAnHour() throws IOException {
        var keyed = client.key("key-1");
        String id =
                keyed.post(statuses, Json.of("status", "Once only")).json().path("id").asString();

        var repeated = keyed.post(statuses, Json.of("status", "Another body"));
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.json().path("id").asString()).isEqualTo(id);
        var other = sandbox.accounts().of(Platform.MASTODON).get(1);
        assertThat(
                        Client.of(other)
                                .key("key-1")
                                .post(
                                        sandbox.mastodon().get(1) + "/api/v1/statuses",
                                        Json.of("status", "Elsewhere"))
                                .json()
                                .path("id")
                                .asString())
                .isNotEqualTo(id);

        CLOCK.move(Duration.ofMinutes(59));
        assertThat(
                        keyed.post(statuses, Json.of("status", "Once only"))
                                .json()
                                .path("id")
                                .asString())
                .isEqualTo(id);
        CLOCK.move(Duration.ofMinutes(1));
        assertThat(
                        keyed.post(statuses, Json.of("status", "Once only"))
                                .json()
                                .path("id")
                                .asString())
                .isNotEqualTo(id);
    }

    @Test
    void repeatedKeyOfADeletedStatusIs404() throws IOException {
        var keyed = client.key("key-2");
        String id =
                keyed.post(statuses, Json.of("status", "Gone soon")).json().path("id").asString();
        var deleted = client.delete(statuses + "/" + id);

        assertThat(deleted.json().path("text").asString()).isEqualTo("Gone soon");
        assertThat(keyed.post(statuses, Json.of("status", "Gone soon")).status()).isEqualTo(404);
        assertThat(client.delete(statuses + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void sameTextTwiceIsTwoStatuses() throws IOException {
        client.form(statuses, "status=Twice+said&visibility=public");
        client.form(statuses, "status=Twice+said&visibility=public");

        var read =
                client.get(server + "/api/v1/accounts/" + account.id() + "/statuses?limit=2")
                        .json();
        assertThat(read.path(0).path("content").asString()).isEqualTo("<p>Twice said</p>");
        assertThat(read.path(1).path("content").asString()).isEqualTo("<p>Twice said</p>");
        assertThat(read.path(0).path("id").asString())
                .isNotEqualTo(read.path(1).path("id").asString());
    }

    @Test
    void refusalsAreInMastodonsWords() throws IOException {
        assertThat(
                        Client.of("wrong")
                                .post(statuses, Json.of("status", "Hi"))
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("The access token is invalid");
        assertThat(
                        Client.of(account)
                                .get(
                                        sandbox.mastodon().get(1)
                                                + "/api/v1/accounts/verify_credentials")
                                .status())
                .isEqualTo(401);
        assertThat(
                        client.post(statuses, Json.of("status", "a".repeat(501)))
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("Validation failed: Text character limit of 500 exceeded");
        assertThat(client.post(statuses, Json.of("status", " ")).text())
                .contains("Text can't be blank");
        var disguised = client.upload(server + "/api/v2/media", "file", "#!/bin/sh".getBytes());
        assertThat(disguised.status()).isEqualTo(422);
        assertThat(disguised.text()).contains("could not be verified");
    }
}
