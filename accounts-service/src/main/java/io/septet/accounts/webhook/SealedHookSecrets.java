package io.septet.accounts.webhook;

import io.septet.accounts.vault.Sealed;
import io.septet.kit.redis.Changes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the vault's keys be exchanged under the secrets of webhooks too. */
@Configuration(proxyBeanMethods = false)
class SealedHookSecrets {
    @Bean
    Sealed webhookSecrets(Changes changes) {
        return Webhooks.sealed(changes);
    }
}
