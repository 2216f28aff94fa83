package io.septet.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
class OpenApiIT extends GatewayTest {

    @Test
    void oneDocumentDescribesTheWholeApi() {
        ACCOUNTS.stubFor(get("/v3/api-docs").willReturn(okJson(document("/api/v1/feeds"))));
        SCHEDULER.stubFor(get("/v3/api-docs").willReturn(okJson(document("/api/v1/posts"))));
        ANALYTICS.stubFor(
                get("/v3/api-docs").willReturn(okJson(document("/api/v1/reports/overview"))));

        var answer = browser().get("/api/v1/openapi.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var whole = answer.json();
        assertThat(whole.path("openapi").stringValue()).startsWith("3.1");
        assertThat(whole.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/session",
                        "/api/v1/outside",
                        "/api/v1/outside/picture",
                        "/api/v1/outside/decision",
                        "/api/v1/session/ways",
                        "/api/v1/session/passkey",
                        "/api/v1/session/passkey/options",
                        "/api/v1/session/password",
                        "/api/v1/sessions",
                        "/api/v1/sessions/{id}",
                        "/api/v1/links",
                        "/api/v1/links/look",
                        "/api/v1/links/use",
                        "/api/v1/feeds",
                        "/api/v1/posts",
                        "/api/v1/reports/overview");
        assertThat(whole.has("x-missing")).isFalse();
    }

    private static String document(String path) {
        return """
        {"openapi":"3.1.0","info":{"title":"one"},"paths":{
          "%s":{"get":{"operationId":"list","responses":{"200":{"description":"OK"}}}},
          "/internal/v1/x":{"get":{"operationId":"hidden","responses":{}}}}}\
        """
                .formatted(path);
    }
}
