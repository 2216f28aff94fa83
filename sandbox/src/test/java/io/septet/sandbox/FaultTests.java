package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTests {
    @TempDir static Path data;

    private static Sandbox sandbox;
    private static Client x;
    private static Client facebook;
    private static Client mastodon;
    private static int number;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(0, List.of(0), data);
        x = Client.of(Client.first(sandbox, Platform.X));
        facebook = Client.of(Client.first(sandbox, Platform.FACEBOOK));
        mastodon = Client.of(Client.first(sandbox, Platform.MASTODON));
    }

    @AfterEach
    void clear() throws IOException {
        assertThat(x.delete(sandbox.address() + "/sandbox/faults").text()).isEqualTo("[]");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Client.Answer set(Object fault) throws IOException {
        return x.put(sandbox.address() + "/sandbox/faults", fault);
    }

    private static void fault(String kind) throws IOException {
        assertThat(set(Json.of("platform", "*", "kind", kind, "rate", 1)).status()).isEqualTo(200);
    }

    private static Client.Answer publish(String platform) throws IOException {
        String text = "Fault " + ++number;
        return switch (platform) {
            case "x" -> x.post(sandbox.x() + "/2/tweets", Json.of("text", text));
            case "facebook" ->
                    facebook.post(sandbox.facebook() + "/me/feed", Json.of("message", text));
            case "bluesky" -> bluesky(text);
            default ->
                    mastodon.post(
                            sandbox.mastodon().getFirst() + "/api/v1/statuses",
                            Json.of("status", text));
        };
    }

    private static Client.Answer bluesky(String text) throws IOException {
        var account = Client.first(sandbox, Platform.BLUESKY);
        return BlueskyTests.signedIn(sandbox)
                .post(
                        sandbox.bluesky() + "/xrpc/com.atproto.repo.createRecord",
                        Json.of(
                                "repo",
                                account.id(),
                                "collection",
                                "app.bsky.feed.post",
                                "record",
                                Json.of("text", text, "createdAt", "2026-03-01T09:00:00.000Z")));
    }

    private static int accepted() {
        return sandbox.ledger().all().size();
    }

    @ParameterizedTest
    @CsvSource({
        "429,x,429", "429,facebook,400", "429,mastodon,429", "429,bluesky,429",
        "500-before,x,500", "500-before,facebook,500", "500-before,mastodon,500",
                "500-before,bluesky,500",
        "token-revoked,x,401", "token-revoked,facebook,400", "token-revoked,mastodon,401",
                "token-revoked,bluesky,400",
        "duplicate,x,403", "duplicate,facebook,400"
    })
    void refusesWithoutAccepting(String kind, String platform, int status) throws IOException {
        int before = accepted();
        fault(kind);

        assertThat(publish(platform).status()).isEqualTo(status);
        assertThat(accepted()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"x", "facebook", "mastodon", "bluesky"})
    void failsAfterAccepting(String platform) throws IOException {
        int before = accepted();
        fault("500-after-accept");

        assertThat(publish(platform).status()).isEqualTo(500);
        assertThat(accepted()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "cut-before,x,0",
        "cut-before,mastodon,0",
        "cut-after-accept,facebook,1",
        "cut-after-accept,x,1",
        "cut-after-accept,bluesky,1"
    })
    void cutsTheConnection(String kind, String platform, int acceptedMore) throws IOException {
        int before = accepted();
        fault(kind);

        assertThatThrownBy(() -> publish(platform)).isInstanceOf(IOException.class);
        assertThat(accepted()).isEqualTo(before + acceptedMore);
    }

    @Test
    void slowAcceptsAtOnceAndAnswersLate() throws IOException {
        set(Json.of("platform", "x", "kind", "slow", "rate", 1, "millis", 400));
        long start = System.nanoTime();

        assertThat(publish("x").status()).isEqualTo(201);
        assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
    }

    @Test
    void processingHoldsBackUploadedPictures() throws IOException {
        byte[] png = Client.picture("png", 20);
        set(Json.of("platform", "*", "kind", "processing", "rate", 1, "millis", 700));
        String server = sandbox.mastodon().getFirst();

        var uploaded = mastodon.upload(server + "/api/v2/media", "file", png);
        assertThat(uploaded.status()).isEqualTo(202);
        assertThat(uploaded.json().path("url").isNull()).isTrue();
        String id = uploaded.json().path("id").asString();
        assertThat(
                        mastodon.post(
                                        server + "/api/v1/statuses",
                                        Json.of("status", "Early", "media_ids", List.of(id)))
                                .text())
                .contains("have not finished processing");
        await().until(() -> mastodon.get(server + "/api/v1/media/" + id).status() == 200);

        var media =
                x.upload(
                                sandbox.x() + "/2/media/upload",
                                "media",
                                png,
                                "media_category",
                                "tweet_image")
                        .json()
                        .path("data");
        assertThat(media.path("processing_info").path("state").asString()).isEqualTo("pending");
        String status =
                sandbox.x()
                        + "/2/media/upload?command=STATUS&media_id="
                        + media.path("id").asString();
        await().until(() ->
                x.get(status)
                        .json()
                        .path("data")
                        .path("processing_info")
                        .path("state")
                        .asString()
                        .equals("succeeded"));
    }

    @Test
    void faultsStrikeOnlyTheCallsTheyAreSetFor() throws IOException {
        set(Json.of("platform", "x", "kind", "500-before", "rate", 1, "calls", "read"));
        assertThat(publish("x").status()).isEqualTo(201);
        assertThat(publish("facebook").status()).isEqualTo(200);
        assertThat(x.get(sandbox.x() + "/2/users/me").status()).isEqualTo(500);

        set(Json.of("platform", "x", "kind", "500-before", "rate", 1, "calls", "all"));
        assertThat(publish("x").status()).isEqualTo(500);
        assertThat(x.delete(sandbox.x() + "/2/tweets/1").status()).isEqualTo(500);
    }

    @Test
    void ratesOfKindsAddUpAndTheSameSeedStrikesTheSameCalls() throws IOException {
        var first = statuses();
        x.delete(sandbox.address() + "/sandbox/faults");
        var second = statuses();

        assertThat(first).isEqualTo(second);
        assertThat(first.stream().filter(status -> status == 201).count()).isBetween(5L, 20L);
        assertThat(first).contains(429, 500);
    }

    private static List<Integer> statuses() throws IOException {
        set(Json.of("platform", "x", "kind", "429", "rate", 0.35));
        set(Json.of("platform", "*", "kind", "500-before", "rate", 0.35));
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 36; i++) {
            statuses.add(publish("x").status());
        }
        return statuses;
    }

    @Test
    void rateZeroRemoves() throws IOException {
        fault("429");
        set(Json.of("platform", "x", "kind", "duplicate", "rate", 1));

        assertThat(x.get(sandbox.address() + "/sandbox/faults").json().size()).isEqualTo(2);
        var left = set(Json.of("platform", "*", "kind", "429", "rate", 0)).json();
        assertThat(left.size()).isEqualTo(1);
        assertThat(left.path(0).path("kind").asString()).isEqualTo("duplicate");
        assertThat(left.path(0).path("calls").asString()).isEqualTo("publish");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'platform':'myspace','kind':'429','rate':1}",
                "{'platform':'x','kind':'flood','rate':1}",
                "{'platform':'x','kind':'429','rate':1.5}",
                "{'platform':'x','kind':'429','rate':-0.1}",
                "{'platform':'x','kind':'429'}",
                "{'platform':'x','kind':'429','rate':1,'calls':'some'}",
                "{'platform':'x','kind':'slow','rate':1,'millis':-5}",
                "{'platform':'x','kind':'slow','rate':1,'colour':'red'}",
            },
            quoteCharacter = '"')
    void badFaultsAreRefused(String fault) throws IOException {
        var answer = set(Json.MAPPER.readTree(fault.replace('\'', '"')));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/fault-invalid");
    }

    @Test
    void malformedFaultIs400() throws IOException {
        assertThat(set("not an object").status()).isEqualTo(400);
    }

    @Test
    void limitsCanBeSwitchedOff() throws IOException {
        String limits = sandbox.address() + "/sandbox/limits";
        assertThat(x.put(limits, Json.of("platform", "x", "on", false)).status()).isEqualTo(200);
        for (int i = 0; i < 80; i++) {
            assertThat(x.get(sandbox.x() + "/2/users/me").status()).isEqualTo(200);
        }
        assertThat(x.put(limits, Json.of("platform", "x", "on", true)).status()).isEqualTo(200);
        assertThat(x.put(limits, Json.of("platform", "x")).status()).isEqualTo(422);
    }
}
