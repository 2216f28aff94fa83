package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** Signing in with the organisation's provider, which is played by WireMock. */
class ProviderIT extends GatewayTest {
    private static final WireMockServer PROVIDER =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private static final RSAKey KEY = key("k1");

    static {
        PROVIDER.start();
    }

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("septet.sign-in.provider.issuer", PROVIDER::baseUrl);
        properties.add("septet.sign-in.provider.client-id", () -> "septet");
        properties.add("septet.sign-in.provider.client-secret", () -> "canary-client-secret");
        properties.add("septet.sign-in.provider.name", () -> "Harbour Media");
        properties.add("septet.public-url", () -> "https://septet.example");
    }

    @BeforeEach
    void theProviderIsWell() {
        redis.delete(redis.keys("gateway:*"));
        PROVIDER.resetAll();
        var at = PROVIDER.baseUrl();
        PROVIDER.stubFor(
                get("/.well-known/openid-configuration")
                        .willReturn(
                                okJson(
                                        """
                                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",
                                         "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
                                         "response_types_supported":["code"],
                                         "subject_types_supported":["public"],
                                         "id_token_signing_alg_values_supported":["RS256"]}\
                                        """
                                                .formatted(at))));
        PROVIDER.stubFor(get("/keys").willReturn(okJson(new JWKSet(KEY.toPublicJWK()).toString())));
        ACCOUNTS.stubFor(post("/internal/v1/sign-in/provider").willReturn(okJson(mei("OWNER"))));
    }

    /** A sign-in that a browser has begun: what the provider was told. */
    private record Begun(Browser browser, Map<String, String> told) {
        String told(String name) {
            return Objects.requireNonNull(told.get(name), name);
        }

        Browser.Answer back(String code) {
            return back(code, told("state"));
        }

        Browser.Answer back(String code, String state) {
            return browser.get("/sign-in/provider/callback?code=" + code + "&state=" + state);
        }
    }

    @Test
    void whoTheProviderVouchesForGetsASessionOfTheOrdinaryKind() {
        var begun = begin("/posts?state=draft");
        answer(begun, claims -> claims.claim("amr", List.of("pwd")));

        var back = begun.back("good");

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location")).isEqualTo("/posts?state=draft");
        assertThat(begun.browser().get("/api/v1/session").json().at("/member/name").stringValue())
                .isEqualTo("Mei");
        assertThat(back.response().headers().allValues("Set-Cookie"))
                .anyMatch(one -> one.startsWith("SEPTET_SESSION=") && one.contains("HttpOnly"))
                .anyMatch(one -> one.startsWith("XSRF-TOKEN="));
        ACCOUNTS.verify(
                postRequestedFor(urlEqualTo("/internal/v1/sign-in/provider"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"email":"mei@example.com","name":"Mei","groups":["editors"],
                                         "factors":false,"address":"127.0.0.1"}\
                                        """)));
        var key = redis.keys("gateway:session:sessions:*").iterator().next();
        assertThat(redis.opsForHash().keys(key))
                .as("nothing of the provider's")
                .containsExactlyInAnyOrder(
                        "creationTime",
                        "lastAccessedTime",
                        "maxInactiveInterval",
                        "sessionAttr:member",
                        "sessionAttr:epoch",
                        "sessionAttr:address",
                        "sessionAttr:agent");
    }

    @Test
    void theProviderIsToldWhatItCanHoldTheCodeAgainst() throws Exception {
        var begun = begin("/");
        answer(begun, it -> it);
        begun.back("good");

        assertThat(begun.told())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "septet")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://septet.example/sign-in/provider/callback")
                .containsKeys("state", "nonce");
        var asked = PROVIDER.findAll(postRequestedFor(urlEqualTo("/token"))).getFirst();
        var form =
                UriComponentsBuilder.fromUriString("/?" + asked.getBodyAsString())
                        .build()
                        .getQueryParams();
        var verifier = Objects.requireNonNull(form.getFirst("code_verifier"));
        assertThat(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(
                                                        verifier.getBytes(
                                                                StandardCharsets.US_ASCII))))
                .isEqualTo(begun.told("code_challenge"));
        assertThat(asked.getHeader("Authorization")).startsWith("Basic ");
    }

    @Test
    void theSessionThatWasThereIsNotGoneOnWith() {
        var browser = signedIn();
        var before = browser.cookies.get("SEPTET_SESSION");
        var token = browser.cookies.get("XSRF-TOKEN");
        var begun = begin(browser, "/");
        answer(begun, it -> it);

        begun.back("good");

        assertThat(browser.cookies.get("SEPTET_SESSION")).isNotEqualTo(before);
        assertThat(browser.cookies.get("XSRF-TOKEN")).isNotEqualTo(token);
        browser.cookies.put("SEPTET_SESSION", Objects.requireNonNull(before));
        assertThat(browser.get("/api/v1/session").problem()).isEqualTo("not-signed-in");
    }

    @Test
    void whatComesBackIsTakenOnceAndInTheBrowserThatBeganIt() {
        var begun = begin("/");
        answer(begun, it -> it);
        assertThat(refusal(begun.back("good", "another-state"))).isEqualTo("sign-in-stale");
        assertThat(refusal(new Begun(browser(), begun.told()).back("good")))
                .as("another browser")
                .isEqualTo("sign-in-stale");
        assertThat(refusal(begun.back("good"))).as("used by that").isEqualTo("sign-in-stale");

        var another = begin("/");
        answer(another, it -> it);
        assertThat(refusal(new Begun(begin("/").browser(), another.told()).back("good")))
                .as("a browser that has begun one too")
                .isEqualTo("sign-in-stale");

        var second = begin("/");
        answer(second, it -> it);
        assertThat(second.back("good").header("Location")).isEqualTo("/");
        second.browser().cookies.remove("SEPTET_SESSION");
        assertThat(refusal(second.back("good"))).as("again").isEqualTo("sign-in-stale");
        assertThat(redis.keys("gateway:session:sessions:*")).hasSize(1);
    }

    @Test
    void whatIsPendingIsKeptForTenMinutesAndFromScripts() {
        var begun = browser().get("/sign-in/provider?to=/");

        assertThat(begun.header("Set-Cookie"))
                .startsWith("SEPTET_PENDING=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/sign-in/provider", "Max-Age=600");
        assertThat(redis.keys("gateway:sign-in:*"))
                .isNotEmpty()
                .allMatch(key -> redis.getExpire(key) > 0 && redis.getExpire(key) <= 600);
    }

    @Test
    void aCodeThatWasUsedIsRefusedByTheProvider() {
        var begun = begin("/");
        PROVIDER.stubFor(
                post("/token").willReturn(jsonResponse("{\"error\":\"invalid_grant\"}", 400)));

        assertThat(refusal(begun.back("used"))).isEqualTo("sign-in-stale");
    }

    @Test
    void aTokenThatIsNotForThisSignInIsNotTrusted() {
        var now = Instant.now();
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> lies =
                Map.of(
                        "nonce", it -> it.claim("nonce", "of-another-sign-in"),
                        "no nonce", it -> it.claim("nonce", null),
                        "audience", it -> it.audience("somebody-else"),
                        "issuer", it -> it.issuer("https://elsewhere.example"),
                        "expired", it -> it.expirationTime(Date.from(now.minusSeconds(600))),
                        "party", it -> it.audience(List.of("septet", "x")).claim("azp", "x"));
        lies.forEach((what, lie) -> {
            var begun = begin("/");
            answer(begun, lie);

            assertThat(refusal(begun.back("good"))).as(what).isEqualTo("sign-in-not-trusted");
        });
        ACCOUNTS.verify(0, postRequestedFor(urlEqualTo("/internal/v1/sign-in/provider")));
        assertThat(redis.keys("gateway:session:sessions:*")).isEmpty();
    }

    @Test
    void aTokenThatTheProviderHasNotSignedIsNotTrusted() throws Exception {
        var begun = begin("/");
        token(signed(begun, key("k1"), it -> it));
        assertThat(refusal(begun.back("good"))).as("key").isEqualTo("sign-in-not-trusted");

        var second = begin("/");
        token(new PlainJWT(claims(second, it -> it)).serialize());
        assertThat(refusal(second.back("good"))).as("none").isEqualTo("sign-in-not-trusted");
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedIsNobodys() {
        for (var verified : new Boolean[] {false, null}) {
            var begun = begin("/");
            answer(begun, it -> it.claim("email_verified", verified));
            assertThat(refusal(begun.back("good"))).isEqualTo("sign-in-mail-unverified");
        }
        ACCOUNTS.verify(0, postRequestedFor(urlEqualTo("/internal/v1/sign-in/provider")));
    }

    @Test
    void whatAccountsSaysAgainstItIsShown() {
        for (var type : new String[] {"sign-in-no-role", "sign-in-second-factor"}) {
            ACCOUNTS.stubFor(post("/internal/v1/sign-in/provider").willReturn(problem(403, type)));
            var begun = begin("/");
            answer(begun, it -> it);

            assertThat(refusal(begun.back("good"))).isEqualTo(type);
        }
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in/provider")
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        var begun = begin("/");
        answer(begun, it -> it);
        assertThat(refusal(begun.back("good"))).isEqualTo("service-unavailable");
    }

    @Test
    void aProviderThatIsAwayIsSaidToBe() {
        var begun = begin("/");
        PROVIDER.stubFor(post("/token").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(refusal(begun.back("good"))).isEqualTo("sign-in-provider-away");

        var declined = begin("/");
        assertThat(
                        refusal(
                                declined.browser()
                                        .get(
                                                "/sign-in/provider/callback?error=access_denied&state="
                                                        + declined.told("state"))))
                .isEqualTo("sign-in-declined");
        assertThat(refusal(browser().get("/sign-in/provider/callback"))).isEqualTo("sign-in-stale");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/",
                "//elsewhere.example",
                "/\\elsewhere.example",
                "/%09/elsewhere.example",
                "javascript:alert(1)",
                "posts",
                "/posts%0d%0aSet-Cookie:a=b",
                ""
            })
    void afterwardsOneIsOnAnOwnScreen(String to) {
        var begun = begin(to);
        answer(begun, it -> it);

        assertThat(begun.back("good").header("Location")).isEqualTo("/");
    }

    @Test
    void aSecondFactorThatTheProviderSawOpensWhatAsksForOne() {
        var closed =
                mei("OWNER").replace("\"role\":\"OWNER\"", "\"role\":\"OWNER\",\"closed\":true");
        ACCOUNTS.stubFor(post("/internal/v1/sign-in/provider").willReturn(okJson(closed)));
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(closed)));
        var without = begin("/");
        answer(without, it -> it.claim("amr", List.of("pwd")));
        without.back("good");
        assertThat(without.browser().get("/api/v1/posts").problem())
                .isEqualTo("second-factor-needed");

        var with = begin("/");
        answer(with, it -> it.claim("amr", List.of("pwd", "mfa")));
        with.back("good");

        assertThat(with.browser().get("/api/v1/posts").status()).isEqualTo(200);
        assertThat(with.browser().get("/api/v1/session").json().at("/workspace/closed").asBoolean())
                .isFalse();
    }

    @Test
    void theScreenIsToldOfIt() {
        assertThat(browser().get("/api/v1/session/ways").json().at("/provider/name").stringValue())
                .isEqualTo("Harbour Media");
    }

    private Begun begin(String to) {
        return begin(browser(), to);
    }

    private static Begun begin(Browser browser, String to) {
        var sent = browser.get("/sign-in/provider?to=" + to.replace("\\", "%5C"));
        assertThat(sent.status()).as(sent.response().body()).isEqualTo(302);
        var query =
                UriComponentsBuilder.fromUri(URI.create(sent.header("Location")))
                        .build()
                        .getQueryParams()
                        .toSingleValueMap();
        query.replaceAll(
                (name, value) -> java.net.URLDecoder.decode(value, StandardCharsets.UTF_8));
        return new Begun(browser, query);
    }

    private static String refusal(Browser.Answer answer) {
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("SEPTET_SESSION"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith("/sign-in?problem=");
        return answer.header("Location").substring("/sign-in?problem=".length());
    }

    private static void answer(Begun begun, UnaryOperator<JWTClaimsSet.Builder> change) {
        token(signed(begun, KEY, change));
    }

    private static void token(String id) {
        PROVIDER.stubFor(
                post("/token")
                        .inScenario(id)
                        .whenScenarioStateIs(STARTED)
                        .withRequestBody(containing("code=good"))
                        .willReturn(
                                okJson(
                                        """
                                        {"access_token":"canary-access","token_type":"Bearer",
                                         "expires_in":60,"id_token":"%s"}\
                                        """
                                                .formatted(id))));
    }

    private static String signed(
            Begun begun, RSAKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims(begun, change));
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(Begun begun, UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        return change.apply(
                        new JWTClaimsSet.Builder()
                                .issuer(PROVIDER.baseUrl())
                                .subject("8c2f")
                                .audience("septet")
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(60)))
                                .claim("nonce", begun.told("nonce"))
                                .claim("name", "Mei")
                                .claim("email", "mei@example.com")
                                .claim("email_verified", true)
                                .claim("groups", List.of("editors")))
                .build();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
