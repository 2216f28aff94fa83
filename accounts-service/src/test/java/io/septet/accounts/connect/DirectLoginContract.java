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
import java.util.Locale;

/** What Instagram and Threads share in their consent, whose answers differ a little. */
abstract class DirectLoginContract extends ConsentContract {
    private final String platform;
    private final String prefix;
    private final List<String> scopes;

    /**
     * @param prefix with which its grants begin
     * @param scopes all that is needed
     */
    DirectLoginContract(String platform, String prefix, List<String> scopes) {
        this.platform = platform;
        this.prefix = prefix;
        this.scopes = scopes;
    }

    /**
     * What the answer to a code says besides the token.
     *
     * @param granted scopes as a JSON array
     */
    abstract String told(String granted);

    /** Good answers to what is asked with the lasting token. */
    abstract void opens(String granted);

    @Override
    protected String platform() {
        return platform;
    }

    @Override
    protected MappingBuilder exchange() {
        return post("/" + platform + "/token")
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
                scopes.stream()
                        .filter(one -> !one.equals(scope))
                        .map(one -> '"' + one + '"')
                        .toList()
                        .toString();
        PLATFORM.stubFor(
                exchange()
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"short\",\"user_id\":17841405793187218%s}"
                                                .formatted(told(granted)))));
        PLATFORM.stubFor(
                get(urlPathEqualTo("/" + platform + "/access_token"))
                        .withQueryParam("grant_type", equalTo(prefix + "_exchange_token"))
                        .withQueryParam("access_token", equalTo("short"))
                        .withQueryParam("client_secret", equalTo(SECRET))
                        .willReturn(
                                okJson(
                                        "{\"access_token\":\"%s\",\"expires_in\":5183944}"
                                                .formatted(
                                                        prefix.toUpperCase(Locale.ROOT) + TOKEN))));
        opens(granted);
    }

    @Override
    protected String needed() {
        return scopes.get(1);
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
    protected boolean challenged() {
        return false;
    }
}
