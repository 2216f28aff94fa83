package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class FacebookConsentIT extends ConsentContract {
    private static final List<String> SCOPES =
            List.of(
                    "pages_show_list",
                    "pages_manage_posts",
                    "pages_read_engagement",
                    "read_insights");

    @Override
    protected String platform() {
        return "facebook";
    }

    @Override
    protected MappingBuilder exchange() {
        return get(urlPathEqualTo("/facebook/token"))
                .withQueryParam("client_id", equalTo(CLIENT))
                .withQueryParam("client_secret", equalTo(SECRET))
                .withQueryParam("redirect_uri", equalTo(BACK))
                .withQueryParam("code", equalTo(CODE));
    }

    @Override
    protected void consents() {
        withholds("");
    }

    @Override
    protected void withholds(String scope) {
        PLATFORM.stubFor(
                exchange()
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"short\",\"token_type\":\"bearer\",\"expires_in\":5000}")));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/facebook/token"))
                        .withQueryParam("grant_type", equalTo("fb_exchange_token"))
                        .withQueryParam("fb_exchange_token", equalTo("short"))
                        .withQueryParam("client_secret", equalTo(SECRET))
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"%s\",\"expires_in\":5183944}"
                                                .formatted(REFRESH))));
        var permissions =
                SCOPES.stream()
                        .map(one ->
                                "{\"permission\":\"%s\",\"status\":\"%s\"}"
                                        .formatted(one, one.equals(scope) ? "declined" : "granted"))
                        .collect(Collectors.joining(",", "{\"data\":[", "]}"));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/facebook/v1/me/permissions"))
                        .withHeader("Authorization", equalTo("Bearer " + REFRESH))
                        .willReturn(okJson(permissions)));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/facebook/v1/me/accounts"))
                        .withHeader("Authorization", equalTo("Bearer " + REFRESH))
                        .willReturn(
                                okJson(
                                        """
                                        {"data":[
                                          {"id":"11","name":"Not ours","access_token":"other","tasks":["ANALYZE"]},
                                          {"id":"12","name":"Our page","access_token":"%s",
                                           "tasks":["ANALYZE","CREATE_CONTENT"],
                                           "picture":{"data":{"url":"https://pics.example/12"}}}]}\
                                        """
                                                .formatted(TOKEN))));
    }

    @Override
    protected String needed() {
        return "pages_manage_posts";
    }

    @Override
    protected ResponseDefinitionBuilder codeRefused() {
        return aResponse()
                .withStatus(400)
                .withBody(
                        """
                        {"error":{"message":"This authorization code has been used.",
                         "type":"OAuthException","code":100,"error_subcode":36009}}\
                        """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("12", "Our page");
    }

    @Override
    protected boolean challenged() {
        return false;
    }
}
