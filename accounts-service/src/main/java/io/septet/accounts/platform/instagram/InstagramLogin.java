package io.septet.accounts.platform.instagram;

import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.graph.DirectLogin;
import io.septet.accounts.platform.http.Outbound;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consent at Instagram itself. */
@Configuration(proxyBeanMethods = false)
class InstagramLogin {
    private static final List<String> SCOPES =
            List.of(
                    "instagram_business_basic",
                    "instagram_business_content_publish",
                    "instagram_business_manage_insights");

    @Bean
    Consent instagramConsent(
            InstagramApp settings,
            InstagramProperties properties,
            InstagramPlatform platform,
            Outbound outbound,
            Clock clock) {
        return new DirectLogin(
                settings.app(),
                settings.tokenUrl(),
                properties.ownUrl(),
                new DirectLogin.Brand("Instagram", "ig", SCOPES),
                platform,
                outbound,
                clock);
    }
}
