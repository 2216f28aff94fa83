package io.septet.accounts.platform.linkedin;

import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Renewal;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.oauth.App;
import io.septet.accounts.platform.oauth.Scopes;
import io.septet.accounts.platform.oauth.TokenEndpoint;
import io.septet.accounts.platform.oauth.TokenReply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Consent at LinkedIn. An access token lasts 60 days; only some apps are given a refresh token,
 * which stays the same and ends a year after the consent, however often it is used.
 */
@Component
public class LinkedInConsent implements Consent {
    private static final String FOR_MEMBERS = "w_member_social";
    private static final String FOR_ORGANIZATIONS = "w_organization_social";
    private static final Duration AHEAD = Duration.ofDays(10);

    private final App app;
    private final URI tokenUrl;
    private final List<String> scopes;
    private final TokenEndpoint tokens;
    private final LinkedInPlatform platform;
    private final LinkedInAccounts accounts;

    /**
     * @param platform tells whose a token is
     */
    public LinkedInConsent(
            LinkedInApp settings,
            LinkedInProperties properties,
            LinkedInPlatform platform,
            Outbound outbound,
            Clock clock) {
        this.app = settings.app();
        this.tokenUrl = settings.tokenUrl();
        this.scopes = Scopes.read(settings.scopes());
        this.tokens = new TokenEndpoint(outbound, "LinkedIn", clock);
        this.platform = platform;
        this.accounts =
                new LinkedInAccounts(
                        outbound.at(
                                properties.baseUrl().toString(),
                                Outbound.Use.CALL,
                                LinkedInApi.class),
                        properties,
                        platform::capabilities,
                        clock);
    }

    @Override
    public String platform() {
        return "linkedin";
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
                        "scope", String.join(" ", scopes),
                        "state", question.state()));
    }

    @Override
    public Credential exchange(Answer answer) {
        var reply =
                tokens.post(
                        tokenUrl,
                        null,
                        Map.of(
                                "grant_type", "authorization_code",
                                "code", answer.code(),
                                "redirect_uri", answer.redirectUri().toString(),
                                "client_id", app.id(),
                                "client_secret", app.secret()));
        return Scopes.complete("LinkedIn", reply.granted(), scopes);
    }

    @Override
    public List<Choice> choices(Credential login, @Nullable URI server) {
        var token = login.accessToken();
        var choices = new ArrayList<Choice>();
        if (scopes.contains(FOR_ORGANIZATIONS)) {
            accounts.organizations(token)
                    .forEach(found ->
                            choices.add(new Choice(Choice.Kind.ORGANISATION, found, login)));
        }
        if (scopes.contains(FOR_MEMBERS)) {
            choices.add(
                    new Choice(
                            Choice.Kind.PERSON,
                            platform.connect(new ConnectRequest(token, null, null)),
                            login));
        }
        if (choices.isEmpty()) {
            throw new ConnectRefused("This login may not post for any organisation", false);
        }
        return choices;
    }

    @Override
    public @Nullable Instant renewAt(Credential credential) {
        var end = credential.expiresAt();
        return end == null || credential.refreshToken() == null ? null : end.minus(AHEAD);
    }

    @Override
    public Renewal renew(Credential credential) {
        var refresh = Objects.requireNonNull(credential.refreshToken());
        var reply =
                tokens.post(
                        tokenUrl,
                        null,
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                refresh,
                                "client_id",
                                app.id(),
                                "client_secret",
                                app.secret()));
        return reply instanceof TokenReply.Granted(var next)
                ? new Renewal.Renewed(kept(credential, next))
                : reply.renewal();
    }

    /** The refresh token and its end stay, where the answer does not name them again. */
    private static Credential kept(Credential before, Credential next) {
        return new Credential(
                next.accessToken(),
                Objects.requireNonNullElse(
                        next.refreshToken(), Objects.requireNonNull(before.refreshToken())),
                next.obtainedAt(),
                next.expiresAt(),
                next.refreshExpiresAt() == null
                        ? before.refreshExpiresAt()
                        : next.refreshExpiresAt(),
                next.scopes().isEmpty() ? before.scopes() : next.scopes());
    }
}
