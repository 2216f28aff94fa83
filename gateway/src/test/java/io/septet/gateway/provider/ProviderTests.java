package io.septet.gateway.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.septet.kit.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

class ProviderTests {
    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void isAskedAgainUntilItSaysWhatItIs() {
        var provider = provider(null);
        assertThatThrownBy(provider::registration)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("does not answer");

        describe(server.baseUrl());

        assertThat(provider.registration().getProviderDetails().getTokenUri())
                .isEqualTo(server.baseUrl() + "/token");
        assertThat(provider.registration().getClientAuthenticationMethod())
                .as("no secret was given")
                .isEqualTo(ClientAuthenticationMethod.NONE);
        assertThat(provider.registration().getClientSettings().isRequireProofKey()).isTrue();
    }

    @Test
    void isNotAnotherThanItWasSetUpAs() {
        describe("https://elsewhere.example");

        assertThatThrownBy(provider("secret")::registration).isInstanceOf(Problem.class);
    }

    @Test
    void itsSecretIsNotPrinted() {
        assertThat("" + properties("canary-secret")).doesNotContain("canary-secret");
    }

    private Provider provider(@org.jspecify.annotations.Nullable String secret) {
        return new Provider(properties(secret), "https://septet.example/back");
    }

    private ProviderProperties properties(@org.jspecify.annotations.Nullable String secret) {
        return new ProviderProperties(
                server.baseUrl(),
                "septet",
                secret,
                "",
                List.of("openid"),
                "groups",
                List.of("mfa"));
    }

    private void describe(String issuer) {
        server.stubFor(
                get("/.well-known/openid-configuration")
                        .willReturn(
                                okJson(
                                        """
                                        {"issuer":"%1$s","authorization_endpoint":"%2$s/authorize",
                                         "token_endpoint":"%2$s/token","jwks_uri":"%2$s/keys",
                                         "subject_types_supported":["public"]}\
                                        """
                                                .formatted(issuer, server.baseUrl()))));
    }
}
