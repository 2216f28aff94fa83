package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.Consent.Answer;
import io.septet.accounts.platform.Consent.Question;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.oauth.App;
import io.septet.accounts.platform.oauth.Scopes;
import io.septet.accounts.platform.oauth.TokenEndpoint;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A person's login. Her token is changed at once for one of 60 days; the tokens of her pages, drawn
 * from that one, do not end by time.
 */
final class FacebookLogin {
    private final App app;
    private final URI tokenUrl;
    private final URI baseUrl;
    private final List<String> scopes;
    private final TokenEndpoint tokens;

    /**
     * @param baseUrl where the Graph API answers, with its version
     * @param scopes all that is needed
     */
    FacebookLogin(
            FacebookApp settings,
            URI baseUrl,
            List<String> scopes,
            Outbound outbound,
            Clock clock) {
        this.app = settings.app();
        this.tokenUrl = settings.tokenUrl();
        this.baseUrl = baseUrl;
        this.scopes = scopes;
        this.tokens = new TokenEndpoint(outbound, "Facebook", clock);
    }

    /** The settings that are missing. */
    List<String> missing() {
        return app.missing();
    }

    /** The page that asks. */
    URI authorize(Question question) {
        return app.authorize(
                Map.of(
                        "redirect_uri", question.redirectUri().toString(),
                        "scope", String.join(",", scopes),
                        "state", question.state()));
    }

    /** The person's lasting token. */
    Credential exchange(Answer answer) {
        var first =
                tokens.get(
                                tokenUrl,
                                Map.of(
                                        "client_id", app.id(),
                                        "client_secret", app.secret(),
                                        "redirect_uri", answer.redirectUri().toString(),
                                        "code", answer.code()))
                        .granted();
        var lasting =
                tokens.get(
                                tokenUrl,
                                Map.of(
                                        "grant_type", "fb_exchange_token",
                                        "client_id", app.id(),
                                        "client_secret", app.secret(),
                                        "fb_exchange_token", first.accessToken()))
                        .granted();
        granted(lasting);
        return lasting;
    }

    /** People can take single permissions out of the dialog. */
    private void granted(Credential login) {
        var reply =
                tokens.json(URI.create(baseUrl + "/me/permissions"), Map.of(), login.accessToken());
        if (reply instanceof Answered answer && answer.ok()) {
            answer.json()
                    .map(json -> json.path("data"))
                    .filter(JsonNode::isArray)
                    .ifPresent(list ->
                            Scopes.complete(
                                    "Facebook",
                                    list.valueStream()
                                            .filter(entry ->
                                                    "granted"
                                                            .equals(
                                                                    entry.path("status")
                                                                            .asString("")))
                                            .map(entry -> entry.path("permission").asString(""))
                                            .toList(),
                                    scopes));
        }
    }
}
