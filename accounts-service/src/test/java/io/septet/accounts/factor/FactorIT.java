package io.septet.accounts.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
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
class FactorIT {
    private static final String PASSWORD = "canary-password-81c2";
    private static final String PATH = "/api/v1/me/second-factor";

    private final String workspace = Ids.next();
    private final String email = "li." + workspace + "@example.org";

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    private Door door;
    private String member = "";

    FactorIT() {
        this.door = new Door(1, Path.of("unused"));
    }

    @BeforeEach
    void aMember() {
        door = new Door(port, septet.data());
        putWorkspace(workspace);
        member = put(workspace, email, "OWNER");
    }

    @Test
    void fromThenOnACodeIsNeededAndEachWorksOnce() {
        var secret = begin();
        assertThat(signIn(null).status()).as("not confirmed yet").isEqualTo(200);
        long step = Totp.step(Instant.now());
        assertThat(me().put(PATH, code("000000")).problem()).isEqualTo("code-wrong");

        var confirmed = me().put(PATH, code(Totp.code(secret, step)));

        assertThat(confirmed.json().path("recoveryCodes").size()).isEqualTo(10);
        assertThat(me().get(PATH).json().path("on").asBoolean()).isTrue();
        assertThat(signIn(null).problem()).isEqualTo("code-needed");
        assertThat(signIn("000000").problem()).isEqualTo("code-wrong");
        assertThat(signIn(Totp.code(secret, step)).problem()).as("used").isEqualTo("code-wrong");
        assertThat(signIn(Totp.code(secret, step + 1)).status()).isEqualTo(200);
        assertThat(signIn(Totp.code(secret, step + 1)).problem()).isEqualTo("code-wrong");
        assertThat(signInWith("not the password", "000000").problem()).isEqualTo("sign-in-failed");
        assertThat(me().post(PATH, password(PASSWORD)).problem()).isEqualTo("second-factor-on");
    }

    @Test
    void ofManyWhoSendACodeAtOnceOneIsLetIn() throws Exception {
        var secret = begin();
        long step = Totp.step(Instant.now());
        me().put(PATH, code(Totp.code(secret, step)));
        var answers = new ConcurrentLinkedQueue<Integer>();

        var all =
                IntStream.range(0, 6)
                        .mapToObj(n ->
                                Thread.startVirtualThread(() ->
                                        answers.add(signIn(Totp.code(secret, step + 1)).status())))
                        .toList();
        for (var one : all) {
            one.join();
        }

        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void aCodeOnPaperHelpsOnceWhoHasLostThePhone() {
        var secret = begin();
        var paper =
                me().put(PATH, code(Totp.code(secret, Totp.step(Instant.now()))))
                        .json()
                        .path("recoveryCodes")
                        .valueStream()
                        .map(one -> one.asString())
                        .toList();

        assertThat(paper).allMatch(one -> one.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        assertThat(paper).doesNotHaveDuplicates();
        assertThat(signIn(paper.getFirst()).status()).isEqualTo(200);
        assertThat(signIn(paper.getFirst()).problem()).isEqualTo("code-wrong");
        var typed = paper.get(1).toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(signIn(typed).status()).isEqualTo(200);
        assertThat(me().get(PATH).json().path("recoveryCodes").asInt()).isEqualTo(8);
        assertThat(Stored.everything(redis))
                .doesNotContain(paper.get(2))
                .doesNotContain(paper.get(2).replace("-", ""))
                .doesNotContain(Totp.base32(secret))
                .doesNotContain(java.util.Base64.getEncoder().encodeToString(secret));
    }

    @Test
    void theProviderLetsNobodyGoAroundTheCode() {
        me().put(PATH, code(Totp.code(begin(), Totp.step(Instant.now()))));

        assertThat(byProvider(false).problem()).isEqualTo("sign-in-second-factor");
        assertThat(byProvider(true).status()).isEqualTo(200);
    }

    private Door.Answer byProvider(boolean factors) {
        return door.service()
                .post(
                        "/internal/v1/sign-in/provider",
                        """
                        {"email":"%s","name":"Li","groups":[],"factors":%b,"address":"192.0.2.7"}\
                        """
                                .formatted(email, factors));
    }

    @Test
    void itIsSwitchedOffWithPasswordAndCode() {
        assertThat(me().post(PATH, password("not the password")).problem())
                .isEqualTo("password-wrong");
        var secret = begin();
        long step = Totp.step(Instant.now());
        me().put(PATH, code(Totp.code(secret, step)));

        assertThat(off("not the password", Totp.code(secret, step + 1)).problem())
                .isEqualTo("password-wrong");
        assertThat(off(PASSWORD, "000000").problem()).isEqualTo("code-wrong");
        assertThat(off(PASSWORD, Totp.code(secret, step + 1)).status()).isEqualTo(204);

        assertThat(signIn(null).status()).isEqualTo(200);
        assertThat(me().get(PATH).json().path("on").asBoolean(true)).isFalse();
        assertThat(redis.keys("accounts:*" + member)).noneMatch(key -> key.contains("totp"));
    }

    @Test
    void codesAreNotGuessed() {
        var secret = begin();
        long step = Totp.step(Instant.now());
        me().put(PATH, code(Totp.code(secret, step)));
        redis.delete(redis.keys("accounts:*:tries:" + member));
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("00000" + i).problem()).isEqualTo("code-wrong");
        }

        assertThat(signIn(Totp.code(secret, step + 1)).problem()).isEqualTo("too-many-attempts");
        assertThat(signInWith("not the password", null).problem()).isEqualTo("sign-in-failed");
    }

    @Test
    void anOwnerTakesItFromOwnMembersOnly() {
        var owner = put(workspace, "o." + email, "OWNER");
        var secret = begin();
        me().put(PATH, code(Totp.code(secret, Totp.step(Instant.now()))));
        var path = "/api/v1/members/" + member + "/second-factor";
        var other = Ids.next();
        putWorkspace(other);
        put(other, email, "VIEWER");
        var desk = door.as(owner, Role.OWNER, workspace);

        assertThat(desk.delete(path).problem()).isEqualTo("member-elsewhere");
        put(other, "o." + email, "OWNER");
        assertThat(door.as(owner, Role.MANAGER, workspace).delete(path).status()).isEqualTo(403);
        assertThat(desk.delete(path).status()).isEqualTo(204);
        assertThat(signIn(null).status()).isEqualTo(200);
    }

    @Test
    void aWorkspaceIsOpenOnlyToThoseWhoHaveOneIfItsOwnerSaysSo() {
        var path = "/api/v1/workspace/second-factor";
        assertThat(me().put(path, "{\"needed\":true}").problem())
                .isEqualTo("second-factor-own-first");
        var secret = begin();
        long step = Totp.step(Instant.now());
        me().put(PATH, code(Totp.code(secret, step)));
        var other = put(workspace, "o." + email, "EDITOR");

        assertThat(door.as(member, Role.MANAGER, workspace).put(path, "{").status()).isEqualTo(403);
        assertThat(me().put(path, "{\"needed\":true}").status()).isEqualTo(204);

        assertThat(me().get("/api/v1/workspace").json().path("secondFactor").asBoolean()).isTrue();
        assertThat(closed(other)).isTrue();
        assertThat(closed(member)).isFalse();
        putWorkspace(workspace);
        assertThat(closed(other)).as("after the workspace was put anew").isTrue();
        assertThat(me().put(path, "{\"needed\":false}").status()).isEqualTo(204);
        assertThat(closed(other)).isFalse();
    }

    private boolean closed(String of) {
        return door.service()
                .get("/internal/v1/members/" + of)
                .json()
                .at("/workspaces/0/closed")
                .asBoolean();
    }

    private Door.Client me() {
        return door.as(member, Role.OWNER, workspace);
    }

    private byte[] begin() {
        var begun = me().post(PATH, password(PASSWORD)).json();
        var secret = begun.path("secret").asString();
        assertThat(begun.path("uri").asString())
                .startsWith("otpauth://totp/Septet%3Ali.")
                .contains("secret=" + secret)
                .endsWith("&issuer=Septet");
        return decode(secret);
    }

    private Door.Answer off(String password, String code) {
        return me().post(
                        PATH + "/off",
                        "{\"password\":\"%s\",\"code\":\"%s\"}".formatted(password, code));
    }

    private static String password(String password) {
        return "{\"password\":\"%s\"}".formatted(password);
    }

    private static String code(String code) {
        return "{\"code\":\"%s\"}".formatted(code);
    }

    private Door.Answer signIn(@org.jspecify.annotations.Nullable String code) {
        return signInWith(PASSWORD, code);
    }

    private Door.Answer signInWith(
            String password, @org.jspecify.annotations.Nullable String code) {
        return door.service()
                .post(
                        "/internal/v1/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\"%s}"
                                .formatted(
                                        email,
                                        password,
                                        code == null ? "" : ",\"code\":\"" + code + "\""));
    }

    private void putWorkspace(String place) {
        door.service()
                .put(
                        "/internal/v1/workspaces/" + place,
                        "{\"name\":\"Desk\",\"zone\":\"Asia/Shanghai\"}");
    }

    private String put(String place, String address, String role) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/" + place + "/members/" + address,
                        "{\"name\":\"Li\",\"password\":\"%s\",\"role\":\"%s\"}"
                                .formatted(PASSWORD, role))
                .json()
                .path("id")
                .asString();
    }

    private static byte[] decode(String text) {
        var out = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int digit : text.chars().map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf).toArray()) {
            buffer = ((buffer << 5) | digit) & 0xffff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.write(buffer >> bits);
            }
        }
        return out.toByteArray();
    }
}
