package io.septet.accounts.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.accounts.Trap;
import io.septet.kit.SeptetProperties;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WithRedis
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "septet.outbound.allow-loopback=true",
            "septet.webhooks.timeout=2s",
            "septet.webhooks.pauses=50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms",
            "septet.webhooks.off-after=100ms",
            "septet.public-url=https://post.example",
            "spring.mail.host=127.0.0.1",
            "spring.mail.properties.mail.smtp.starttls.required=false",
            "spring.quartz.auto-startup=false"
        })
class WebhookIT {
    private static final int MAIL = TestRedis.freePort();
    private static final GreenMail letters = mailServer();

    private final String workspace = Ids.next();
    private final WireMockServer target = new WireMockServer(options().dynamicPort());

    @Autowired private SeptetProperties septet;
    @Autowired private Changes changes;
    @Autowired private EventStreams streams;
    @Autowired private StringRedisTemplate redis;
    @Autowired private JsonMapper json;
    @Autowired private Webhooks webhooks;
    @Autowired private Messages messages;
    @Autowired private Posting posting;
    @Autowired private OffLetters offLetters;
    @Autowired private Partitions partitions;
    @Autowired private WebhookProperties properties;
    @Autowired private Clock clock;
    @LocalServerPort private int port;
    private Door.Client owner = new Door(1, Path.of("unused")).nobody();

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", () -> MAIL);
    }

    private static GreenMail mailServer() {
        var started = new GreenMail(new ServerSetup(MAIL, "127.0.0.1", "smtp"));
        started.start();
        return started;
    }

    @AfterAll
    static void stopMail() {
        letters.stop();
    }

    @BeforeEach
    void begin() {
        target.start();
        target.stubFor(post("/hook").willReturn(ok("thank you")));
        owner = new Door(port, septet.data()).as(Role.OWNER, workspace);
    }

    @AfterEach
    void end() {
        target.stop();
    }

    /** A webhook as made by the API. */
    private record Hook(String id, String secret) {}

    @Test
    void aReceiverVerifiesWhatItIsTold() throws Exception {
        var hook = made("/hook", "delivery.failed");
        var delivery = tell("delivery.failed", 4);

        var request = received("/hook", 1).getFirst();

        // As a receiver does it.
        var signed =
                request.getHeader("webhook-id")
                        + "."
                        + request.getHeader("webhook-timestamp")
                        + "."
                        + request.getBodyAsString();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(hook.secret().substring("whsec_".length())),
                        "HmacSHA256"));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(Long.parseLong(request.getHeader("webhook-timestamp")))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        var body = json.readTree(request.getBodyAsString());
        assertThat(body.path("type").asString()).isEqualTo("delivery.failed");
        assertThat(body.path("workspace").asString()).isEqualTo(workspace);
        assertThat(body.at("/data/id").asString()).isEqualTo(delivery);
        assertThat(body.at("/data/version").asLong()).isEqualTo(4);
        assertThat(body.at("/data/reason").asString()).isEqualTo("The platform said no");
        assertThat(body.path("data").has("secretOfOurs")).isFalse();

        var shown = only(hook);
        assertThat(shown.path("state").asString()).isEqualTo("DELIVERED");
        assertThat(shown.at("/tries/0/status").asInt()).isEqualTo(200);
        assertThat(shown.at("/tries/0/answer").asString()).isEqualTo("thank you");
    }

    @Test
    void itIsToldWhatItWantsAndOnlyOfItsWorkspaceAndOnce() throws Exception {
        var hook = made("/hook", "delivery.failed", "feed.changed");
        var event = event("delivery.failed", Ids.next(), 3, Instant.now());
        tell("delivery.published", 3);
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("scheduler", workspace),
                                event("delivery.failed", Ids.next(), 3, Instant.EPOCH)));
        var other = Ids.next();
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("scheduler", other),
                                Event.of(
                                        "delivery.failed",
                                        other,
                                        Ids.next(),
                                        1,
                                        Instant.now(),
                                        json.createObjectNode())));
        for (int i = 0; i < 3; i++) {
            changes.apply(Change.of().event(streams.stream("scheduler", workspace), event));
        }
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("accounts", workspace),
                                event("feed.changed", Ids.next(), 1, Instant.now())));

        received("/hook", 2);
        await().untilAsserted(() -> assertThat(sent(hook)).hasSize(2));
        assertThat(sent(hook)).allMatch(one -> one.path("state").asString().equals("DELIVERED"));
        assertThat(received("/hook", 2)).hasSize(2);
    }

    @Test
    void itIsTriedAgainUnderTheSameIdUntilItIsTaken() {
        target.stubFor(
                post("/flaky")
                        .inScenario("flaky")
                        .whenScenarioStateIs(STARTED)
                        .willReturn(aResponse().withStatus(500).withBody("not\u0000 now"))
                        .willSetStateTo("moved"));
        target.stubFor(
                post("/flaky")
                        .inScenario("flaky")
                        .whenScenarioStateIs("moved")
                        .willReturn(aResponse().withStatus(307).withHeader("Location", "/hook"))
                        .willSetStateTo("well"));
        target.stubFor(
                post("/flaky").inScenario("flaky").whenScenarioStateIs("well").willReturn(ok()));
        var hook = made("/flaky", "delivery.failed");
        tell("delivery.failed", 4);

        var requests = received("/flaky", 3);

        assertThat(requests.stream().map(one -> one.getHeader("webhook-id")).distinct()).hasSize(1);
        assertThat(requests.stream().map(LoggedRequest::getBodyAsString).distinct()).hasSize(1);
        await().untilAsserted(() ->
                assertThat(only(hook).path("state").asString()).isEqualTo("DELIVERED"));
        assertThat(only(hook).path("tries").valueStream().map(one -> one.path("status").asInt()))
                .containsExactly(500, 307, 200);
        assertThat(only(hook).at("/tries/0/answer").asString()).isEqualTo("not now");
        // A server that points elsewhere is not followed.
        target.verify(0, postRequestedFor(urlEqualTo("/hook")));
        assertThat(view(hook).path("failures").asInt()).isZero();
    }

    @Test
    void oneThatHangsDelaysNoOther() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var connections = new AtomicInteger();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (!silent.isClosed()) {
                                silent.accept();
                                connections.incrementAndGet();
                            }
                        } catch (java.io.IOException e) {
                            // It was closed at the end.
                        }
                    });
            var hung =
                    owner.post(
                            "/api/v1/webhooks",
                            "{\"url\":\"http://127.0.0.1:%d/\",\"events\":[\"delivery.failed\"]}"
                                    .formatted(silent.getLocalPort()));
            assertThat(hung.status()).isEqualTo(201);
            var change = Change.of();
            for (int i = 0; i < 600; i++) {
                change.event(
                        streams.stream("scheduler", workspace),
                        event("delivery.failed", Ids.next(), 1, Instant.now()));
            }
            changes.apply(change);
            var quick = made("/hook", "delivery.published");
            await().until(() -> connections.get() > 0);
            tell("delivery.published", 1);

            received("/hook", 1);

            assertThat(connections.get()).isLessThanOrEqualTo(8);
            assertThat(only(quick).path("state").asString()).isEqualTo("DELIVERED");
            assertThat(
                            owner.delete(
                                            "/api/v1/webhooks/"
                                                    + hung.json().at("/webhook/id").asString())
                                    .status())
                    .isEqualTo(204);
            await().untilAsserted(() -> assertThat(redis.opsForZSet().size(due())).isZero());
        }
    }

    @Test
    void whatAProgramTookAndNeverFinishedIsMadeUpFor() {
        var hook = made("/hook", "delivery.failed");
        var tag = partitions.tag(workspace);
        var message = message(hook, "of one who died");
        // What is left of a program that took it and died: the message, and when it is due again.
        changes.apply(
                Change.of()
                        .document(
                                "accounts:"
                                        + tag
                                        + ":webhook-message:"
                                        + hook.id()
                                        + ":"
                                        + message.id(),
                                0,
                                changes.write(message))
                        .zadd(
                                "accounts:" + tag + ":webhook-messages:" + hook.id(),
                                message.at().toEpochMilli(),
                                message.id())
                        .zadd(
                                "accounts:" + tag + ":webhook-queue:" + hook.id(),
                                Instant.now().plusMillis(600).toEpochMilli(),
                                message.id())
                        .zadd(due(), Instant.now().plusMillis(600).toEpochMilli(), hook.id()));
        assertThat(messages.take(tag, hook.id(), 1, Duration.ofSeconds(9))).isEmpty();

        received("/hook", 1);
        await().untilAsserted(() ->
                assertThat(only(hook).path("state").asString()).isEqualTo("DELIVERED"));
    }

    @Test
    void ofManyReplicasOneMakesEachTry() throws Exception {
        var hook = made("/hook", "delivery.failed");
        var more = new ArrayList<Courier>();
        for (int i = 0; i < 3; i++) {
            more.add(
                    new Courier(
                            webhooks,
                            messages,
                            posting,
                            offLetters,
                            partitions,
                            properties,
                            new SimpleMeterRegistry(),
                            clock));
        }
        more.forEach(Courier::start);
        try {
            var change = Change.of();
            for (int i = 0; i < 150; i++) {
                change.event(
                        streams.stream("scheduler", workspace),
                        event("delivery.failed", Ids.next(), 1, Instant.now()));
            }
            changes.apply(change);
            received("/hook", 150);
            await().untilAsserted(() -> assertThat(redis.opsForZSet().size(due())).isZero());
        } finally {
            more.forEach(Courier::stop);
        }
        var ids = received("/hook", 150).stream().map(one -> one.getHeader("webhook-id")).toList();
        assertThat(ids).hasSize(150);
        assertThat(new HashSet<>(ids)).hasSize(150);
        assertThat(sent(hook)).hasSize(50);
    }

    @Test
    void oneThatNobodyAnswersIsSwitchedOffAndTheOwnersAreTold() throws Exception {
        var mailbox = "owner." + workspace + "@example.org";
        var door = new Door(port, septet.data());
        door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace,
                        "{\"name\":\"Desk\",\"zone\":\"UTC\"}");
        door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace + "/members/" + mailbox,
                        "{\"name\":\"A\",\"password\":\"a long password\",\"role\":\"OWNER\"}");
        target.stubFor(post("/broken").willReturn(aResponse().withStatus(503).withBody("away")));
        var hook = made("/broken", "delivery.failed");
        tell("delivery.failed", 1);

        await().untilAsserted(() -> assertThat(view(hook).path("on").asBoolean()).isFalse());
        assertThat(view(hook).path("offBecause").asString()).isEqualTo("HTTP 503");
        await().untilAsserted(() ->
                assertThat(
                                Arrays.stream(letters.getReceivedMessages())
                                        .filter(one -> recipient(one, mailbox))
                                        .map(WebhookIT::subject))
                        .containsExactly("127.0.0.1 is told nothing more"));
        assertThat(only(hook).path("state").asString()).isEqualTo("FAILED");
        assertThat(only(hook).path("tries")).hasSize(10);

        // While it is off nothing is put down, but a test is sent; then it is switched on again.
        tell("delivery.failed", 1);
        target.stubFor(post("/broken").willReturn(ok("well again")));
        assertThat(owner.post("/api/v1/webhooks/" + hook.id() + "/test", "").status())
                .isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(sent(hook).getFirst().path("state").asString()).isEqualTo("DELIVERED"));
        assertThat(sent(hook)).hasSize(2);
        var patch = owner.call("PATCH", "/api/v1/webhooks/" + hook.id(), "{\"on\":true}");
        assertThat(patch.json().path("on").asBoolean()).isTrue();
        tell("delivery.failed", 1);
        await().untilAsserted(() -> assertThat(sent(hook)).hasSize(3));
    }

    @Test
    void oneThatIsBusyIsLeftAloneForAsLongAsItAsks() {
        target.stubFor(
                post("/busy")
                        .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3600")));
        var hook = made("/busy", "delivery.failed");
        tell("delivery.failed", 1);

        await().untilAsserted(() -> assertThat(only(hook).path("tries")).hasSize(1));

        assertThat(redis.opsForZSet().score(due(), hook.id()))
                .isBetween(
                        (double) Instant.now().plusSeconds(3500).toEpochMilli(),
                        (double) Instant.now().plusSeconds(3600).toEpochMilli());
        target.verify(1, postRequestedFor(urlEqualTo("/busy")));
    }

    @Test
    void oneThatIsGoneIsSwitchedOffAtOnce() {
        target.stubFor(post("/gone").willReturn(aResponse().withStatus(410)));
        var hook = made("/gone", "delivery.failed");
        tell("delivery.failed", 1);

        await().untilAsserted(() -> assertThat(view(hook).path("on").asBoolean()).isFalse());
        await().untilAsserted(
                        () -> assertThat(only(hook).path("state").asString()).isEqualTo("FAILED"));
        target.verify(1, postRequestedFor(urlEqualTo("/gone")));
    }

    @Test
    void oneMessageIsSentAgainByHand() {
        var hook = made("/hook", "delivery.failed");
        tell("delivery.failed", 1);
        received("/hook", 1);
        await().untilAsserted(() ->
                assertThat(only(hook).path("state").asString()).isEqualTo("DELIVERED"));

        var again =
                owner.post(
                        "/api/v1/webhooks/%s/messages/%s/resend"
                                .formatted(hook.id(), only(hook).path("id").asString()),
                        "");

        assertThat(again.status()).isEqualTo(202);
        var both = received("/hook", 2);
        assertThat(both.get(0).getHeader("webhook-id"))
                .isEqualTo(both.get(1).getHeader("webhook-id"));
        await().untilAsserted(() -> assertThat(only(hook).path("tries").size()).isGreaterThan(1));
        assertThat(
                        owner.post(
                                        "/api/v1/webhooks/%s/messages/%s/resend"
                                                .formatted(hook.id(), Ids.next()),
                                        "")
                                .problem())
                .isEqualTo("message-not-found");
    }

    @Test
    void secretsAreExchangedWithoutAGapAndSeenNowhere(CapturedOutput output) {
        target.stubFor(post("/secret-path").willReturn(aResponse().withStatus(201)));
        var hook = made("/secret-path", "delivery.failed");
        var rotated = owner.post("/api/v1/webhooks/" + hook.id() + "/secret", "").json();
        var fresh = rotated.path("secret").asString();
        assertThat(view(hook).path("previousUntil").asString())
                .isEqualTo(rotated.path("previousUntil").asString());
        // The vault's key is exchanged, too.
        assertThat(
                        new Door(port, septet.data())
                                .service()
                                .post("/internal/v1/vault/rotation", "")
                                .status())
                .isEqualTo(200);
        tell("delivery.failed", 1);

        var request = received("/secret-path", 1).getFirst();

        var at = Instant.ofEpochSecond(Long.parseLong(request.getHeader("webhook-timestamp")));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo(
                        Posting.signature(
                                request.getHeader("webhook-id"),
                                at,
                                request.getBodyAsString(),
                                List.of(key(fresh), key(hook.secret()))))
                .matches("v1,\\S+ v1,\\S+");
        var everywhere =
                Stored.everything(redis)
                        + output
                        + owner.get("/api/v1/webhooks").text()
                        + owner.get("/api/v1/webhooks/" + hook.id() + "/messages").text();
        for (var secret : List.of(fresh, hook.secret())) {
            assertThat(everywhere).doesNotContain(secret.substring("whsec_".length()));
        }
        // Somebody's address may have a secret in its path.
        assertThat(output.toString()).doesNotContain("secret-path");
    }

    @Test
    void whatLeadsInsideIsNotCalledEvenIfItWasAccepted() throws Exception {
        try (var trap = new Trap()) {
            var hook = made("/hook", "delivery.failed");
            for (var url :
                    List.of(
                            "https://10.0.0.1/",
                            "https://169.254.169.254/",
                            "http://[::ffff:10.0.0.1]:" + trap.port() + "/",
                            "https://user@[fd00::2]/")) {
                var stored = webhooks.find(workspace, hook.id()).orElseThrow();
                webhooks.change(
                        workspace, hook.id(), null, one -> one.changed(url, stored.events()));
                var test = posting.send(url, "1", "{}", List.of(new byte[32]));
                assertThat(test.made().status()).as(url).isNull();
                assertThat(test.made().fault())
                        .containsAnyOf("does not lead to a public address", "may not be called");
            }
            assertThat(trap.connections()).isZero();
        }
    }

    @Test
    void badWishesAreAnsweredByProblems() {
        assertThat(add("https://user:pw@example.org/", "delivery.failed").problem())
                .isEqualTo("webhook-address");
        assertThat(add("http://example.org/", "delivery.failed").problem())
                .isEqualTo("webhook-address");
        assertThat(add("https://10.1.2.3/", "delivery.failed").json().path("detail").asString())
                .isEqualTo("It does not lead to a public address");
        assertThat(add(target.url("/hook"), "delivery.imagined").problem())
                .isEqualTo("webhook-event");
        assertThat(owner.post("/api/v1/webhooks", "{}").status()).isEqualTo(422);
        for (int i = 0; i < Webhooks.MOST; i++) {
            made("/hook", "delivery.failed");
        }
        assertThat(add(target.url("/hook"), "delivery.failed").problem())
                .isEqualTo("webhook-too-many");
        var manager = new Door(port, septet.data()).as(Role.MANAGER, workspace);
        assertThat(manager.get("/api/v1/webhooks").status()).isEqualTo(403);
        var stranger = new Door(port, septet.data()).as(Role.OWNER, Ids.next());
        var theirs = owner.get("/api/v1/webhooks").json().at("/items/0/id").asString();
        assertThat(stranger.get("/api/v1/webhooks/" + theirs + "/messages").problem())
                .isEqualTo("webhook-not-found");
        assertThat(stranger.delete("/api/v1/webhooks/" + theirs).problem())
                .isEqualTo("webhook-not-found");
    }

    @Test
    void finishedMessagesAreKeptInBounds() {
        var hook = made("/hook", "delivery.failed");
        var tag = partitions.tag(workspace);
        for (int i = 0; i < Messages.MOST + 60; i++) {
            messages.put(message(hook, "" + i));
            messages.take(tag, hook.id(), 1, Duration.ofHours(1))
                    .forEach(id -> messages.forget(tag, hook.id(), id));
        }
        await().untilAsserted(() -> assertThat(redis.opsForZSet().size(due())).isZero());
        messages.put(message(hook, "one more"));

        assertThat(redis.opsForZSet().size("accounts:" + tag + ":webhook-messages:" + hook.id()))
                .isLessThanOrEqualTo(Messages.MOST + 10);
        assertThat(redis.keys("accounts:*:webhook-message:" + hook.id() + ":*"))
                .hasSizeLessThanOrEqualTo(Messages.MOST + 10);
        assertThat(owner.delete("/api/v1/webhooks/" + hook.id()).status()).isEqualTo(204);
        assertThat(redis.keys("accounts:*" + hook.id() + "*")).isEmpty();
    }

    private Message message(Hook hook, String body) {
        var stored = webhooks.find(workspace, hook.id()).orElseThrow();
        return Message.of(Ids.next(), stored, "delivery.failed", Instant.now(), body, false);
    }

    private Hook made(String path, String... events) {
        var made = add(target.url(path), events);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Hook(
                made.json().at("/webhook/id").asString(), made.json().path("secret").asString());
    }

    private Door.Answer add(String url, String... events) {
        return owner.post(
                "/api/v1/webhooks",
                json.writeValueAsString(
                        Map.of(
                                "url",
                                url.replace("localhost", "127.0.0.1"),
                                "events",
                                List.of(events))));
    }

    private String tell(String type, long version) {
        var id = Ids.next();
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("scheduler", workspace),
                                event(type, id, version, Instant.now())));
        return id;
    }

    private Event event(String type, String id, long version, Instant at) {
        return Event.of(
                type,
                workspace,
                id,
                version,
                at,
                json.valueToTree(
                        Map.of("reason", "The platform said no", "secretOfOurs", "s", "id", id)));
    }

    private List<LoggedRequest> received(String path, int count) {
        var pattern = postRequestedFor(urlEqualTo(path));
        await().untilAsserted(() ->
                assertThat(target.findAll(pattern)).hasSizeGreaterThanOrEqualTo(count));
        return target.findAll(pattern);
    }

    private JsonNode view(Hook hook) {
        return owner.get("/api/v1/webhooks")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(hook.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> sent(Hook hook) {
        return owner.get("/api/v1/webhooks/" + hook.id() + "/messages")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private JsonNode only(Hook hook) {
        await().untilAsserted(() -> assertThat(sent(hook)).hasSize(1));
        return sent(hook).getFirst();
    }

    private String due() {
        return "accounts:" + partitions.tag(workspace) + ":webhook-due";
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    private static String subject(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean recipient(jakarta.mail.internet.MimeMessage message, String address) {
        try {
            return message.getAllRecipients()[0].toString().equals(address);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
