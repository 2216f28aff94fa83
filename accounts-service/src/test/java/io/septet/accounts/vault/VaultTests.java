package io.septet.accounts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTests {
    private static final String SECRET = "canary-token-77aa";

    @TempDir private Path data;

    @Test
    void opensWhatWasSealedAlsoAfterARestart() {
        var sealed = vault().seal("desk", "feed", SECRET);

        assertThat(sealed).doesNotContain(SECRET);
        assertThat(vault().open("desk", "feed", sealed)).contains(SECRET);
    }

    @Test
    void opensASecretForItsOwnWorkspaceAndFeedOnly() {
        var sealed = vault().seal("desk", "feed", SECRET);

        assertThat(vault().open("other", "feed", sealed)).isEmpty();
        assertThat(vault().open("desk", "other", sealed)).isEmpty();
        assertThat(vault().open("desk", "feed", "B" + sealed.substring(1))).isEmpty();
        assertThat(vault().open("desk", "feed", "not sealed")).isEmpty();
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        var vault = vault();

        assertThat(vault.seal("desk", "feed", SECRET))
                .isNotEqualTo(vault.seal("desk", "feed", SECRET));
    }

    @Test
    void keepsItsKeyForThisUserAlone() throws IOException {
        vault();

        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("keys/vault.json"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(data.resolve("keys"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void doesNotReplaceAKeyItCannotRead() throws IOException {
        Files.createDirectories(data.resolve("keys"));
        Files.writeString(data.resolve("keys/vault.json"), "{}");

        assertThatThrownBy(this::vault).isInstanceOf(IllegalStateException.class);
        assertThat(data.resolve("keys/vault.json")).hasContent("{}");
    }

    private Vault vault() {
        var nowhere = URI.create("http://localhost");
        return new Vault(
                new VaultProperties(null),
                new SeptetProperties("accounts", data, 1, 1, nowhere, nowhere, nowhere));
    }
}
