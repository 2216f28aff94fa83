package io.septet.accounts.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import io.septet.kit.trust.Secrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;

@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LinksIT {
    private static final String PASSWORD = "a lamp beside the river";

    private final String workspace = Ids.next();
    private final String email = "wang." + workspace + "@example.org";

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    private Door door;
    private String owner = "";

    LinksIT() {
        this.door = new Door(1, Path.of("unused"));
    }

    @BeforeEach
    void aWorkspaceWithAnOwner() {
        door = new Door(port, septet.data());
        owner = ownerOf(workspace, "International desk");
    }

    @Test
    void whoIsInvitedChoosesNameAndPasswordOnce() {
        var made = invite(email.toUpperCase(java.util.Locale.ROOT), "EDITOR");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("mailed").asBoolean(true)).isFalse();
        assertThat(made.json().path("link").asString()).matches("http.*/link#[A-Za-z0-9_-]{43}");
        var secret = secret(made);
        var look = look(secret);
        assertThat(look.status()).isEqualTo(200);
        assertThat(look.json().path("kind").asString()).isEqualTo("INVITATION");
        assertThat(look.json().path("email").asString()).isEqualTo(email);
        assertThat(look.json().path("workspace").asString()).isEqualTo("International desk");
        assertThat(look.json().path("role").asString()).isEqualTo("EDITOR");
        assertThat(look.json().path("by").asString()).isEqualTo("Li Na");
        assertThat(look.json().path("known").asBoolean(true)).isFalse();

        assertThat(use(secret, null, PASSWORD).problem()).isEqualTo("link-incomplete");
        assertThat(use(secret, "Wang", "short").problem()).isEqualTo("password-too-short");
        assertThat(use(secret, "Wang", PASSWORD).status()).isEqualTo(200);

        assertThat(signIn(email, PASSWORD).json().at("/workspaces/0/role").asString())
                .isEqualTo("EDITOR");
        assertThat(use(secret, "Wang", PASSWORD).problem()).isEqualTo("link-invalid");
        assertThat(look(secret).problem()).isEqualTo("link-invalid");
        assertThat(desk().get("/api/v1/invitations").json().path("items").size()).isZero();
        assertThat(desk().get("/api/v1/members").json().path("items").size()).isEqualTo(2);
        assertThat(invite(email, "VIEWER").problem()).isEqualTo("member-exists");
    }

    @Test
    void ofManyWhoUseALinkAtOnceOneIsLetIn() throws Exception {
        var secret = secret(invite(email, "EDITOR"));
        var answers = new ConcurrentLinkedQueue<Integer>();

        var all =
                IntStream.range(0, 6)
                        .mapToObj(n ->
                                Thread.startVirtualThread(() ->
                                        answers.add(
                                                use(secret, "Wang " + n, PASSWORD + n).status())))
                        .toList();
        for (var one : all) {
            one.join();
        }

        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers.stream().filter(status -> status == 404 || status == 409)).hasSize(5);
    }

    @Test
    void anInvitationIsReplacedTakenBackAndEndsWithTheRightToInvite() {
        var first = secret(invite(email, "OWNER"));
        var second = invite(email, "EDITOR");
        assertThat(look(first).problem()).as("replaced").isEqualTo("link-invalid");
        var list = desk().get("/api/v1/invitations");
        assertThat(list.json().path("items").size()).isOne();
        assertThat(list.text()).doesNotContain(secret(second));
        var path = "/api/v1/invitations/" + second.json().path("id").asString();
        assertThat(door.as(Role.OWNER, Ids.next()).delete(path).problem())
                .isEqualTo("invitation-not-found");
        assertThat(desk().delete(path).status()).isEqualTo(204);
        assertThat(desk().delete(path).problem()).isEqualTo("invitation-not-found");
        assertThat(look(secret(second)).problem()).as("taken back").isEqualTo("link-invalid");

        var other = put(workspace, "zhao." + email, "Zhao", "OWNER");
        var third = secret(invite(other, email, "OWNER"));
        assertThat(look(third).status()).isEqualTo(200);
        put(workspace, "zhao." + email, "Zhao", "MANAGER");
        assertThat(look(third).problem()).as("by an owner no more").isEqualTo("link-invalid");
        assertThat(use(third, "Wang", PASSWORD).problem()).isEqualTo("link-invalid");
    }

    @Test
    void aLinkIsGoodUntilItsTime() {
        var invitation = secret(invite(email, "EDITOR"));
        var member = put(workspace, "zhao." + email, "Zhao", "EDITOR");
        var password = secret(desk().post("/api/v1/members/" + member + "/password-link", ""));

        for (var secret : List.of(invitation, password)) {
            ends(secret, Instant.now().minusSeconds(1));
            assertThat(look(secret).problem()).isEqualTo("link-invalid");
            assertThat(use(secret, "Wang", PASSWORD).problem()).isEqualTo("link-invalid");
        }
        assertThat(desk().get("/api/v1/invitations").json().path("items").size())
                .as("its owner still sees that nobody took it up")
                .isOne();
        for (var secret : List.of(invitation, password)) {
            ends(secret, Instant.now().plusSeconds(60));
            assertThat(use(secret, "Wang", PASSWORD).status()).isEqualTo(200);
        }
    }

    private void ends(String secret, Instant end) {
        var key = "accounts:{global}:link:" + Secrets.digest(secret);
        var kept = Objects.requireNonNull(redis.opsForValue().get(key));
        var pattern = "\"expires\":\"[^\"]+\"";
        assertThat(kept).containsPattern(pattern);
        redis.opsForValue().set(key, kept.replaceFirst(pattern, "\"expires\":\"" + end + "\""));
    }

    @Test
    void whoIsKnownJoinsAnotherWorkspaceAndKeepsNameAndPassword() {
        var other = Ids.next();
        var there = ownerOf(other, "Culture desk");
        put(workspace, email, "Wang", "EDITOR");

        var secret = secret(invite(other, there, email, "VIEWER"));

        assertThat(look(secret).json().path("known").asBoolean()).isTrue();
        assertThat(use(secret, "Somebody", "taken over by now").status()).isEqualTo(200);
        assertThat(signIn(email, "taken over by now").status()).isEqualTo(401);
        var session = signIn(email, "canary-password-81c2").json();
        assertThat(session.at("/member/name").asString()).isEqualTo("Wang");
        assertThat(session.path("workspaces").size()).isEqualTo(2);
    }

    @Test
    void secretsAreNotStoredAndLinksHaveToBeWhole() {
        var secret = secret(invite(email, "EDITOR"));

        assertThat(Stored.everything(redis)).contains(email).doesNotContain(secret);
        assertThat(look(secret.substring(1)).problem()).isEqualTo("link-invalid");
        assertThat(door.as(Role.OWNER, workspace).post("/internal/v1/links/look", "{}").status())
                .isEqualTo(403);
        for (var role : new Role[] {Role.MANAGER, Role.EDITOR, Role.VIEWER}) {
            var client = door.as(role, workspace);
            assertThat(client.get("/api/v1/invitations").status()).isEqualTo(403);
            assertThat(client.post("/api/v1/invitations", "{").status()).isEqualTo(403);
        }
        assertThat(invite("no address", "EDITOR").problem()).isEqualTo("invalid");
        assertThat(invite(email, "SERVICE").problem()).isEqualTo("role-unknown");
    }

    @Test
    void withoutMailOwnersGiveTheirOwnMembersALinkForANewPassword() {
        var member = put(workspace, email, "Wang", "EDITOR");
        var path = "/api/v1/members/" + member + "/password-link";
        assertThat(
                        door.service()
                                .post(
                                        "/internal/v1/links",
                                        "{\"email\":\"%s\",\"address\":\"\"}".formatted(email))
                                .problem())
                .isEqualTo("mail-not-configured");

        var made = desk().post(path, "");

        assertThat(made.json().path("mailed").asBoolean(true)).isFalse();
        var look = look(secret(made)).json();
        assertThat(look.path("kind").asString()).isEqualTo("PASSWORD");
        assertThat(look.path("workspace").isNull()).isTrue();
        assertThat(use(secret(made), null, PASSWORD).status()).isEqualTo(200);
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(200);

        var other = Ids.next();
        ownerOf(other, "Culture desk");
        put(other, email, "Wang", "VIEWER");
        assertThat(desk().post(path, "").problem()).isEqualTo("member-elsewhere");
    }

    private Door.Client desk() {
        return door.as(owner, Role.OWNER, workspace);
    }

    private Door.Answer invite(String address, String role) {
        return invite(workspace, owner, address, role);
    }

    private Door.Answer invite(String by, String address, String role) {
        return invite(workspace, by, address, role);
    }

    private Door.Answer invite(String place, String by, String address, String role) {
        return door.as(by, Role.OWNER, place)
                .post(
                        "/api/v1/invitations",
                        "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(address, role));
    }

    private static String secret(Door.Answer made) {
        var link = made.json().path("link").asString();
        return link.substring(link.indexOf('#') + 1);
    }

    private Door.Answer look(String secret) {
        return door.service()
                .post("/internal/v1/links/look", "{\"secret\":\"%s\"}".formatted(secret));
    }

    private Door.Answer use(
            String secret, @org.jspecify.annotations.Nullable String name, String password) {
        return door.service()
                .post(
                        "/internal/v1/links/use",
                        "{\"secret\":\"%s\",%s\"password\":\"%s\",\"address\":\"203.0.113.8\"}"
                                .formatted(
                                        secret,
                                        name == null ? "" : "\"name\":\"" + name + "\",",
                                        password));
    }

    private Door.Answer signIn(String address, String password) {
        return door.service()
                .post(
                        "/internal/v1/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password));
    }

    private String ownerOf(String place, String name) {
        door.service()
                .put(
                        "/internal/v1/workspaces/" + place,
                        "{\"name\":\"%s\",\"zone\":\"Asia/Shanghai\"}".formatted(name));
        return put(place, "li." + place + "@example.org", "Li Na", "OWNER");
    }

    private String put(String place, String address, String name, String role) {
        var answer =
                door.service()
                        .put(
                                "/internal/v1/workspaces/" + place + "/members/" + address,
                                "{\"name\":\"%s\",\"password\":\"canary-password-81c2\",\"role\":\"%s\"}"
                                        .formatted(name, role));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("id").asString();
    }
}
