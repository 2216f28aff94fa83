package io.septet.accounts.feed;

import io.septet.accounts.vault.Sealed;
import io.septet.kit.redis.Changes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the vault where feeds' tokens lie. */
@Configuration(proxyBeanMethods = false)
class SealedTokens {
    private static final String PART = ":feed-secret:";

    @Bean
    Sealed feedSecrets(Changes changes) {
        return new Sealed(
                PART,
                key ->
                        changes.find(key.replace(PART, ":feed:"), Feed.class)
                                .map(feed -> new Sealed.To(feed.workspace(), feed.id())));
    }
}
