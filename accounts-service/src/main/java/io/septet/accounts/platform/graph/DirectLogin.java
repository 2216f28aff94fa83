package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.Renewal;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.oauth.App;
import io.septet.accounts.platform.oauth.Scopes;
import io.septet.accounts.platform.oauth.TokenEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Consent at Instagram or at Threads, which need no Facebook page: one login is one account. The
 * token of a code lasts an hour and is changed at once for one of 60 days, which renews itself for
 * as long as it is at least a day old and has not ended.
 */
public final class DirectLogin implements Consent {
    private static final Duration AHEAD = Duration.ofDays(15);
    private static final Duration YOUNGEST = Duration.ofHours(24);

    private final App app;
    private final URI tokenUrl;
    private final URI baseUrl;
    private final Brand brand;
    private final Platform platform;
    private final TokenEndpoint tokens;

    /**
     * In what the two differ.
     *
     * @param name as people write it
     * @param prefix with which its grants begin: {@code ig} or {@code th}
     * @param scopes all that is needed
     */
    public record Brand(String name, String prefix, List<String> scopes) {}

    /**
     * @param tokenUrl where a code becomes a token
     * @param baseUrl where the API answers, with its version; tokens are changed beside it
     * @param platform tells whose a token is
     */
    public DirectLogin(
            App app,
            URI tokenUrl,
            URI baseUrl,
            Brand brand,
            Platform platform,
            Outbound outbound,
            Clock clock) {
        this.app = app;
        this.tokenUrl = tokenUrl;
        this.baseUrl = baseUrl;
        this.brand = brand;
        this.platform = platform;
        this.tokens = new TokenEndpoint(outbound, brand.name(), clock);
    }

    @Override
    public String platform() {
        return platform.capabilities().id();
    }

    @Override
    public boolean fetchesPictures() {
        return true;
    }

    @Override
    public List<String> missing() {
        return app.missing();
    }

    @Override
    public URI authorize(Question question) {
        return app.authorize(
                Map.of(
                        "redirect_uri", question.redirectUri().toString(),
                        "scope", String.join(",", brand.scopes()),
                        "state", question.state()));
    }

    @Override
    public Credential exchange(Answer answer) {
        var form =
                Map.of(
                        "grant_type", "authorization_code",
                        "code", answer.code(),
                        "redirect_uri", answer.redirectUri().toString(),
                        "client_id", app.id(),
                        "client_secret", app.secret());
        var first = tokens.post(tokenUrl, null, form).granted();
        Scopes.complete(brand.name(), first, brand.scopes());
        var lasting =
                tokens.get(
                                baseUrl.resolve("access_token"),
                                Map.of(
                                        "grant_type", brand.prefix() + "_exchange_token",
                                        "client_secret", app.secret(),
                                        "access_token", first.accessToken()))
                        .granted();
        if (first.scopes().isEmpty()) {
            inspect(lasting);
        }
        return lasting;
    }

    /** Where the answer to a code does not tell what was granted, asking may. */
    private void inspect(Credential login) {
        var reply =
                tokens.json(
                        URI.create(baseUrl + "/debug_token"),
                        Map.of("input_token", login.accessToken()),
                        login.accessToken());
        if (reply instanceof Answered answer && answer.ok()) {
            answer.json()
                    .map(json -> json.at("/data/scopes"))
                    .filter(JsonNode::isArray)
                    .ifPresent(list ->
                            Scopes.complete(
                                    brand.name(),
                                    list.valueStream().map(JsonNode::asString).toList(),
                                    brand.scopes()));
        }
    }

    @Override
    public List<Choice> choices(Credential opened, @Nullable URI server) {
        var account = platform.connect(new ConnectRequest(opened.accessToken(), null, null));
        return List.of(new Choice(Choice.Kind.ACCOUNT, account, opened));
    }

    /** Never for one that was brought by hand. */
    @Override
    public @Nullable Instant renewAt(Credential credential) {
        var end = credential.expiresAt();
        var since = credential.obtainedAt();
        if (end == null || since == null) {
            return null;
        }
        var ahead = end.minus(AHEAD);
        var youngest = since.plus(YOUNGEST);
        return ahead.isBefore(youngest) ? youngest : ahead;
    }

    @Override
    public Renewal renew(Credential credential) {
        return tokens.get(
                        baseUrl.resolve("refresh_access_token"),
                        Map.of(
                                "grant_type",
                                brand.prefix() + "_refresh_token",
                                "access_token",
                                credential.accessToken()))
                .renewal();
    }
}
