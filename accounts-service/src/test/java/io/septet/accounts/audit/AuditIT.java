package io.septet.accounts.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.deed.Deed;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AuditIT {
    private static final String PASSWORD = "a-long-password";

    private final String workspace = Ids.next();
    private final String member = Ids.next();

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @Autowired private AuditLog audit;
    @Autowired private Changes changes;
    @Autowired private EventStreams streams;
    @Autowired private JsonMapper json;
    @LocalServerPort private int port;
    private Door door = new Door(1, Path.of("unused"));

    @BeforeEach
    void open() {
        door = new Door(port, septet.data());
        door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace,
                        "{\"name\":\"Desk\",\"zone\":\"UTC\"}");
    }

    @Test
    void deedsAreChainedWithWhoFromWhereAndWhat() throws Exception {
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + port
                                                                + "/api/v1/holds"))
                                        .header("Content-Type", "application/json")
                                        .header("Authorization", owner("203.0.113.7"))
                                        // Nobody is believed who says so himself.
                                        .header("X-Forwarded-For", "198.51.100.1")
                                        .header("Forwarded", "for=198.51.100.1")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"scope\":\"workspace\",\"reason\":\"flood\"}"))
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        var hold = json.readTree(answer.body()).path("id").asString();

        var record = records(1).path("items").get(0);

        assertThat(record.path("who").asString()).isEqualTo(member);
        assertThat(record.path("from").asString()).isEqualTo("203.0.113.7");
        assertThat(record.path("what").asString()).isEqualTo("hold.set");
        assertThat(record.path("on").asString()).isEqualTo(hold);
        assertThat(record.path("facts").path("reason").asString()).isEqualTo("flood");
        assertThat(verified().path("intact").asBoolean()).isTrue();
    }

    @Test
    void signInsMembersAndTokensAreKeptATokensUseOncePerDay() {
        door.service()
                .put(
                        "/internal/v1/workspaces/"
                                + workspace
                                + "/members/li@"
                                + workspace
                                + ".example",
                        "{\"name\":\"Li\",\"password\":\"" + PASSWORD + "\",\"role\":\"OWNER\"}");
        signIn(PASSWORD);
        signIn("not the password");
        var li = records(3).path("items").get(1).path("who").asString();
        var made =
                door.as(li, Role.OWNER, workspace).post("/api/v1/tokens", "{\"name\":\"nightly\"}");
        for (int i = 0; i < 3; i++) {
            var body =
                    "{\"token\":\"%s\",\"address\":\"203.0.113.9\"}"
                            .formatted(made.json().path("token").asString());
            assertThat(door.service().post("/internal/v1/tokens/verify", body).status())
                    .isEqualTo(200);
        }
        door.as(li, Role.OWNER, workspace)
                .delete("/api/v1/tokens/" + made.json().path("id").asString());

        var page = records(6);

        assertThat(page.path("items").valueStream().map(one -> one.path("what").asString()))
                .containsExactly(
                        "token.revoked",
                        "token.used",
                        "token.made",
                        "sign-in.refused",
                        "sign-in.done",
                        "member.changed");
        assertThat(page.toString()).doesNotContain(made.json().path("token").asString(), PASSWORD);
        assertThat(page.at("/items/1/from").asString()).isEqualTo("203.0.113.9");
        assertThat(page.at("/items/4/name").asString()).isEqualTo("Li");
        assertThat(page.at("/items/5/who").asString()).isEqualTo("service:launcher");
    }

    @Test
    void whatOtherServicesTellIsKeptOnceHoweverOftenItIsHeard() {
        var deed = new Deed(Ids.next(), member, "203.0.113.7", "post.scheduled", "p", Map.of());
        for (int i = 0; i < 3; i++) {
            tell("scheduler", deed);
        }
        tell("analytics", new Deed(Ids.next(), member, "", "report.exported", "posts", Map.of()));

        records(2);

        assertThat(verified().path("records").asInt()).isEqualTo(2);
    }

    @Test
    void manyAtOnceMakeOneChain() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.submit(() -> append("post.changed"));
            }
        }

        assertThat(audit.verify(workspace))
                .isEqualTo(
                        new AuditLog.Verification(
                                40, true, null, null, audit.verify(workspace).head()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"changed", "rehashed", "removed", "swapped", "put in", "cut off", "broken"})
    void oneAlteredRecordIsFound(String how) {
        for (int i = 0; i < 30; i++) {
            append("post.changed");
        }
        var list = "accounts:{p00}:audit:" + workspace;
        var ops = redis.opsForList();
        var tenth = Objects.requireNonNull(ops.index(list, 9));
        switch (how) {
            case "changed" -> ops.set(list, 9, tenth.replace("post.changed", "post.deleted"));
            case "rehashed" -> ops.set(list, 9, forged(tenth));
            case "removed" -> ops.remove(list, 1, tenth);
            case "swapped" -> {
                ops.set(list, 9, Objects.requireNonNull(ops.index(list, 10)));
                ops.set(list, 10, tenth);
            }
            case "put in" -> ops.rightPush(list, forged(tenth));
            case "cut off" -> ops.trim(list, 0, 27);
            case "broken" -> ops.set(list, 9, "{");
            default -> throw new IllegalArgumentException(how);
        }

        var found = audit.verify(workspace);

        assertThat(found.intact()).isFalse();
        assertThat(found.firstBroken())
                .isEqualTo(
                        switch (how) {
                            // Its own hash is right; the next one does not follow it.
                            case "rehashed" -> 11L;
                            case "put in" -> 31L;
                            case "cut off" -> 29L;
                            default -> 10L;
                        });
    }

    @Test
    void pagesFiltersAndFile() {
        for (int i = 0; i < 7; i++) {
            append(i % 2 == 0 ? "post.changed" : "=HYPERLINK(1)");
        }
        var owner = door.as(member, Role.OWNER, workspace);

        var first = owner.get("/api/v1/audit?limit=3").json();
        var second =
                owner.get("/api/v1/audit?limit=3&cursor=" + first.path("next").asString()).json();
        var third =
                owner.get("/api/v1/audit?limit=3&cursor=" + second.path("next").asString()).json();

        assertThat(first.at("/items/0/n").asInt()).isEqualTo(7);
        assertThat(second.at("/items/0/n").asInt()).isEqualTo(4);
        assertThat(third.path("items").size()).isOne();
        assertThat(third.path("next").isNull()).isTrue();
        assertThat(owner.get("/api/v1/audit?what=post.").json().path("items").size()).isEqualTo(4);
        assertThat(owner.get("/api/v1/audit?who=" + Ids.next()).json().path("items").size())
                .isZero();
        assertThat(owner.get("/api/v1/audit?to=2020-01-01T00:00:00Z").json().path("items").size())
                .isZero();
        var file = owner.get("/api/v1/audit.csv").text();
        assertThat(file).contains("\"'=HYPERLINK(1)\"").doesNotContain(",\"=").contains("\"hash\"");
        assertThat(records(8).at("/items/0/what").asString()).isEqualTo("audit.exported");
        for (int limit : new int[] {-1, 0, 201}) {
            assertThat(owner.get("/api/v1/audit?limit=" + limit).problem())
                    .isEqualTo("limit-out-of-range");
        }
        assertThat(owner.get("/api/v1/audit?cursor=x").problem()).isEqualTo("malformed-cursor");
        assertThat(owner.get("/api/v1/audit?from=now").problem()).isEqualTo("time-unreadable");
        assertThat(door.as(Role.OWNER, Ids.next()).get("/api/v1/audit").json().path("items").size())
                .isZero();
    }

    private void append(String what) {
        audit.append(
                workspace,
                Instant.now(),
                new Deed(Ids.next(), member, "203.0.113.7", what, "p", Map.of("version", "2")));
    }

    /** The same with another deed, and a hash that is right for it. */
    private String forged(String text) {
        var record = json.readValue(text, AuditRecord.class);
        return json.writeValueAsString(
                AuditRecord.after(
                        record.n(),
                        record.previous(),
                        record.at(),
                        new Deed(record.key(), record.who(), "", "post.deleted", "p", Map.of())));
    }

    private void tell(String service, Deed deed) {
        changes.apply(
                Change.of()
                        .event(
                                streams.stream(service, workspace),
                                Event.of(
                                        Deed.EVENT,
                                        workspace,
                                        deed.on(),
                                        1,
                                        Instant.now(),
                                        json.valueToTree(deed))));
    }

    private void signIn(String password) {
        door.service()
                .post(
                        "/internal/v1/sign-in",
                        "{\"email\":\"li@%s.example\",\"password\":\"%s\",\"address\":\"203.0.113.8\"}"
                                .formatted(workspace, password));
    }

    /** The newest records, when there are so many. */
    private JsonNode records(int count) {
        var owner = door.as(member, Role.OWNER, workspace);
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> owner.get("/api/v1/audit").json(),
                        page -> page.path("items").size() == count);
    }

    private JsonNode verified() {
        return door.as(member, Role.OWNER, workspace).get("/api/v1/audit/verification").json();
    }

    private String owner(String address) {
        var tokens =
                new InternalTokens(
                        new KeyRing(septet.data().resolve("keys"), "gateway"), Clock.systemUTC());
        return "Bearer "
                + tokens.forMember(new Caller(member, workspace, Role.OWNER, address), "accounts");
    }
}
