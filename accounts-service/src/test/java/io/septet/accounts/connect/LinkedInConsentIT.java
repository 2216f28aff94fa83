package io.septet.accounts.connect;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

class LinkedInConsentIT extends ConsentContract {
    private static final String SCOPES =
            "openid,profile,w_member_social,w_organization_social,r_organization_social,rw_organization_admin";

    @Override
    protected String platform() {
        return "linkedin";
    }

    @Override
    protected MappingBuilder exchange() {
        return post("/linkedin/token")
                .withRequestBody(containing("client_id=" + CLIENT))
                .withRequestBody(containing("client_secret=" + SECRET))
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
                                        {"access_token":"%s","expires_in":5184000,"scope":"%s",
                                         "refresh_token":"%s","refresh_token_expires_in":31536059}\
                                        """
                                                .formatted(TOKEN, scopes, REFRESH))));
        recorded("/linkedin/v1/v2/userinfo", "linkedin/userinfo.json");
        recorded("/linkedin/v1/rest/organizationAcls", "linkedin/roles.json");
        recorded("/linkedin/v1/rest/organizations/5583111", "linkedin/organization.json");
    }

    @Override
    protected void withholds(String scope) {
        granted(SCOPES.replace("," + scope, ""));
    }

    @Override
    protected String needed() {
        return "w_organization_social";
    }

    @Override
    protected ResponseDefinitionBuilder codeRefused() {
        return aResponse()
                .withStatus(400)
                .withBody(
                        """
                        {"error":"invalid_grant",
                         "error_description":"Unable to retrieve access token: authorization code not found"}\
                        """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("urn:li:organization:5583111", "Jiangcheng International");
    }

    @Override
    protected boolean challenged() {
        return false;
    }
}
