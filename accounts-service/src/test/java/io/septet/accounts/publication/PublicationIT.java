package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.accounts.Door;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.SeptetProperties;
import io.septet.kit.content.ContentHash;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.TestTokens;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accounts' half of the publishing contract, through its door; every duration a twentieth of
 * production's.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"septet.time-factor=20", "septet.partitions=4"})
@WithRedis
@Import(PublicationIT.Scripted.class)
class PublicationIT {
    private static final String WORKSPACE = "0199a000-0000-7000-8000-000000000001";
    private static final Content TEXT =
            new Content("Good morning from the river", List.of(), null, null);
    private static final Content PICTURE =
            new Content(
                    "With a picture",
                    List.of(
                            new Content.MediaItem(
                                    "ab".repeat(32), "image/png", 10, 1, 1, "A boat")),
                    null,
                    null);

    @TestConfiguration
    static class Scripted {
        @Bean
        @Primary
        ScriptedPlatform scriptedPlatform() {
            return new ScriptedPlatform();
        }
    }

    @LocalServerPort private int port;

    @Autowired private ScriptedPlatform platform;

    @Autowired private SeptetProperties septet;

    @Autowired private TestRedis server;

    @Autowired private StringRedisTemplate redis;

    @Autowired private Changes changes;

    @Autowired private Partitions partitions;

    @Autowired private EventStreams streams;

    @Autowired private ContractTimings timings;

    private TestTokens tokens;
    private String feed;
    private String delivery;

    @BeforeEach
    void another() {
        tokens = new TestTokens(septet.data(), "accounts");
        platform.preparesText = false;
        feed = Ids.next();
        delivery = Ids.delivery(WORKSPACE, Ids.next(), feed, 1, 1);
    }

    @Test
    void goesOutOnceAtItsTimeAndNotBefore() {
        var due = Instant.now().plusMillis(400);

        assertThat(hand(TEXT, 1, due).getStatusCode().value()).isEqualTo(200);
        assertThat(hand(TEXT, 1, due).getStatusCode().value()).isEqualTo(200);

        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        var sent = platform.sentTo(feed);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().at()).isBetween(due, due.plusMillis(1_000));
        var view = view();
        assertThat(view.get("platformId").stringValue()).isEqualTo("p-" + delivery);
        assertThat(view.get("lagMillis").longValue()).isBetween(0L, 1_500L);
        assertThat(events())
                .containsSubsequence(
                        "publication.new",
                        "publication.prepared",
                        "publication.armed",
                        "publication.published");
    }

    @Test
    void armedIsOnDiskBeforeThePlatformIsAsked() {
        var seen = new CountDownLatch(1);
        platform.sends.put(
                feed,
                request -> {
                    if ("ARMED".equals(state())) {
                        seen.countDown();
                    }
                    return ScriptedPlatform.ACCEPTS.apply(request);
                });

        hand(TEXT, 1, Instant.now());

        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(seen.getCount()).isZero();
    }

    @Test
    void anUnclearAnswerIsSettledByLookingAndNotBySendingAgain() {
        platform.sends.put(feed, request -> new SendOutcome.Unclear("read timed out"));

        hand(TEXT, 1, Instant.now());
        await().untilAsserted(() -> assertThat(state()).isEqualTo("UNKNOWN"));
        hand(TEXT, 1, Instant.now());

        assertThat(view().get("reason").stringValue()).isEqualTo("read timed out");
        assertThat(redis.opsForZSet().score(workKey(), delivery)).isNotNull();
        assertThat(recall(1).value()).isEqualTo(409);
        platform.reads.put(
                feed,
                request ->
                        new ReadBack.Candidates(
                                List.of(
                                        new Seen(
                                                "found-" + feed,
                                                URI.create("https://x.example/1"),
                                                Instant.now(),
                                                TEXT.text())),
                                List.of(),
                                Instant.now()));
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(view().get("platformId").stringValue()).isEqualTo("found-" + feed);
        assertThat(view().get("log").valueStream().map(one -> one.get("state").stringValue()))
                .containsSubsequence("NEW", "ARMED", "UNKNOWN", "PUBLISHED");
        assertThat(platform.sentTo(feed)).hasSize(1);
    }

    @Test
    void whatWasCertainlyNotSentIsSentAgain() {
        platform.sends.put(
                feed,
                request ->
                        platform.sentTo(feed).size() < 2
                                ? new SendOutcome.NotSent(
                                        Instant.now().plusMillis(100), "too many requests")
                                : ScriptedPlatform.ACCEPTS.apply(request));

        hand(TEXT, 1, Instant.now());

        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed)).hasSize(2);
        assertThat(view().get("attempt").intValue()).isEqualTo(2);
    }

    @Test
    void aRefusalFailsWithThePlatformsWords() {
        platform.sends.put(feed, request -> new SendOutcome.Refused("Your text is too long"));

        hand(TEXT, 1, Instant.now());

        await().untilAsserted(() -> assertThat(state()).isEqualTo("FAILED"));
        assertThat(view().get("reason").stringValue()).isEqualTo("Your text is too long");
    }

    @Test
    void picturesArePreparedBeforeDueAndWhatIsKnownIsKeptWhenPreparingTakesTwoTries() {
        platform.prepares.put(
                feed,
                request ->
                        request.handles().isEmpty()
                                ? new PrepareOutcome.NotYet(
                                        Map.of("first", "7"),
                                        Instant.now().plusMillis(50),
                                        "still processing")
                                : new PrepareOutcome.Ready(
                                        Map.of(
                                                "first",
                                                request.handles().get("first"),
                                                "second",
                                                "8")));
        var due = Instant.now().plusMillis(1_500);

        hand(PICTURE, 1, due);

        await().untilAsserted(() -> assertThat(state()).isEqualTo("PREPARED"));
        assertThat(Instant.now()).isBefore(due);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed).getFirst().at()).isAfterOrEqualTo(due);
    }

    @Test
    void textIsPreparedOnlyForPlatformsThatWantItAndOnceForEveryTry() {
        platform.prepares.put(feed, request -> new PrepareOutcome.Ready(Map.of("id", Ids.next())));
        var ids = new CopyOnWriteArrayList<Map<String, String>>();
        platform.sends.put(
                feed,
                request -> {
                    ids.add(request.handles());
                    return ids.size() < 3
                            ? new SendOutcome.NotSent(Instant.now(), "too many requests")
                            : ScriptedPlatform.ACCEPTS.apply(request);
                });
        platform.preparesText = true;

        hand(TEXT, 1, Instant.now());
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));

        assertThat(ids).hasSize(3).doesNotContain(Map.of());
        assertThat(Set.copyOf(ids)).hasSize(1);

        platform.preparesText = false;
        delivery = Ids.delivery(WORKSPACE, Ids.next(), feed, 1, 1);
        hand(TEXT, 1, Instant.now());
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));

        assertThat(ids.getLast()).isEmpty();
    }

    @Test
    void aHoldStopsWhatIsNotArmedAndLiftingItSendsNothingThatFellDueMeanwhile() {
        var manager = tokens.member("m", WORKSPACE, Role.MANAGER);
        JsonNode hold =
                Objects.requireNonNull(
                        client().post()
                                .uri("/api/v1/holds")
                                .header("Authorization", manager)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(
                                        Map.of(
                                                "scope",
                                                "feed",
                                                "id",
                                                feed,
                                                "reason",
                                                "breaking news"))
                                .retrieve()
                                .body(JsonNode.class));

        hand(TEXT, 1, Instant.now());
        await().untilAsserted(() -> assertThat(view().get("held").booleanValue()).isTrue());
        assertThat(platform.sentTo(feed)).isEmpty();

        client().delete()
                .uri("/api/v1/holds/" + hold.get("id").stringValue())
                .header("Authorization", manager)
                .retrieve()
                .toBodilessEntity();
        var workScore = redis.opsForZSet().score(workKey(), delivery);
        assertThat(workScore).as("looked at again when its window is over").isNotNull();
        assertThat(workScore).isGreaterThan(Instant.now().plusSeconds(600).toEpochMilli());
        assertThat(platform.sentTo(feed)).isEmpty();

        // A person sends it now: taken back, and handed over again.
        assertThat(recall(1).value()).isEqualTo(200);
        hand(TEXT, 2, Instant.now());
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
    }

    @Test
    void takenBackBeforeItIsArmedItIsNeverSent() {
        hand(TEXT, 1, Instant.now().plusMillis(600));

        assertThat(recall(1).value()).isEqualTo(200);
        assertThat(recall(1).value()).isEqualTo(200);

        assertThat(state()).isEqualTo("RECALLED");
        assertThat(redis.opsForZSet().score(workKey(), delivery)).isNull();
        assertThat(hand(TEXT, 1, Instant.now()).getStatusCode().value()).isEqualTo(409);
        assertThat(platform.sentTo(feed)).isEmpty();
    }

    @Test
    void takenBackBeforeItArrivedItStaysAwayWhenItArrives() {
        assertThat(recall(1).value()).isEqualTo(200);

        assertThat(hand(TEXT, 1, Instant.now()).getStatusCode().value()).isEqualTo(409);
        assertThat(hand(TEXT, 2, Instant.now()).getStatusCode().value()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed)).hasSize(1);
    }

    @Test
    void ofTwoRevisionsTheHigherIsSent() {
        var due = Instant.now().plusMillis(2_500);
        hand(new Content("first wording", List.of(), null, null), 1, due);

        assertThat(hand(TEXT, 2, due).getStatusCode().value()).isEqualTo(200);
        assertThat(hand(TEXT, 1, due).getStatusCode().value()).isEqualTo(409);

        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed))
                .extracting(ScriptedPlatform.Sent::text)
                .containsExactly(TEXT.text());
        assertThat(hand(TEXT, 3, due).getStatusCode().value()).isEqualTo(409);
        assertThat(recall(2).value()).isEqualTo(409);
    }

    @Test
    void afterItsTimeWindowItIsMissedAndNotSent() {
        platform.sends.put(
                feed,
                request -> new SendOutcome.NotSent(Instant.now().plusSeconds(1), "try later"));

        hand(TEXT, 1, Instant.now(), Instant.now().plusMillis(700));

        await().untilAsserted(() -> assertThat(state()).isEqualTo("MISSED"));
        assertThat(platform.sentTo(feed)).hasSize(1);
    }

    @Test
    void contentOtherThanApprovedIsNotTaken() {
        var answer =
                put(
                        handed(
                                TEXT,
                                1,
                                Instant.now(),
                                Instant.now().plusSeconds(60),
                                "1:" + "0".repeat(64)));

        assertThat(answer.getStatusCode().value()).isEqualTo(422);
        assertThat(platform.sentTo(feed)).isEmpty();
    }

    @Test
    void anAttemptWhoseAnswerNeverCameIsUnknownAndALateAnswerStillSettlesIt() throws Exception {
        var answer = new CountDownLatch(1);
        platform.sends.put(
                feed,
                request -> {
                    awaitQuietly(answer);
                    return ScriptedPlatform.ACCEPTS.apply(request);
                });

        hand(TEXT, 1, Instant.now());

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(state()).isEqualTo("UNKNOWN"));
        assertThat(platform.sentTo(feed)).hasSize(1);
        answer.countDown();
        await().untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed)).hasSize(1);
    }

    @Test
    void anAnswerIsKeptUntilRedisIsBackToRecordIt() {
        var closed = new CountDownLatch(1);
        platform.sends.put(
                feed,
                request -> {
                    server.close();
                    closed.countDown();
                    return ScriptedPlatform.ACCEPTS.apply(request);
                });

        hand(TEXT, 1, Instant.now());
        await().untilAsserted(() -> assertThat(closed.getCount()).isZero());
        assertThat(platform.sentTo(feed)).hasSize(1);
        assertThat(hand(TEXT, 1, Instant.now()).getStatusCode().value()).isEqualTo(503);
        server.restart();

        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(state()).isEqualTo("PUBLISHED"));
        assertThat(platform.sentTo(feed)).hasSize(1);
    }

    @Test
    void nothingIsArmedWhileClocksDifferOrOneOfThemSaysItIsEarly() {
        var now = Instant.now();
        var prepared = Publication.handed(delivery, handedRecord(now), 1).prepared(Map.of());
        publications(Duration.ZERO).write(prepared, 0, now.plusSeconds(3600));

        assertThat(publications(Duration.ofSeconds(1)).arm(prepared))
                .isInstanceOf(ArmOutcome.ClocksDiffer.class);
        assertThat(publications(Duration.ofSeconds(-1)).arm(prepared))
                .isInstanceOf(ArmOutcome.ClocksDiffer.class);

        var later =
                Publication.handed(delivery + "x", handedRecord(now.plusSeconds(30)), 1)
                        .prepared(Map.of());
        publications(Duration.ZERO).write(later, 0, now.plusSeconds(3600));
        assertThat(publications(Duration.ZERO).arm(later)).isInstanceOf(ArmOutcome.Early.class);
        assertThat(publications(Duration.ZERO).arm(prepared)).isInstanceOf(ArmOutcome.Armed.class);
        assertThat(publications(Duration.ZERO).arm(prepared)).isInstanceOf(ArmOutcome.Stale.class);
    }

    @Test
    void whatChangedSinceItWasReadIsNotArmed() {
        var now = Instant.now();
        var store = publications(Duration.ZERO);
        var read = Publication.handed(delivery, handedRecord(now), 1).prepared(Map.of());
        store.write(read, 0, now.plusSeconds(3600));
        store.write(
                read.waiting(now, "changed meanwhile", Map.of()),
                read.version(),
                now.plusSeconds(3600));

        assertThat(store.arm(read)).isInstanceOf(ArmOutcome.Stale.class);
    }

    @Test
    void onlyServicesMayHandOver() {
        var body =
                handed(
                        TEXT,
                        1,
                        Instant.now(),
                        Instant.now().plusSeconds(60),
                        ContentHash.of(feed, TEXT));

        assertThat(put(body, "Bearer nonsense").getStatusCode().value()).isEqualTo(401);
        assertThat(put(body, tokens.member("m", WORKSPACE, Role.OWNER)).getStatusCode().value())
                .isEqualTo(403);
        assertThat(platform.sentTo(feed)).isEmpty();
    }

    private Publications publications(Duration ahead) {
        return new Publications(
                redis,
                changes,
                partitions,
                streams,
                timings,
                Clock.offset(Clock.systemUTC(), ahead),
                JsonMapper.shared());
    }

    private Publication.Handed handedRecord(Instant due) {
        return new Publication.Handed(
                WORKSPACE,
                feed,
                1,
                ContentHash.of(feed, TEXT),
                TEXT,
                List.of(),
                due,
                due.plusSeconds(900));
    }

    @Test
    void aWarningIsPartOfWhatWasApproved() {
        var due = Instant.now().plusSeconds(600);
        var warned = new Content("Hello", List.of(), null, null, "Loud noises");
        var hash = ContentHash.of(feed, new Content("Hello", List.of(), null, null));

        assertThat(put(handed(warned, 1, due, due.plusSeconds(900), hash)).getStatusCode().value())
                .isEqualTo(422);
        assertThat(hand(warned, 1, due).getStatusCode().value()).isEqualTo(200);
    }

    /** Somebody who writes into Redis cannot have other words sent under an approval. */
    @Test
    void atMost500AreAskedAfterAtOnce() {
        var service = new Door(port, septet.data()).service();
        for (var path : List.of("publications/ask", "feeds/" + feed + "/comparison")) {
            var many = "{\"ids\":[" + "\"a\",".repeat(500) + "\"a\"]}";

            var answer = service.post("/internal/v1/workspaces/" + WORKSPACE + "/" + path, many);

            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.problem()).isEqualTo("limit-out-of-range");
        }
    }

    @Test
    void whatWasAlteredAfterItWasApprovedIsNotSent() {
        var due = Instant.now().plusSeconds(2);
        assertThat(hand(TEXT, 1, due).getStatusCode().value()).isEqualTo(200);
        await().until(() -> "PREPARED".equals(state()));
        var key = "accounts:" + partitions.tag(WORKSPACE) + ":publication:" + delivery;
        var stored = Objects.requireNonNull(redis.opsForValue().get(key));
        assertThat(stored).contains(TEXT.text());

        redis.opsForValue().set(key, stored.replace(TEXT.text(), "Bad morning from the river"));

        await().until(() -> "FAILED".equals(state()));
        assertThat(view().path("reason").asString()).contains("not what was approved");
        assertThat(platform.sentTo(feed)).isEmpty();
    }

    private ResponseEntity<JsonNode> hand(Content content, int revision, Instant due) {
        return hand(content, revision, due, due.plusSeconds(900));
    }

    private ResponseEntity<JsonNode> hand(
            Content content, int revision, Instant due, Instant notAfter) {
        return put(handed(content, revision, due, notAfter, ContentHash.of(feed, content)));
    }

    private Publication.Handed handed(
            Content content, int revision, Instant due, Instant notAfter, String hash) {
        return new Publication.Handed(
                WORKSPACE, feed, revision, hash, content, List.of("news"), due, notAfter);
    }

    private ResponseEntity<JsonNode> put(Publication.Handed body) {
        return put(body, tokens.service("scheduler"));
    }

    private ResponseEntity<JsonNode> put(Publication.Handed body, String token) {
        return client().put()
                .uri("/internal/v1/publications/" + delivery)
                .header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toEntity(JsonNode.class);
    }

    private HttpStatusCode recall(int revision) {
        return client().post()
                .uri("/internal/v1/publications/" + delivery + "/recall")
                .header("Authorization", tokens.service("scheduler"))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("workspace", WORKSPACE, "revision", revision))
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toBodilessEntity()
                .getStatusCode();
    }

    private JsonNode view() {
        return Objects.requireNonNull(
                client().get()
                        .uri("/internal/v1/publications/" + delivery + "?workspace=" + WORKSPACE)
                        .header("Authorization", tokens.service("scheduler"))
                        .retrieve()
                        .body(JsonNode.class));
    }

    private String state() {
        return view().get("state").stringValue();
    }

    private List<String> events() {
        return redis
                .opsForStream()
                .range(
                        streams.stream("accounts", WORKSPACE),
                        org.springframework.data.domain.Range.unbounded())
                .stream()
                .map(entry ->
                        JsonMapper.shared().readTree(String.valueOf(entry.getValue().get("e"))))
                .filter(event -> event.get("id").stringValue().equals(delivery))
                .map(event -> event.get("type").stringValue())
                .toList();
    }

    private String workKey() {
        return Steps.work(partitions.tag(WORKSPACE), WORKSPACE);
    }

    private RestClient client() {
        // Not the client found on the class path: that one would repeat requests on its own.
        return RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory())
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
