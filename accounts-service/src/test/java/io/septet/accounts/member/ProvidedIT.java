package io.septet.accounts.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import io.septet.kit.trust.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Members whom the organisation's provider vouches for, and what its groups make of them. */
@WithRedis
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProvidedIT {
    private static final String DESK = Ids.next();
    private static final String CULTURE = Ids.next();
    private static final String NOWHERE = Ids.next();

    private final String email = "lin." + UUID.randomUUID() + "@example.org";

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @LocalServerPort private int port;

    private Door door = new Door(1, Path.of("unused"));

    @DynamicPropertySource
    static void mapping(DynamicPropertyRegistry properties) {
        var grants =
                List.of(
                        List.of("editors", DESK, "EDITOR"),
                        List.of("chiefs", DESK, "OWNER"),
                        List.of("culture", CULTURE, "VIEWER"),
                        List.of("typo", NOWHERE, "OWNER"));
        for (int i = 0; i < grants.size(); i++) {
            var grant = grants.get(i);
            var at = "septet.sign-in.groups[" + i + "].";
            properties.add(at + "group", () -> grant.get(0));
            properties.add(at + "workspace", () -> grant.get(1));
            properties.add(at + "role", () -> grant.get(2));
        }
    }

    @BeforeEach
    void twoWorkspaces() {
        door = new Door(port, septet.data());
        for (var one : List.of(DESK, CULTURE)) {
            door.service()
                    .put("/internal/v1/workspaces/" + one, "{\"name\":\"W\",\"zone\":\"UTC\"}");
        }
        put(DESK, "owner@example.org", "OWNER");
    }

    @Test
    void whoIsNewIsMadeAMemberWithTheHighestRoleOfTheirGroups() {
        var answer = signIn("[\"editors\",\"chiefs\",\"culture\",\"canteen\"]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/member/name").asString()).isEqualTo("Lin");
        assertThat(roles(answer)).isEqualTo(Map.of(DESK, "OWNER", CULTURE, "VIEWER"));
        assertThat(deeds(DESK)).contains("member.joined", "sign-in.provider");
    }

    @Test
    void whoIsInNoGroupThatOpensAnythingIsNotLetInNorMadeAMember() {
        for (var groups : List.of("[]", "[\"canteen\"]", "[\"Editors\"]", "[\"typo\"]")) {
            assertThat(signIn(groups).problem()).isEqualTo("sign-in-no-role");
        }
        assertThat(door.as(Role.OWNER, DESK).get("/api/v1/members").text()).doesNotContain(email);
        assertThat(redis.hasKey("accounts:{global}:member-email:" + Secrets.digest(email)))
                .isFalse();
        signIn("[\"editors\"]");
        assertThat(redis.hasKey("accounts:{global}:member-email:" + Secrets.digest(email)))
                .as("looked at in the right place")
                .isTrue();
    }

    @Test
    void groupsGiveAndTakeWhatTheyGave() {
        var first = signIn("[\"editors\",\"culture\"]").json().at("/member/id").asString();

        var second = signIn("[\"chiefs\"]");

        assertThat(second.json().at("/member/id").asString()).isEqualTo(first);
        assertThat(roles(second)).isEqualTo(Map.of(DESK, "OWNER"));
        assertThat(deeds(CULTURE)).contains("member.removed");
        assertThat(signIn("[]").problem()).isEqualTo("sign-in-no-role");
        assertThat(door.service().get("/internal/v1/members/" + first).json().at("/workspaces"))
                .isEmpty();
    }

    @Test
    void aRoleGivenByHandStaysUnlessTheGroupsIsHigher() {
        put(DESK, email, "MANAGER");
        put(CULTURE, email, "EDITOR");

        assertThat(roles(signIn("[]"))).isEqualTo(Map.of(DESK, "MANAGER", CULTURE, "EDITOR"));
        assertThat(roles(signIn("[\"editors\",\"culture\"]")))
                .isEqualTo(Map.of(DESK, "MANAGER", CULTURE, "EDITOR"));
        assertThat(roles(signIn("[\"chiefs\"]")))
                .isEqualTo(Map.of(DESK, "OWNER", CULTURE, "EDITOR"));
    }

    @Test
    void aWorkspaceKeepsItsLastOwner() {
        signIn("[\"chiefs\"]");
        var other =
                door.as(Role.OWNER, DESK)
                        .get("/api/v1/members")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(one -> !one.path("email").asString().equals(email))
                        .map(one -> one.path("id").asString())
                        .toList();
        other.forEach(id -> door.as(Role.OWNER, DESK).delete("/api/v1/members/" + id));

        assertThat(roles(signIn("[\"editors\"]"))).isEqualTo(Map.of(DESK, "OWNER"));

        put(DESK, "owner@example.org", "OWNER");
        assertThat(roles(signIn("[\"editors\"]"))).isEqualTo(Map.of(DESK, "EDITOR"));
    }

    @Test
    void whoseAddressIsKnownIsMatchedHoweverItIsWritten() {
        var id = put(DESK, email, "EDITOR");

        var answer = signIn(email.toUpperCase(java.util.Locale.ROOT), "[]", false);

        assertThat(answer.json().at("/member/id").asString()).isEqualTo(id);
    }

    @Test
    void noRoleOfAServiceIsGivenByAGroup() {
        var binder =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of(
                                        "septet.sign-in.groups[0].group", "g",
                                        "septet.sign-in.groups[0].workspace", DESK,
                                        "septet.sign-in.groups[0].role", "service")));
        try (var validator = new LocalValidatorFactoryBean()) {
            validator.afterPropertiesSet();
            assertThatThrownBy(() ->
                            binder.bind(
                                    "septet.sign-in",
                                    org.springframework.boot.context.properties.bind.Bindable.of(
                                            GroupRoles.class),
                                    new ValidationBindHandler(validator)))
                    .isInstanceOf(BindException.class)
                    .hasStackTraceContaining("must be a role of members");
        }
    }

    private Door.Answer signIn(String groups) {
        return signIn(email, groups, false);
    }

    private Door.Answer signIn(String as, String groups, boolean factors) {
        return door.service()
                .post(
                        "/internal/v1/sign-in/provider",
                        """
                        {"email":"%s","name":"Lin","groups":%s,"factors":%b,"address":"192.0.2.7"}\
                        """
                                .formatted(as, groups, factors));
    }

    private static Map<String, String> roles(Door.Answer answer) {
        return answer.json()
                .path("workspaces")
                .valueStream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                one -> one.path("id").asString(),
                                one -> one.path("role").asString()));
    }

    private List<String> deeds(String workspace) {
        return Awaitility.await()
                .until(
                        () ->
                                door.as(Role.OWNER, workspace)
                                        .get("/api/v1/audit")
                                        .json()
                                        .path("items")
                                        .valueStream()
                                        .filter(one ->
                                                one.path("from").asString("").equals("192.0.2.7"))
                                        .map(one -> one.path("what").asString())
                                        .toList(),
                        found -> found.contains("sign-in.provider") || found.size() > 1);
    }

    private String put(String workspace, String as, String role) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/%s/members/%s".formatted(workspace, as),
                        """
                        {"name":"Lin","password":"canary-password-81c2","role":"%s"}\
                        """
                                .formatted(role))
                .json()
                .path("id")
                .asString();
    }
}
