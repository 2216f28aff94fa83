package io.septet.accounts.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.DeclaredRoles;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import io.septet.kit.trust.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MembersIT {
    private static final String PASSWORD = "canary-password-81c2";

    private final String workspace = Ids.next();
    private final String email = "li." + workspace + "@example.org";

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping answered;

    private Door door;

    MembersIT() {
        this.door = new Door(1, java.nio.file.Path.of("unused"));
    }

    @BeforeEach
    void aWorkspace() {
        door = new Door(port, septet.data());
        assertThat(putWorkspace(workspace, "International desk").status()).isEqualTo(200);
    }

    @Test
    void ownMembersSignInWithTheirPasswordAndSeeTheirWorkspaces() {
        var member = putMember(workspace, email, "Li Na", "EDITOR");

        var session = signIn(email.toUpperCase(java.util.Locale.ROOT), PASSWORD);

        assertThat(session.status()).isEqualTo(200);
        assertThat(session.json().path("member").path("id")).isEqualTo(member.path("id"));
        assertThat(session.json().path("member").path("name").asString()).isEqualTo("Li Na");
        var place = session.json().path("workspaces").get(0);
        assertThat(place.path("id").asString()).isEqualTo(workspace);
        assertThat(place.path("role").asString()).isEqualTo("EDITOR");
        assertThat(place.path("zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(session.text()).doesNotContain("argon2").doesNotContain(PASSWORD);

        var again = door.service().get("/internal/v1/members/" + member.path("id").asString());
        assertThat(again.json()).isEqualTo(session.json());
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        putMember(workspace, email, "Li Na", "EDITOR");

        var wrong = signIn(email, "not the password");
        var unknown = signIn("nobody@example.org", PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.problem()).isEqualTo("sign-in-failed");
        assertThat(unknown.text()).isEqualTo(wrong.text());
        // Hashing takes some ten milliseconds, and everything else next to none.
        long known = fastest(email);
        assertThat(fastest("nobody@example.org")).isBetween(known / 3, known * 3);
    }

    private long fastest(String address) {
        return LongStream.range(0, 5)
                .map(n -> {
                    long start = System.nanoTime();
                    signIn(address, "not the password");
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void puttingAMemberAgainChangesNameRoleAndPasswordButNotTheId() {
        var first = putMember(workspace, email, "Li Na", "EDITOR");
        assertThat(putMember(workspace, email, "Li Na", "EDITOR")).isEqualTo(first);

        var changed =
                door.service()
                        .put(
                                "/internal/v1/workspaces/" + workspace + "/members/" + email,
                                "{\"name\":\"Li\",\"password\":\"another-password\",\"role\":\"MANAGER\"}")
                        .json();

        assertThat(changed.path("id")).isEqualTo(first.path("id"));
        assertThat(changed.path("role").asString()).isEqualTo("MANAGER");
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(email, "another-password").status()).isEqualTo(200);
    }

    @Test
    void ownersChangeRolesAndRemoveMembersWhoseTokensEndWithThem() {
        var owner = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var other = putMember(workspace, "w." + email, "Wang", "OWNER").path("id").asString();
        var desk = door.as(owner, Role.OWNER, workspace);
        var secret =
                door.as(other, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"nightly\"}")
                        .json()
                        .path("token")
                        .asString();

        var changed = desk.call("PATCH", "/api/v1/members/" + other, "{\"role\":\"EDITOR\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("role").asString()).isEqualTo("EDITOR");
        assertThat(verify(secret).json().path("workspace").path("role").asString())
                .isEqualTo("EDITOR");

        assertThat(desk.delete("/api/v1/members/" + other).status()).isEqualTo(204);
        assertThat(desk.delete("/api/v1/members/" + other).problem()).isEqualTo("member-not-found");
        assertThat(desk.get("/api/v1/members").json().path("items").size()).isOne();
        assertThat(verify(secret).status()).isEqualTo(401);
        putMember(workspace, "w." + email, "Wang", "OWNER");
        assertThat(verify(secret).status()).as("a token of before").isEqualTo(401);
    }

    @Test
    void aWorkspaceKeepsAnOwnerWhoeverRemovesWhomAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            var place = Ids.next();
            putWorkspace(place, "Desk");
            var one = putMember(place, "1." + place + "@example.org", "A", "OWNER");
            var two = putMember(place, "2." + place + "@example.org", "B", "OWNER");
            var answers = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
            var client = door.as(Role.OWNER, place);
            var removals =
                    List.of(one, two).stream()
                            .map(it -> "/api/v1/members/" + it.path("id").asString())
                            .map(path ->
                                    Thread.startVirtualThread(
                                            () -> answers.add(client.delete(path).status())))
                            .toList();
            for (var removal : removals) {
                removal.join();
            }

            assertThat(answers).containsExactlyInAnyOrder(204, 409);
            assertThat(
                            door.as(Role.OWNER, place)
                                    .get("/api/v1/members")
                                    .json()
                                    .path("items")
                                    .size())
                    .isOne();
        }
        var last = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var path = "/api/v1/members/" + last;
        var owner = door.as(last, Role.OWNER, workspace);
        assertThat(owner.delete(path).problem()).isEqualTo("last-owner");
        assertThat(owner.call("PATCH", path, "{\"role\":\"EDITOR\"}").problem())
                .isEqualTo("last-owner");
        assertThat(door.as(Role.OWNER, Ids.next()).delete(path).problem())
                .isEqualTo("member-not-found");
    }

    @Test
    void aPasswordIsLongAndNotWhatOthersTryFirst() {
        for (var bad :
                List.of(
                        "eleven-char",
                        "Password123456",
                        "qwerty123456",
                        "iloveyou2024!!",
                        "aaaaaaaaaaaaaa",
                        "septet-septet-1",
                        "Nana Nana 4711",
                        "International desk 1")) {
            var answer =
                    door.service()
                            .put(
                                    "/internal/v1/workspaces/" + workspace + "/members/" + email,
                                    "{\"name\":\"Li Nana\",\"password\":\"%s\",\"role\":\"OWNER\"}"
                                            .formatted(bad));
            assertThat(answer.status()).as(bad).isEqualTo(422);
            assertThat(answer.problem()).as(bad).startsWith("password-");
        }
        var longest = "x7".repeat(50) + "!q".repeat(50);
        assertThat(
                        door.service()
                                .put(
                                        "/internal/v1/workspaces/"
                                                + workspace
                                                + "/members/"
                                                + email,
                                        "{\"name\":\"Li\",\"password\":\"%s\",\"role\":\"OWNER\"}"
                                                .formatted(longest + "z"))
                                .problem())
                .isEqualTo("password-too-long");
        for (var good :
                List.of(
                        "correct horse battery",
                        "\u8fd9\u662f\u4e00\u4e2a\u6bd4\u8f83\u957f\u7684\u53e3\u4ee4\u5566\u5566",
                        "   spaces kept  ",
                        longest,
                        "\ud83c\udf09\ud83d\udea2".repeat(100))) {
            var answer =
                    door.service()
                            .put(
                                    "/internal/v1/workspaces/" + workspace + "/members/" + email,
                                    "{\"name\":\"Li Na\",\"password\":\"%s\",\"role\":\"OWNER\"}"
                                            .formatted(good));
            assertThat(answer.status()).as(good).isEqualTo(200);
            assertThat(signIn(email, good).status()).as(good).isEqualTo(200);
            assertThat(signIn(email, good.substring(1)).status()).isEqualTo(401);
        }
    }

    @Test
    void whoeverKnowsTheirPasswordChoosesAnotherAndItsSessionsAreOver() {
        var id = putMember(workspace, email, "Li Na", "EDITOR").path("id").asString();
        var path = "/internal/v1/members/" + id + "/password";

        var wrong = door.service().post(path, passwords("not the password", "a new one, longer"));
        var common = door.service().post(path, passwords(PASSWORD, "password123456"));
        var same = door.service().post(path, passwords(PASSWORD, PASSWORD));
        assertThat(wrong.problem()).isEqualTo("password-wrong");
        assertThat(common.problem()).isEqualTo("password-common");
        assertThat(same.problem()).isEqualTo("password-same");
        assertThat(signIn(email, PASSWORD).json().path("epoch").asLong()).isZero();

        var changed = door.service().post(path, passwords(PASSWORD, "a new one, longer"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("epoch").asLong()).isEqualTo(1);
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(email, "a new one, longer").json().path("epoch").asLong()).isEqualTo(1);
        var everywhere =
                door.service()
                        .post(
                                "/internal/v1/members/" + id + "/sign-out",
                                "{\"address\":\"203.0.113.8\"}");
        assertThat(everywhere.json().path("epoch").asLong()).isEqualTo(2);
    }

    private static String passwords(String current, String wanted) {
        return "{\"current\":\"%s\",\"password\":\"%s\",\"address\":\"203.0.113.8\"}"
                .formatted(current, wanted);
    }

    @Test
    void tokensOpenTheirWorkspaceUntilRevoked() {
        var id = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var owner = door.as(id, Role.OWNER, workspace);

        var made = owner.post("/api/v1/tokens", "{\"name\":\"nightly\",\"days\":2}");
        var secret = made.json().path("token").asString();

        assertThat(made.status()).isEqualTo(201);
        assertThat(secret).matches("spt_[A-Za-z0-9_-]{43}");
        var verified = verify(secret);
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.json().path("member").path("id").asString()).isEqualTo(id);
        assertThat(verified.json().path("workspace").path("id").asString()).isEqualTo(workspace);
        assertThat(verified.json().path("workspace").path("role").asString()).isEqualTo("OWNER");
        assertThat(owner.get("/api/v1/tokens").text()).contains("nightly").doesNotContain(secret);

        assertThat(owner.get("/api/v1/tokens").json().at("/items/0/lastUsed").asString())
                .isEqualTo(java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString());
        var stranger = door.as(Role.OWNER, Ids.next());
        var path = "/api/v1/tokens/" + made.json().path("id").asString();
        assertThat(stranger.delete(path).status()).isEqualTo(404);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(verify(secret).status()).isEqualTo(401);
        assertThat(verify(secret + "x").problem()).isEqualTo("token-invalid");
    }

    @Test
    void aTokenNeverAllowsMoreThanItsMemberMayNow() {
        var id = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var secret =
                door.as(id, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"nightly\"}")
                        .json()
                        .path("token")
                        .asString();

        putMember(workspace, email, "Li Na", "VIEWER");

        assertThat(verify(secret).json().path("workspace").path("role").asString())
                .isEqualTo("VIEWER");
    }

    @Test
    void aTokenAllowsNoMoreThanItWasMadeFor() {
        var id = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var secret =
                door.as(id, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"screen\",\"role\":\"VIEWER\"}")
                        .json()
                        .path("token")
                        .asString();

        assertThat(verify(secret).json().path("workspace").path("role").asString())
                .isEqualTo("VIEWER");
    }

    @Test
    void aTokenEndsWithItsTime() {
        var id = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var made =
                door.as(id, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"nightly\",\"days\":1}")
                        .json();
        var secret = made.path("token").asString();
        var end = made.path("expires").asString();
        assertThat(verify(secret).json().path("expires").asString()).isEqualTo(end);

        redis.opsForValue().set(key(secret), stored(secret).replace(end, Instant.now().toString()));

        assertThat(verify(secret).problem()).isEqualTo("token-invalid");
    }

    @Test
    void aTokenThatOutlivesItsMembershipOpensNothing() {
        var owner = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var other = putMember(workspace, "w." + email, "Wang", "OWNER").path("id").asString();
        var secret =
                door.as(other, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"nightly\"}")
                        .json()
                        .path("token")
                        .asString();
        var token = stored(secret);

        door.as(owner, Role.OWNER, workspace).delete("/api/v1/members/" + other);
        // As if it had been made while its member was removed.
        redis.opsForValue().set(key(secret), token);

        assertThat(verify(secret).problem()).isEqualTo("token-invalid");
    }

    @Test
    void neitherPasswordsNorTokensLieInTheStore() {
        var id = putMember(workspace, email, "Li Na", "OWNER").path("id").asString();
        var secret =
                door.as(id, Role.OWNER, workspace)
                        .post("/api/v1/tokens", "{\"name\":\"nightly\"}")
                        .json()
                        .path("token")
                        .asString();

        assertThat(everythingStored()).contains("Li Na").doesNotContain(PASSWORD, secret);
    }

    @Test
    void everybodySaysForThemselvesHowTheyAreWrittenTo() {
        var member = putMember(workspace, email, "Li Na", "VIEWER").path("id").asString();
        var me = door.as(member, Role.VIEWER, workspace);

        var first = me.get("/api/v1/me");
        var zh = me.call("PATCH", "/api/v1/me", "{\"language\":\"zh-CN\"}");
        var off = me.call("PATCH", "/api/v1/me", "{\"mail\":false}");

        assertThat(first.json().path("mail").asBoolean()).isTrue();
        assertThat(first.json().path("language").isNull()).isTrue();
        assertThat(first.text()).contains(email).doesNotContain("argon2");
        assertThat(zh.json().path("language").asString()).isEqualTo("zh-CN");
        assertThat(off.json().path("mail").asBoolean(true)).isFalse();
        assertThat(me.get("/api/v1/me").json()).isEqualTo(off.json());
        assertThat(off.json().path("language").asString()).isEqualTo("zh-CN");
        assertThat(me.call("PATCH", "/api/v1/me", "{\"language\":\"x\"}").problem())
                .isEqualTo("invalid");
        assertThat(me.call("PATCH", "/api/v1/me", "{\"role\":\"OWNER\"}").status()).isEqualTo(400);
        assertThat(door.as(Role.VIEWER, workspace).get("/api/v1/me").problem())
                .isEqualTo("member-not-found");
        assertThat(putMember(workspace, email, "Li", "EDITOR").path("id").asString())
                .isEqualTo(member);
        assertThat(me.get("/api/v1/me").json().path("mail").asBoolean(true)).isFalse();
        assertThat(me.get("/api/v1/workspace").json().path("mail").asBoolean(true)).isFalse();
    }

    @Test
    void badInputIsAnsweredByProblems() {
        var owner = door.as(Role.OWNER, workspace);

        assertThat(owner.post("/api/v1/tokens", "{").problem()).isEqualTo("malformed-body");
        var nested = "[".repeat(100_000) + "]".repeat(100_000);
        for (var path : List.of("/api/v1/me/passkeys", "/api/v1/tokens")) {
            assertThat(owner.post(path, "{\"name\":\"a\",\"credential\":" + nested + "}").problem())
                    .as(path)
                    .isEqualTo("malformed-body");
        }
        assertThat(owner.call("PATCH", "/api/v1/members/x", "{}").status()).isEqualTo(422);
        assertThat(owner.post("/api/v1/tokens", "{\"name\":\"a\",\"role\":\"SERVICE\"}").problem())
                .isEqualTo("role-unknown");
        assertThat(owner.delete("/api/v1/tokens/*").problem()).isEqualTo("token-not-found");
        assertThat(owner.post("/internal/v1/sign-in", "{}").status()).isEqualTo(403);
        assertThat(door.nobody().get("/api/v1/members").status()).isEqualTo(401);
        assertThat(door.as(Role.EDITOR, workspace).get("/api/v1/tokens").problem())
                .isEqualTo("forbidden");
        assertThat(door.as(Role.VIEWER, Ids.next()).get("/api/v1/workspace").problem())
                .isEqualTo("workspace-not-found");
        assertThat(
                        door.service()
                                .put(
                                        "/internal/v1/workspaces/" + workspace,
                                        "{\"name\":\"a\",\"zone\":\"Moon/Sea\"}")
                                .problem())
                .isEqualTo("zone-unknown");
    }

    @Test
    void everyEndpointIsDescribedWithTheRoleItAsksFor() {
        var api = door.service().get("/v3/api-docs").json();

        assertThat(DeclaredRoles.missing(answered, api)).isEmpty();
    }

    private Door.Answer putWorkspace(String id, String name) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/" + id,
                        "{\"name\":\"%s\",\"zone\":\"Asia/Shanghai\"}".formatted(name));
    }

    private JsonNode putMember(String in, String address, String name, String role) {
        var answer =
                door.service()
                        .put(
                                "/internal/v1/workspaces/" + in + "/members/" + address,
                                "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                                        .formatted(name, PASSWORD, role));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Door.Answer signIn(String address, String password) {
        return door.service()
                .post(
                        "/internal/v1/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password));
    }

    private Door.Answer verify(String secret) {
        return door.service()
                .post("/internal/v1/tokens/verify", "{\"token\":\"%s\"}".formatted(secret));
    }

    private String stored(String secret) {
        return Objects.requireNonNull(redis.opsForValue().get(key(secret)));
    }

    private static String key(String secret) {
        return "accounts:" + Partitions.GLOBAL + ":token:" + Secrets.digest(secret);
    }

    private String everythingStored() {
        return Stored.everything(redis);
    }
}
