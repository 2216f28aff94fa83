package io.septet.accounts.platform.threads;

import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.graph.DirectLogin;
import io.septet.accounts.platform.http.Outbound;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consent at Threads itself. */
@Configuration(proxyBeanMethods = false)
class ThreadsLogin {
    private static final List<String> SCOPES =
            List.of("threads_basic", "threads_content_publish", "threads_manage_insights");

    @Bean
    Consent threadsConsent(
            ThreadsApp settings,
            ThreadsProperties properties,
            ThreadsPlatform platform,
            Outbound outbound,
            Clock clock) {
        return new DirectLogin(
                settings.app(),
                settings.tokenUrl(),
                properties.baseUrl(),
                new DirectLogin.Brand("Threads", "th", SCOPES),
                platform,
                outbound,
                clock);
    }
}
