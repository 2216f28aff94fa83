package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.septet.kit.SeptetProperties;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running gateway between a browser and three services that are played by WireMock. */
@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "septet.gateway.body-limit=100KB",
            "septet.gateway.media-limit=1MB",
            "septet.gateway.read=5s",
            // By another name, so that a test can say otherwise.
            "septet.accounts-url=${test.accounts}",
            "septet.scheduler-url=${test.scheduler}",
            "septet.analytics-url=${test.analytics}",
            "septet.gateway.stream-life=8s"
        })
abstract class GatewayTest {
    static final WireMockServer ACCOUNTS = service();
    static final WireMockServer SCHEDULER = service();
    static final WireMockServer ANALYTICS = service();

    static final String MEMBER = "01990000-0000-7000-8000-000000000001";
    static final String DESK = "01990000-0000-7000-8000-00000000000a";
    static final String CULTURE = "01990000-0000-7000-8000-00000000000b";
    static final String TOKEN = "spt_good-one";

    @LocalServerPort int port;
    @Autowired SeptetProperties septet;
    @Autowired StringRedisTemplate redis;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("test.accounts", ACCOUNTS::baseUrl);
        properties.add("test.scheduler", SCHEDULER::baseUrl);
        properties.add("test.analytics", ANALYTICS::baseUrl);
    }

    @BeforeEach
    void everybodyIsWell() {
        for (var service : new WireMockServer[] {ACCOUNTS, SCHEDULER, ANALYTICS}) {
            service.resetAll();
            service.stubFor(
                    any(anyUrl())
                            .atPriority(10)
                            .willReturn(okJson("{\"items\":[],\"next\":null}")));
        }
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .atPriority(9)
                        .willReturn(problem(401, "sign-in-failed")));
        ACCOUNTS.stubFor(
                post("/internal/v1/sign-in")
                        .withRequestBody(
                                equalToJson(
                                        "{\"email\":\"mei@example.com\",\"password\":\"right\",\"address\":\"${json-unit.any-string}\"}"))
                        .willReturn(okJson(mei("OWNER"))));
        ACCOUNTS.stubFor(get("/internal/v1/members/" + MEMBER).willReturn(okJson(mei("OWNER"))));
        ACCOUNTS.stubFor(
                post("/internal/v1/tokens/verify")
                        .atPriority(9)
                        .willReturn(problem(401, "not-signed-in")));
        ACCOUNTS.stubFor(
                post("/internal/v1/tokens/verify")
                        .withRequestBody(
                                equalToJson(
                                        "{\"token\":\"" + TOKEN + "\",\"address\":\"127.0.0.1\"}"))
                        .willReturn(
                                okJson(
                                        """
                                        {"member":{"id":"%s","name":"Mei","email":"mei@example.com"},
                                         "workspace":{"id":"%s","name":"Desk","role":"EDITOR","zone":"Asia/Shanghai"},
                                         "expires":"2030-01-01T00:00:00Z"}\
                                        """
                                                .formatted(MEMBER, DESK))));
    }

    /** Mei as accounts-service answers: with this role in the first of her two workspaces. */
    static String mei(String role) {
        return """
        {"member":{"id":"%s","name":"Mei","email":"mei@example.com","later":"field"},
         "workspaces":[
          {"id":"%s","name":"Desk","role":"%s","zone":"Asia/Shanghai"},
          {"id":"%s","name":"Culture","role":"VIEWER","zone":"Europe/Paris"}]}\
        """
                .formatted(MEMBER, DESK, role, CULTURE);
    }

    static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder problem(
            int status, String type) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"type\":\"/problems/%s\",\"status\":%d}".formatted(type, status));
    }

    /** A browser nobody has signed in with. */
    Browser browser() {
        return new Browser(port);
    }

    /** A browser in which Mei has signed in. */
    Browser signedIn() {
        var browser = new Browser(port);
        var answer = browser.signIn("mei@example.com", "right");
        if (answer.status() != 200) {
            throw new AssertionError("Not signed in: " + answer.response().body());
        }
        return browser;
    }

    /** Who the internal token in a request to a service says is asking. */
    Caller caller(LoggedRequest request, String audience) {
        var header = request.getHeader("Authorization");
        return new InternalTokens(
                        new KeyRing(septet.data().resolve("keys"), audience), Clock.systemUTC())
                .verify(header.substring("Bearer ".length()), audience)
                .orElseThrow(() -> new AssertionError("not a good token: " + header));
    }

    private static WireMockServer service() {
        var server = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        return server;
    }
}
