package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.Map;

class InstagramConsentIT extends ConsentContract {
    private static final List<String> SCOPES =
            List.of(
                    "instagram_business_basic",
                    "instagram_business_content_publish",
                    "instagram_business_manage_insights");

    @Override
    protected String platform() {
        return "instagram";
    }

    @Override
    protected MappingBuilder exchange() {
        return post("/instagram/token")
                .withRequestBody(containing("client_id=" + CLIENT))
                .withRequestBody(containing("client_secret=" + SECRET))
                .withRequestBody(containing("grant_type=authorization_code"))
                .withRequestBody(containing("code=" + CODE));
    }

    @Override
    protected void consents() {
        withholds("");
    }

    @Override
    protected void withholds(String scope) {
        var granted =
                SCOPES.stream()
                        .filter(one -> !one.equals(scope))
                        .map(one -> '"' + one + '"')
                        .toList();
        PLATFORM.stubFor(
                exchange()
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"short\",\"user_id\":17841405793187218%s}"
                                                .formatted(",\"permissions\":" + granted))));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/instagram/access_token"))
                        .withQueryParam("grant_type", equalTo("ig_exchange_token"))
                        .withQueryParam("access_token", equalTo("short"))
                        .withQueryParam("client_secret", equalTo(SECRET))
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"IG%s\",\"expires_in\":5183944}"
                                                .formatted(TOKEN))));
        answers(
                "/instagram/v1/me",
                """
                {"user_id":"17841405793187218","id":"26","username":"jane","name":"Jane",
                 "profile_picture_url":"https://pics.example/jane"}\
                """);
    }

    @Override
    protected String needed() {
        return SCOPES.get(1);
    }

    @Override
    protected ResponseDefinitionBuilder codeRefused() {
        return aResponse()
                .withStatus(400)
                .withBody(
                        """
                        {"error_type":"OAuthException","code":400,
                         "error_message":"Matching code was not found or was already used"}\
                        """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("17841405793187218", "Jane");
    }

    @Override
    protected boolean challenged() {
        return false;
    }
}
