package io.septet.accounts.platform.threads;

import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Renewal;
import io.septet.accounts.platform.graph.DirectLogin;
import io.septet.accounts.platform.http.Outbound;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Consent at Threads: one login is one account. */
@Component
public class ThreadsConsent implements Consent {
    private static final List<String> SCOPES =
            List.of("threads_basic", "threads_content_publish", "threads_manage_insights");

    private final DirectLogin login;
    private final ThreadsPlatform platform;

    /**
     * @param platform tells whose a token is
     */
    public ThreadsConsent(
            ThreadsApp settings,
            ThreadsProperties properties,
            ThreadsPlatform platform,
            Outbound outbound,
            Clock clock) {
        this.login =
                new DirectLogin(
                        settings.app(),
                        settings.tokenUrl(),
                        properties.baseUrl(),
                        new DirectLogin.Brand("Threads", "th", SCOPES),
                        outbound,
                        clock);
        this.platform = platform;
    }

    @Override
    public String platform() {
        return "threads";
    }

    @Override
    public boolean fetchesPictures() {
        return true;
    }

    @Override
    public List<String> missing() {
        return login.missing();
    }

    @Override
    public URI authorize(Question question) {
        return login.authorize(question);
    }

    @Override
    public Credential exchange(Answer answer) {
        return login.exchange(answer);
    }

    @Override
    public List<Choice> choices(Credential opened, @Nullable URI server) {
        var account = platform.connect(new ConnectRequest(opened.accessToken(), null, null));
        return List.of(new Choice(Choice.Kind.ACCOUNT, account, opened));
    }

    @Override
    public @Nullable Instant renewAt(Credential credential) {
        return login.renewAt(credential);
    }

    @Override
    public Renewal renew(Credential credential) {
        return login.renew(credential);
    }
}
