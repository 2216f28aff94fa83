package io.septet.accounts.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
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
import tools.jackson.databind.json.JsonMapper;

@WithRedis
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.mail.host=127.0.0.1",
            "spring.mail.username=septet",
            "spring.mail.password=canary-mail-password",
            "spring.mail.properties.mail.smtp.starttls.required=false",
            "septet.mail.from=Septet <septet@post.example>",
            "septet.mail.quiet=500ms",
            "septet.mail.longest=6s",
            "septet.public-url=https://post.example",
            "septet.partitions=4"
        })
class NoticesIT {
    private static final int PORT = TestRedis.freePort();
    private static GreenMail server = started();

    private final String workspace = Ids.next();
    private final String owner = "owner." + workspace + "@example.org";
    private final String author = "author." + workspace + "@example.org";

    @Autowired private SeptetProperties septet;
    @Autowired private Changes changes;
    @Autowired private EventStreams streams;
    @Autowired private StringRedisTemplate redis;
    @Autowired private JsonMapper json;
    @LocalServerPort private int port;
    private Door door = new Door(1, Path.of("unused"));
    private String authorId = "";
    private String ownerId = "";

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", () -> PORT);
    }

    private static GreenMail started() {
        var started = new GreenMail(new ServerSetup(PORT, "127.0.0.1", "smtp"));
        started.start();
        started.setUser("septet@post.example", "septet", "canary-mail-password");
        return started;
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void people() {
        door = new Door(port, septet.data());
        workspace(workspace);
        ownerId = member(workspace, owner, "OWNER");
        authorId = member(workspace, author, "EDITOR");
    }

    @Test
    void ownersAndTheAuthorAreToldWhatHappenedEachInTheirLanguageAndNobodyElse() throws Exception {
        var second = "second." + workspace + "@example.org";
        member(workspace, second, "OWNER");
        member(workspace, "manager." + workspace + "@example.org", "MANAGER");
        member(workspace, "other." + workspace + "@example.org", "EDITOR");
        var stranger = Ids.next();
        workspace(stranger);
        member(stranger, "stranger." + workspace + "@example.org", "OWNER");
        door.as(authorId, Role.EDITOR, workspace)
                .call("PATCH", "/api/v1/me", "{\"language\":\"zh-CN\"}");
        var id = Ids.next();

        tell("REVIEW", id, 4, authorId, "The night market opens");

        await().untilAsserted(() -> assertThat(to(second)).hasSize(1));
        await().untilAsserted(() -> assertThat(to(author)).hasSize(1));
        var letter = to(owner).getFirst();
        assertThat(letter.getSubject()).isEqualTo("Is it live on X? The night market opens");
        assertThat(letter.getFrom()[0]).hasToString("Septet <septet@post.example>");
        assertThat(letter.getHeader("Auto-Submitted", ",")).isEqualTo("auto-generated");
        assertThat(body(letter, 0))
                .contains(
                        "The night market opens",
                        "It is not clear whether it is public",
                        "It was due 1 December 2026, 17:00 (Asia/Shanghai).",
                        "https://post.example/needs#d-" + id);
        assertThat(body(letter, 1)).contains("href=\"https://post.example/posts/");
        var theirs = to(author).getFirst();
        assertThat(theirs.getSubject()).isEqualTo("X 是否已发出，请确认：The night market opens");
        assertThat(body(theirs, 0)).contains("由主管或所有者决定");
        assertThat(all(workspace)).containsExactlyInAnyOrder(owner, second, author);
    }

    @Test
    void fortyThatFailTogetherAreOneMailAndTheNextOneAnother() throws Exception {
        var together = Change.of();
        for (int i = 0; i < 40; i++) {
            together.event(
                    streams.stream("scheduler", workspace),
                    event("FAILED", Ids.next(), 3, null, "Post " + i, Instant.now()));
        }
        changes.apply(together);

        await().untilAsserted(() -> assertThat(to(owner)).hasSize(1));
        assertThat(to(owner).getFirst().getSubject()).isEqualTo("40 deliveries need you in Desk");
        assertThat(body(to(owner).getFirst(), 0)).contains("And 20 more, all in the list.");

        tell("MISSED", Ids.next(), 3, null, "One more");

        await().untilAsserted(() -> assertThat(to(owner)).hasSize(2));
        assertThat(to(owner).getLast().getSubject()).isEqualTo("Missed on X: One more");
        assertThat(to(author)).isEmpty();
    }

    @Test
    void hearingOfItAgainSendsNoSecondMailButAnotherTurnDoes() throws Exception {
        var id = Ids.next();
        tell("REVIEW", id, 4, null, "Once");
        await().untilAsserted(() -> assertThat(to(owner)).hasSize(1));

        tell("REVIEW", id, 4, null, "Once");
        tell("REVIEW", id, 9, null, "Once more");

        await().untilAsserted(() -> assertThat(to(owner)).hasSize(2));
        assertThat(to(owner).getLast().getSubject()).isEqualTo("Is it live on X? Once more");
        assertThat(body(to(owner).getLast(), 0)).doesNotContain("Once\n");
        await().untilAsserted(() -> assertThat(kept()).isEmpty());
    }

    @Test
    void aPostCannotWriteHeadersOrHtml() throws Exception {
        var evil = "Hi\r\nBcc: victim@example.org\r\nX-Evil: 1\r\n\r\n<img src=x onerror=a>";

        tell("FAILED", Ids.next(), 3, null, evil);

        await().untilAsserted(() -> assertThat(to(owner)).hasSize(1));
        var letter = to(owner).getFirst();
        assertThat(letter.getSubject()).startsWith("Not published on X: Hi Bcc: victim@");
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getHeader("X-Evil")).isNull();
        assertThat(letter.getAllRecipients()).hasSize(1);
        assertThat(body(letter, 1)).contains("&lt;img src=x").doesNotContain("<img");
        assertThat(all("victim")).isEmpty();
    }

    @Test
    void whoWantsNoMailOrBelongsElsewhereGetsNone() throws Exception {
        var elsewhere = Ids.next();
        workspace(elsewhere);
        var foreign = "foreign." + workspace + "@example.org";
        var foreigner = member(elsewhere, foreign, "OWNER");
        var off =
                door.as(ownerId, Role.OWNER, workspace)
                        .call("PATCH", "/api/v1/me", "{\"mail\":false}");
        assertThat(off.json().path("mail").asBoolean()).isFalse();

        tell("FAILED", Ids.next(), 3, foreigner, "A stranger's");
        tell("FAILED", Ids.next(), 3, authorId, "The author's");

        await().untilAsserted(() -> assertThat(to(author)).hasSize(1));
        await().untilAsserted(() -> assertThat(kept()).isEmpty());
        assertThat(all(workspace)).containsExactly(author);
    }

    @Test
    void whatTheServerDidNotTakeIsTakenWhenItIsBackAndNoSecretIsLogged(CapturedOutput output)
            throws Exception {
        server.stop();
        tell("FAILED", Ids.next(), 3, null, "Patience");
        await().untilAsserted(() -> assertThat(output.getOut()).contains("is waiting: "));

        server = started();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(to(owner)).hasSize(1));
        assertThat(to(owner).getFirst().getMessageID())
                .matches("<[-0-9a-f]{36}\\.[-0-9a-f]{36}\\.\\d+@post\\.example>");
        assertThat(output.getAll()).doesNotContain("canary-mail-password");
        assertThat(
                        door.as(Role.VIEWER, workspace)
                                .get("/api/v1/workspace")
                                .json()
                                .path("mail")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNoNewsAnyMoreOrNotReadableIsLeftOut() throws Exception {
        tell("FAILED", Ids.next(), 3, null, "Old", Instant.now().minus(Duration.ofDays(2)));
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("scheduler", workspace),
                                Event.of(
                                        "delivery.failed",
                                        workspace,
                                        "x",
                                        1,
                                        Instant.now(),
                                        json.readTree("{\"id\":\"..\\n\",\"post\":7}"))));
        tell("FAILED", Ids.next(), 3, null, "New");

        await().untilAsserted(() -> assertThat(to(owner)).hasSize(1));
        assertThat(to(owner).getFirst().getSubject()).isEqualTo("Not published on X: New");
    }

    private void tell(String state, String id, long version, @Nullable String author, String text) {
        tell(state, id, version, author, text, Instant.now());
    }

    /** scheduler-service tells of a delivery. */
    private void tell(
            String state,
            String id,
            long version,
            @Nullable String author,
            String text,
            Instant at) {
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("scheduler", workspace),
                                event(state, id, version, author, text, at)));
    }

    private Event event(
            String state,
            String id,
            long version,
            @Nullable String author,
            String text,
            Instant at) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("version", version);
        data.put("post", Ids.next());
        data.put("feed", Ids.next());
        data.put("platform", "x");
        data.put("state", state);
        data.put("due", "2026-12-01T09:00:00Z");
        data.put("reason", "The platform said <b>no</b>");
        data.put("text", text);
        data.put("author", author);
        data.put("of-a-later-release", 1);
        return Event.of(
                "delivery." + state.toLowerCase(Locale.ROOT),
                workspace,
                id,
                version,
                at,
                json.valueToTree(data));
    }

    private void workspace(String id) {
        door.service()
                .put(
                        "/internal/v1/workspaces/" + id,
                        "{\"name\":\"Desk\",\"zone\":\"Asia/Shanghai\"}");
    }

    private String member(String in, String address, String role) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/" + in + "/members/" + address,
                        "{\"name\":\"A\",\"password\":\"a long password\",\"role\":\"%s\"}"
                                .formatted(role))
                .json()
                .path("id")
                .asString();
    }

    /** Addresses with this in them that got mail, once per mail. */
    private static List<String> all(String part) throws Exception {
        return Arrays.stream(server.getReceivedMessages())
                .map(NoticesIT::recipient)
                .filter(address -> address.contains(part))
                .toList();
    }

    private static List<MimeMessage> to(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> recipient(message).equals(address))
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text (0) or the HTML (1), decoded. */
    private static String body(MimeMessage message, int part) throws Exception {
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(GreenMailUtil.getHeaders(parts.getBodyPart(part))).contains("UTF-8");
        return (String) parts.getBodyPart(part).getContent();
    }

    /** Digests that are still kept. */
    private List<String> kept() {
        return Objects.requireNonNull(redis.keys("accounts:*:mail*")).stream()
                .filter(key -> !key.contains(":mailed:"))
                .toList();
    }
}
