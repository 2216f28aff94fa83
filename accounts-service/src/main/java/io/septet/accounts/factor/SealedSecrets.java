package io.septet.accounts.factor;

import io.septet.accounts.vault.Sealed;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the vault's keys be exchanged under the secrets of authenticator apps too. */
@Configuration(proxyBeanMethods = false)
class SealedSecrets {
    @Bean
    Sealed authenticatorSecrets() {
        return Factors.sealed();
    }
}
