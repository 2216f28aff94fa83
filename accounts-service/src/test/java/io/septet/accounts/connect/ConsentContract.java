package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.accounts.Door;
import io.septet.accounts.Stored;
import io.septet.accounts.feed.FeedLookup;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * What connecting by consent does on every platform, seen from outside: the member's requests go
 * through the door, the platform is a pretend one.
 */
@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "septet.outbound.allow-loopback=true",
            "septet.public-url=http://localhost:9",
            // A call may take 1.5 seconds.
            "septet.time-factor=20"
        })
@ExtendWith(OutputCaptureExtension.class)
abstract class ConsentContract {
    protected static final WireMockServer PLATFORM =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    protected static final String CLIENT = "canary-client-77";
    protected static final String SECRET = "canary-secret-1b9e";
    protected static final String CODE = "canary-code-c04d";
    protected static final String TOKEN = "canary-token-9f01";
    protected static final String REFRESH = "canary-refresh-73aa";
    protected static final String BACK = "http://localhost:9/feeds/connect/callback";

    private final String workspace = Ids.next();
    private final String member = UUID.randomUUID().toString();

    @Autowired private SeptetProperties septet;
    @Autowired private StringRedisTemplate redis;
    @Autowired private FeedLookup lookup;
    @Autowired private CircuitBreakerRegistry breakers;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void platforms(DynamicPropertyRegistry properties) {
        PLATFORM.start();
        for (String id : List.of("x", "facebook", "threads", "linkedin", "instagram")) {
            var prefix = "septet.platforms." + id;
            var root = PLATFORM.baseUrl() + "/" + id;
            properties.add(prefix + ".base-url", () -> root + "/v1");
            properties.add(prefix + ".authorize-url", () -> root + "/authorize");
            properties.add(prefix + ".token-url", () -> root + "/token");
            properties.add(prefix + ".client-id", () -> CLIENT);
            properties.add(prefix + ".client-secret", () -> SECRET);
        }
        properties.add(
                "septet.platforms.instagram.own-url", () -> PLATFORM.baseUrl() + "/instagram/v1");
    }

    /** The id of the platform. */
    protected abstract String platform();

    /** What {@code POST /feeds/connect/{platform}} is sent. */
    protected String wish() {
        return "{}";
    }

    /** Where people are asked. */
    protected String asks() {
        return PLATFORM.baseUrl() + "/" + platform() + "/authorize";
    }

    /** The request that turns {@link #CODE} into a token. */
    protected abstract MappingBuilder exchange();

    /** A good answer to it, and to everything that is asked afterwards. */
    protected abstract void consents();

    /** The same, but without this scope. */
    protected abstract void withholds(String scope);

    /** A scope that is needed. */
    protected abstract String needed();

    /** The refusal of a code that is none, or was used. */
    protected abstract ResponseDefinitionBuilder codeRefused();

    /** The id of the choice that is taken, and the name it then has. */
    protected abstract Map.Entry<String, String> account();

    /** Whether the platform takes a code challenge. */
    protected abstract boolean challenged();

    @BeforeEach
    void quiet() {
        PLATFORM.resetAll();
        breakers.getAllCircuitBreakers().forEach(breaker -> breaker.reset());
    }

    @Test
    void connectsWhatIsChosenAndThenForgetsTheAttempt() {
        consents();
        var begun = begin();
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        var asked = question(begun);
        assertThat(begun.json().path("authorizeUrl").asString()).startsWith(asks() + "?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("redirect_uri", BACK);
        assertThat(asked.get("state")).hasSizeGreaterThanOrEqualTo(43);

        var back = complete(asked.getOrDefault("state", ""), CODE);

        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.json().path("id")).isEqualTo(begun.json().path("id"));
        assertThat(back.json().path("platform").asString()).isEqualTo(platform());
        assertThat(choice(back.json()).path("name").asString()).isEqualTo(account().getValue());
        assertThat(choice(back.json()).path("feed").isNull()).isTrue();
        var attempt = "/api/v1/feeds/connect/attempts/" + back.json().path("id").asString();
        assertThat(owner().get(attempt).json()).isEqualTo(back.json());

        var chosen = owner().post(attempt + "/choose", choose());

        assertThat(chosen.status()).as(chosen.text()).isEqualTo(201);
        var feed = chosen.json().path("items").get(0);
        assertThat(feed.path("name").asString()).isEqualTo(account().getValue());
        assertThat(feed.path("health").asString()).isEqualTo("ok");
        assertThat(lookup.open(workspace, feed.path("id").asString())).isPresent();
        assertThat(owner().get(attempt).status()).isEqualTo(404);
    }

    @Test
    void aChallengeIsOnlySentWhereItIsChecked() {
        consents();
        var asked = question(begin());
        complete(asked.getOrDefault("state", ""), CODE);

        if (challenged()) {
            assertThat(asked).containsEntry("code_challenge_method", "S256");
            var verifier =
                    PLATFORM.findAll(anyRequestedFor(anyUrl())).stream()
                            .flatMap(request -> form(request.getBodyAsString()).entrySet().stream())
                            .filter(entry -> entry.getKey().equals("code_verifier"))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElseThrow();
            assertThat(asked.get("code_challenge"))
                    .isEqualTo(
                            java.util.Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Attempts.sha256(verifier)));
        } else {
            assertThat(asked).doesNotContainKey("code_challenge");
        }
    }

    @Test
    void eachWayBackIsDrawnAnewForAQuarterOfAnHour() {
        consents();
        var begun = begin();
        var first = question(begun);
        var second = question(begin());

        assertThat(second.get("state")).isNotEqualTo(first.get("state"));
        if (challenged()) {
            assertThat(first.get("code_challenge")).hasSize(43);
            assertThat(second.get("code_challenge")).isNotEqualTo(first.get("code_challenge"));
        }
        assertThat(Instant.parse(begun.json().path("expiresAt").asString()))
                .isBeforeOrEqualTo(Instant.now().plus(Duration.ofMinutes(15)));
    }

    @Test
    void connectingAgainKeepsTheFeed() {
        consents();
        var first = connected();

        var begun =
                owner().post(
                                connect(),
                                wish().replace("}", wish().equals("{}") ? "" : ",")
                                        + "\"feed\":\"%s\"}"
                                                .formatted(first.path("id").asString()));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        var back = complete(state(begun), CODE);
        assertThat(back.json().path("feed")).isEqualTo(first.path("id"));
        assertThat(choice(back.json()).path("feed")).isEqualTo(first.path("id"));
        var again = chosen(back);

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("version").asInt()).isGreaterThan(first.path("version").asInt());
        assertThat(owner().get("/api/v1/feeds").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void aStateWorksOnce() {
        consents();
        var state = state(begin());
        assertThat(complete(state, CODE).status()).isEqualTo(200);
        int asked = PLATFORM.getAllServeEvents().size();

        var again = complete(state, CODE);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.problem()).isEqualTo("connect-state-invalid");
        assertThat(PLATFORM.getAllServeEvents()).hasSize(asked);
    }

    @Test
    void aStateWorksForNobodyElse() {
        consents();
        var begun = begin();
        var state = state(begun);
        var body = "{\"state\":\"%s\",\"code\":\"%s\"}".formatted(state, CODE);
        int asked = PLATFORM.getAllServeEvents().size();

        var colleague = door().as(Role.OWNER, workspace).post(completed(), body);
        var elsewhere = door().as(member, Role.OWNER, Ids.next()).post(completed(), body);

        assertThat(colleague.problem()).isEqualTo("connect-state-invalid");
        assertThat(elsewhere.problem()).isEqualTo("connect-state-invalid");
        assertThat(complete("invented", CODE).problem()).isEqualTo("connect-state-invalid");
        assertThat(PLATFORM.getAllServeEvents()).hasSize(asked);
        var back = complete(state, CODE);
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        var attempt = "/api/v1/feeds/connect/attempts/" + back.json().path("id").asString();
        assertThat(door().as(Role.OWNER, workspace).get(attempt).status()).isEqualTo(404);
        assertThat(door().as(Role.OWNER, workspace).post(attempt + "/choose", choose()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "user_cancelled_login", "user_cancelled_authorize"})
    void aPersonWhoDeclinesIsNotTakenForAFault(String error) {
        consents();
        var state = state(begin());
        int asked = PLATFORM.getAllServeEvents().size();

        var back =
                owner().post(
                                completed(),
                                "{\"state\":\"%s\",\"error\":\"%s\",\"errorDescription\":\"No\"}"
                                        .formatted(state, error));

        assertThat(back.status()).isEqualTo(422);
        assertThat(back.problem()).isEqualTo("connect-declined");
        assertThat(PLATFORM.getAllServeEvents()).hasSize(asked);
        assertThat(complete(state, CODE).problem()).isEqualTo("connect-state-invalid");
    }

    @Test
    void whatWasWithheldIsNamed() {
        withholds(needed());

        var back = complete(state(begin()), CODE);

        assertThat(back.status()).as(back.text()).isEqualTo(422);
        assertThat(back.problem()).isEqualTo("connect-scopes-missing");
        assertThat(back.json().path("missing").valueStream().map(JsonNode::asString))
                .containsExactly(needed());
    }

    @Test
    void aCodeThatIsNoneIsRefusedInThePlatformsWords() {
        consents();
        PLATFORM.stubFor(exchange().willReturn(codeRefused()));

        var back = complete(state(begin()), CODE);

        assertThat(back.status()).isEqualTo(422);
        assertThat(back.problem()).isEqualTo("connect-refused");
        assertThat(back.json().path("detail").asString()).contains("code");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aPlatformThatCannotAnswerIsSaidToBeUnreachable(int status) {
        consents();
        PLATFORM.stubFor(exchange().willReturn(aResponse().withStatus(status).withBody("busy")));

        unreachable(complete(state(begin()), CODE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER"})
    void aConnectionThatBreaksSaysNothingAboutTheCode(Fault fault) {
        consents();
        PLATFORM.stubFor(exchange().willReturn(aResponse().withFault(fault)));

        unreachable(complete(state(begin()), CODE));
    }

    @Test
    void aPlatformThatIsSilentIsNotWaitedForLong() {
        consents();
        PLATFORM.stubFor(exchange().willReturn(okJson("{}").withFixedDelay(2_500)));

        unreachable(complete(state(begin()), CODE));
    }

    @Test
    void anAnswerThatIsNoTokenConnectsNothing() {
        consents();
        PLATFORM.stubFor(exchange().willReturn(okJson("{\"access_token\":\"\"}")));

        unreachable(complete(state(begin()), CODE));
    }

    @Test
    void secretsAreNeitherShownNorLoggedNorStoredInPlain(CapturedOutput output) {
        consents();
        var begun = begin();
        var state = state(begun);
        var before = Stored.everything(redis);
        var back = complete(state, CODE);
        var between = Stored.everything(redis);
        var chosen = owner().post(attempt(back) + "/choose", choose());
        PLATFORM.stubFor(exchange().willReturn(codeRefused()));
        var refused = complete(state(begin()), CODE);

        assertThat(back.text() + chosen.text() + refused.text())
                .doesNotContain(CODE, TOKEN, REFRESH, SECRET);
        assertThat(output.getAll()).doesNotContain(CODE, TOKEN, REFRESH, SECRET, state);
        assertThat(before).contains("connect-state").doesNotContain(state, CODE, SECRET);
        assertThat(between)
                .contains("connect-attempt")
                .doesNotContain(CODE, TOKEN, REFRESH, SECRET, state);
        assertThat(Stored.everything(redis)).doesNotContain(CODE, TOKEN, REFRESH, SECRET, state);
    }

    @Test
    void onlyAnOwnerConnects() {
        var editor = door().as(Role.EDITOR, workspace);

        assertThat(editor.post(connect(), wish()).status()).isEqualTo(403);
        assertThat(editor.post(completed(), "{\"state\":\"s\",\"code\":\"c\"}").status())
                .isEqualTo(403);
        PLATFORM.verify(0, anyRequestedFor(anyUrl()));
    }

    private void unreachable(Door.Answer back) {
        assertThat(back.status()).as(back.text()).isEqualTo(422);
        assertThat(back.problem()).isEqualTo("platform-unreachable");
        assertThat(owner().get("/api/v1/feeds").json().path("items").size()).isZero();
    }

    private JsonNode connected() {
        return chosen(complete(state(begin()), CODE));
    }

    private JsonNode chosen(Door.Answer back) {
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        var chosen = owner().post(attempt(back) + "/choose", choose());
        assertThat(chosen.status()).as(chosen.text()).isEqualTo(201);
        return chosen.json().path("items").get(0);
    }

    private JsonNode choice(JsonNode attempt) {
        return attempt.path("choices")
                .valueStream()
                .filter(choice -> choice.path("id").asString().equals(account().getKey()))
                .findFirst()
                .orElseThrow();
    }

    private String choose() {
        return "{\"choices\":[\"%s\"]}".formatted(account().getKey());
    }

    private static String attempt(Door.Answer back) {
        return "/api/v1/feeds/connect/attempts/" + back.json().path("id").asString();
    }

    private String connect() {
        return "/api/v1/feeds/connect/" + platform();
    }

    private static String completed() {
        return "/api/v1/feeds/connect/complete";
    }

    private Door.Answer begin() {
        return owner().post(connect(), wish());
    }

    private Door.Answer complete(String state, String code) {
        return owner().post(
                        completed(), "{\"state\":\"%s\",\"code\":\"%s\"}".formatted(state, code));
    }

    private Door.Client owner() {
        return door().as(member, Role.OWNER, workspace);
    }

    private Door door() {
        return new Door(port, septet.data());
    }

    private static String state(Door.Answer begun) {
        return Objects.requireNonNull(question(begun).get("state"));
    }

    private static Map<String, String> question(Door.Answer begun) {
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return form(
                Objects.requireNonNull(
                        URI.create(begun.json().path("authorizeUrl").asString()).getRawQuery()));
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> (pair + "=").split("=", -1))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                (one, other) -> one));
    }

    /** A good answer to everything that is read at this path. */
    protected static void answers(String path, String json) {
        PLATFORM.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(json)));
    }

    /** The same from a recorded body. */
    protected static void recorded(String path, String file) {
        try (var in = ConsentContract.class.getResourceAsStream("/platforms/" + file)) {
            answers(
                    path,
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything else is not there. */
    protected static void nothingElse() {
        PLATFORM.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
    }
}
