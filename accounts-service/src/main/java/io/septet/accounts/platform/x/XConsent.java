package io.septet.accounts.platform.x;

import io.septet.accounts.platform.Choice;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Consent at X. An access token lasts two hours; each refresh token works once and brings the next,
 * so that one whose answer was lost is gone.
 */
@Component
public class XConsent implements Consent {
    private static final List<String> SCOPES =
            List.of("tweet.read", "tweet.write", "users.read", "media.write", "offline.access");

    /** Long enough to get over a platform's bad half hour. */
    private static final Duration AHEAD = Duration.ofMinutes(40);

    private final App app;
    private final URI tokenUrl;
    private final TokenEndpoint tokens;
    private final XPlatform platform;

    /**
     * @param platform tells whose a token is
     */
    public XConsent(XApp settings, XPlatform platform, Outbound outbound, Clock clock) {
        this.app = settings.app();
        this.tokenUrl = settings.tokenUrl();
        this.tokens = new TokenEndpoint(outbound, "X", clock);
        this.platform = platform;
    }

    @Override
    public String platform() {
        return "x";
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
                        "scope", String.join(" ", SCOPES),
                        "state", question.state(),
                        "code_challenge", question.challenge(),
                        "code_challenge_method", "S256"));
    }

    @Override
    public Credential exchange(Answer answer) {
        var reply =
                tokens.post(
                        tokenUrl,
                        app.basic(),
                        Map.of(
                                "grant_type", "authorization_code",
                                "code", answer.code(),
                                "redirect_uri", answer.redirectUri().toString(),
                                "code_verifier", answer.verifier()));
        return Scopes.complete("X", reply.granted(), SCOPES);
    }

    @Override
    public List<Choice> choices(Credential login, @Nullable URI server) {
        var account = platform.connect(new ConnectRequest(login.accessToken(), null, null));
        return List.of(new Choice(Choice.Kind.ACCOUNT, account, login));
    }

    @Override
    public @Nullable Instant renewAt(Credential credential) {
        var end = credential.expiresAt();
        return end == null || credential.refreshToken() == null ? null : end.minus(AHEAD);
    }

    @Override
    public Renewal renew(Credential credential) {
        var form =
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        Objects.requireNonNull(credential.refreshToken()));
        var reply = tokens.post(tokenUrl, app.basic(), form);
        // Without the next refresh token this access would be the last.
        return reply instanceof TokenReply.Granted(var next) && next.refreshToken() == null
                ? new Renewal.Refused("X gave no further refresh token")
                : reply.renewal();
    }
}
