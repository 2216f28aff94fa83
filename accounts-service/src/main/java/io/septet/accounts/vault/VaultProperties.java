package io.septet.accounts.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param keyset file with the vault's keys (Tink's JSON, not encrypted), the same for all replicas;
 *     absent = {@code ${septet.data}/keys/vault.json}. A missing file is made at the first start;
 *     losing it means connecting every feed again
 * @param key what that file itself is encrypted with: 32 bytes as base64, from a secret of the
 *     installation; absent = it is not encrypted
 */
@ConfigurationProperties("septet.vault")
public record VaultProperties(@Nullable Path keyset, @Nullable String key) {
    @Override
    public String toString() {
        return "VaultProperties[" + keyset + "]";
    }
}
