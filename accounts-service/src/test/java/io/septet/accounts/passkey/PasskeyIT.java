package io.septet.accounts.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;

@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PasskeyIT {
    private static final String PASSWORD = "canary-password-81c2";
    private static final String PATH = "/api/v1/me/passkeys";
    private static final String SIGN_IN = "/internal/v1/sign-in/passkey";

    private final String workspace = Ids.next();

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    private Door door = new Door(1, Path.of("unused"));
    private String member = "";

    @BeforeEach
    void aMember() {
        door = new Door(port, septet.data());
        door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace,
                        "{\"name\":\"Desk\",\"zone\":\"Asia/Shanghai\"}");
        member = put("li");
    }

    @Test
    void onesOwnAreNamedShownAndTakenAway() {
        var phone = new Device();
        var key = new Device();

        var made = make(member, phone, "Phone");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        make(member, key, "Key on the ring");

        assertThat(names()).containsExactly("Phone", "Key on the ring");
        assertThat(me().get(PATH).json().at("/items/0/lastUsed").isNull()).isTrue();
        assertThat(signIn(phone, member).json().at("/member/id").asString()).isEqualTo(member);
        assertThat(me().get(PATH).json().at("/items/0/lastUsed").asString()).startsWith("20");
        var id = made.json().path("id").asString();
        var stranger = door.as(put("wang"), Role.OWNER, workspace);
        assertThat(stranger.delete(PATH + "/" + id).problem()).isEqualTo("passkey-not-found");
        assertThat(me().delete(PATH + "/" + id).status()).isEqualTo(204);

        assertThat(names()).containsExactly("Key on the ring");
        assertThat(signIn(phone, member).problem()).isEqualTo("passkey-unknown");
        assertThat(signIn(key, member).status()).isEqualTo(200);
    }

    @Test
    void anOwnerWithAPasskeyMayAskEverybodyForASecondFactor() {
        var path = "/api/v1/workspace/second-factor";
        assertThat(me().put(path, "{\"needed\":true}").problem())
                .isEqualTo("second-factor-own-first");

        make(member, new Device(), "Phone");

        assertThat(me().put(path, "{\"needed\":true}").status()).isEqualTo(204);
    }

    @Test
    void makingOneAsksForThePassword() {
        assertThat(me().post(PATH + "/options", password("not the password")).problem())
                .isEqualTo("password-wrong");
        assertThat(me().post(PATH, made("Phone", new Device().made("AAAA"))).problem())
                .as("not begun")
                .isEqualTo("passkey-refused");
        for (int i = 0; i < 9; i++) {
            me().post(PATH + "/options", password("guess " + i));
        }
        assertThat(me().post(PATH + "/options", password(PASSWORD)).problem())
                .as("it is not guessed")
                .isEqualTo("too-many-attempts");
    }

    @Test
    void whatTheDeviceIsAskedIsForThisAddressAndThisMemberAndAsksForThePerson() {
        var first = new Device();
        make(member, first, "Phone");

        var asked = me().post(PATH + "/options", password(PASSWORD)).json();

        assertThat(asked.at("/rp/id").asString()).isEqualTo("localhost");
        assertThat(asked.at("/authenticatorSelection/userVerification").asString())
                .isEqualTo("required");
        assertThat(asked.at("/authenticatorSelection/residentKey").asString())
                .isEqualTo("required");
        assertThat(asked.at("/excludeCredentials")).hasSize(1);
        var signing = door.service().post(SIGN_IN + "/options", "").json();
        assertThat(signing.path("userVerification").asString()).isEqualTo("required");
        assertThat(signing.path("allowCredentials")).as("nobody is named").isEmpty();
        for (var key :
                List.of(
                        "passkey-begun:" + member,
                        "passkey-sign-in:" + signing.path("challenge").asString())) {
            assertThat(redis.getExpire("accounts:{global}:" + key)).as(key).isBetween(200L, 300L);
        }
    }

    @Test
    void aDeviceThatAnswersSomethingElseIsNotKept() {
        Map<String, Consumer<Device>> lies =
                Map.of(
                        "another site's page", it -> it.origin = "https://elsewhere.example",
                        "for another site", it -> it.party = "elsewhere.example",
                        "without the person", it -> it.verifies = false);
        lies.forEach((what, lie) -> {
            var device = new Device();
            lie.accept(device);
            assertThat(make(member, device, "Lie").problem()).as(what).isEqualTo("passkey-refused");
        });
        var challenge = challenge(me().post(PATH + "/options", password(PASSWORD)));
        var right = made("Phone", new Device().made(challenge));
        assertThat(me().post(PATH, made("P", new Device().made(challenge + "A"))).problem())
                .as("another challenge")
                .isEqualTo("passkey-refused");
        assertThat(me().post(PATH, right).problem()).as("used up").isEqualTo("passkey-refused");
        assertThat(names()).isEmpty();
    }

    @Test
    void aDeviceThatAnswersSomethingElseLetsNobodyIn() {
        var device = new Device();
        make(member, device, "Phone");
        Map<String, Consumer<Device>> lies =
                Map.of(
                        "another site's page", it -> it.origin = "https://elsewhere.example",
                        "for another site", it -> it.party = "elsewhere.example",
                        "without the person", it -> it.verifies = false);
        lies.forEach((what, lie) -> {
            var before = List.of(device.origin, device.party);
            lie.accept(device);
            assertThat(signIn(device, member).problem()).as(what).isEqualTo("passkey-unknown");
            device.origin = before.get(0);
            device.party = before.get(1);
            device.verifies = true;
        });
        assertThat(signIn(device, put("wang")).problem())
                .as("names another member")
                .isEqualTo("passkey-unknown");
        var forger = new Device();
        System.arraycopy(device.id, 0, forger.id, 0, device.id.length);
        assertThat(signIn(forger, member).problem())
                .as("another key under its name")
                .isEqualTo("passkey-unknown");
        assertThat(signIn(new Device(), member).problem()).isEqualTo("passkey-unknown");
        assertThat(answer(device.signed("AAAA", member)).problem())
                .as("a challenge that was not ours")
                .isEqualTo("passkey-unknown");
        assertThat(signIn(device, member).status()).isEqualTo(200);
    }

    @Test
    void anAnswerIsGoodOnceHoweverManySendIt() throws Exception {
        var device = new Device();
        make(member, device, "Phone");
        var challenge = challenge(door.service().post(SIGN_IN + "/options", ""));
        var signed = device.signed(challenge, member);
        var answers = new ConcurrentLinkedQueue<Integer>();

        var all =
                IntStream.range(0, 6)
                        .mapToObj(n ->
                                Thread.startVirtualThread(
                                        () -> answers.add(answer(signed).status())))
                        .toList();
        for (var one : all) {
            one.join();
        }

        assertThat(answers).containsOnly(200, 401);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void aDeviceThatCountsBackwardsIsACopy() {
        var device = new Device();
        make(member, device, "Phone");
        device.count = 5;
        assertThat(signIn(device, member).status()).isEqualTo(200);
        device.count = 4;

        assertThat(signIn(device, member).problem()).isEqualTo("passkey-unknown");

        device.count = 6;
        assertThat(signIn(device, member).status()).isEqualTo(200);
    }

    @Test
    void nobodyTakesTheKeyOfAnother() {
        var device = new Device();
        make(member, device, "Phone");

        assertThat(make(put("wang"), device, "Mine").problem()).isEqualTo("passkey-refused");
        assertThat(signIn(device, member).status()).isEqualTo(200);
    }

    private Door.Answer make(String of, Device device, String name) {
        var client = door.as(of, Role.OWNER, workspace);
        var challenge = challenge(client.post(PATH + "/options", password(PASSWORD)));
        return client.post(PATH, made(name, device.made(challenge)));
    }

    private Door.Answer signIn(Device device, String as) {
        return answer(device.signed(challenge(door.service().post(SIGN_IN + "/options", "")), as));
    }

    private Door.Answer answer(String credential) {
        return door.service()
                .post(
                        SIGN_IN,
                        "{\"credential\":%s,\"address\":\"192.0.2.7\"}".formatted(credential));
    }

    private List<String> names() {
        return me().get(PATH)
                .json()
                .path("items")
                .valueStream()
                .map(one -> one.path("name").asString())
                .toList();
    }

    private Door.Client me() {
        return door.as(member, Role.OWNER, workspace);
    }

    private static String challenge(Door.Answer options) {
        assertThat(options.status()).as(options.text()).isEqualTo(200);
        return options.json().path("challenge").asString();
    }

    private static String made(String name, String credential) {
        return "{\"name\":\"%s\",\"credential\":%s}".formatted(name, credential);
    }

    private static String password(String password) {
        return "{\"password\":\"%s\"}".formatted(password);
    }

    private String put(String name) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/%s/members/%s.%s@example.org"
                                .formatted(workspace, name, workspace),
                        "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"OWNER\"}"
                                .formatted(name, PASSWORD))
                .json()
                .path("id")
                .asString();
    }
}
