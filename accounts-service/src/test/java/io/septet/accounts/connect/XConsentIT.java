package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

class XConsentIT extends ConsentContract {
    private static final String SCOPES =
            "tweet.read tweet.write users.read media.write offline.access";

    @Override
    protected String platform() {
        return "x";
    }

    @Override
    protected MappingBuilder exchange() {
        return post("/x/token")
                .withBasicAuth(CLIENT, SECRET)
                .withRequestBody(containing("grant_type=authorization_code"))
                .withRequestBody(containing("code=" + CODE));
    }

    @Override
    protected void consents() {
        granted(SCOPES);
    }

    private void granted(String scopes) {
        PLATFORM.stubFor(
                exchange()
                        .willReturn(
                                okJson(
                                        """
                                        {"token_type":"bearer","expires_in":7200,"access_token":"%s",
                                         "scope":"%s","refresh_token":"%s"}\
                                        """
                                                .formatted(TOKEN, scopes, REFRESH))));
        recorded("/x/v1/2/users/me", "x/me.json");
    }

    @Override
    protected void withholds(String scope) {
        granted(SCOPES.replace(scope, "").replace("  ", " "));
    }

    @Override
    protected String needed() {
        return "media.write";
    }

    @Override
    protected ResponseDefinitionBuilder codeRefused() {
        return aResponse()
                .withStatus(400)
                .withBody(
                        """
                        {"error":"invalid_request",
                         "error_description":"Value passed for the authorization code was invalid."}\
                        """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("2244994945", "X Dev");
    }

    @Override
    protected boolean challenged() {
        return true;
    }
}
