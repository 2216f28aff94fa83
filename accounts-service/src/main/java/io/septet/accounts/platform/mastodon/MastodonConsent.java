package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import io.septet.accounts.platform.oauth.App;
import io.septet.accounts.platform.oauth.Scopes;
import io.septet.accounts.platform.oauth.TokenEndpoint;
import io.septet.accounts.vault.Sealed;
import io.septet.accounts.vault.Vault;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Consent at any Mastodon server, at which we register by ourselves. Its tokens do not end; servers
 * before 4.3 take no notice of the code challenge.
 */
@Component
public class MastodonConsent implements Consent {
    private final MastodonApps apps;
    private final MastodonPlatform platform;
    private final Clock clock;

    /**
     * @param platform tells whose a token is
     */
    public MastodonConsent(
            MastodonPlatform platform,
            Outbound outbound,
            OutboundProperties properties,
            StringRedisTemplate redis,
            Vault vault,
            Clock clock) {
        this.apps =
                new MastodonApps(
                        outbound.anywhere(Outbound.Use.CALL, MastodonLoginApi.class),
                        new Servers(properties.allowLoopback()),
                        redis,
                        vault);
        this.platform = platform;
        this.clock = clock;
    }

    /** Tells the vault where our registrations lie. */
    @Configuration(proxyBeanMethods = false)
    static class Places {
        @Bean
        Sealed mastodonApps() {
            return MastodonApps.places();
        }
    }

    @Override
    public String platform() {
        return "mastodon";
    }

    @Override
    public boolean asksServer() {
        return true;
    }

    @Override
    public List<String> missing() {
        return List.of();
    }

    @Override
    public URI authorize(Question question) {
        var server = Objects.requireNonNull(question.server());
        var app = apps.known(server, question.redirectUri());
        return new App("mastodon", URI.create(server + "/oauth/authorize"), app.id(), app.secret())
                .authorize(
                        Map.of(
                                "redirect_uri", question.redirectUri().toString(),
                                "scope", MastodonApps.SCOPES,
                                "state", question.state(),
                                "code_challenge", question.challenge(),
                                "code_challenge_method", "S256"));
    }

    @Override
    public Credential exchange(Answer answer) {
        var server = Objects.requireNonNull(answer.server());
        var host = server.getAuthority();
        var app = apps.stored(server, answer.redirectUri()).orElseThrow(() -> forgotten(host));
        var reply =
                apps.token(
                        server,
                        Map.of(
                                "grant_type", "authorization_code",
                                "code", answer.code(),
                                "client_id", app.id(),
                                "client_secret", app.secret(),
                                "redirect_uri", answer.redirectUri().toString(),
                                "code_verifier", answer.verifier()));
        if (reply instanceof Answered answered && MastodonApps.unknownApp(answered)) {
            apps.forget(server, answer.redirectUri());
            throw forgotten(host);
        }
        return Scopes.complete(
                host,
                TokenEndpoint.read(reply, host, clock.instant()).granted(),
                Scopes.read(MastodonApps.SCOPES));
    }

    private static ConnectRefused forgotten(String host) {
        return new ConnectRefused(host + " no longer knows Septet; begin once more", false);
    }

    @Override
    public List<Choice> choices(Credential login, @Nullable URI server) {
        var account = platform.connect(new ConnectRequest(login.accessToken(), server, null));
        return List.of(new Choice(Choice.Kind.ACCOUNT, account, login));
    }
}
