package io.septet.accounts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTests {
    private static final String SECRET = "canary-token-77aa";
    private static final String OUTER = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

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

    @Test
    void namesItsKeyInEachCiphertext() {
        var vault = vault();

        assertThat(Vault.keyOf(vault.seal("desk", "feed", SECRET)))
                .contains(vault.keys().primary());
        assertThat(Vault.keyOf("not sealed")).isEmpty();
    }

    @Test
    void aNewKeySealsFromNowOnAndTheOldOneStillOpensAlsoInAnotherReplica() {
        var one = vault();
        var other = vault();
        var before = other.seal("desk", "feed", SECRET);

        one.keys().renew();
        var after = one.seal("desk", "feed", SECRET);

        assertThat(Vault.keyOf(after)).isNotEqualTo(Vault.keyOf(before));
        assertThat(one.open("desk", "feed", before)).contains(SECRET);
        assertThat(other.open("desk", "feed", after)).contains(SECRET);
        assertThat(Vault.keyOf(other.seal("desk", "feed", SECRET))).isEqualTo(Vault.keyOf(after));
    }

    @Test
    void forgetsAKeyButNeverTheOneThatSeals() {
        var vault = vault();
        var old = vault.seal("desk", "feed", SECRET);
        vault.keys().renew();
        var young = vault.seal("desk", "feed", SECRET);

        vault.keys().forget(Set.copyOf(vault.keys().ids()));

        assertThat(vault.open("desk", "feed", old)).isEmpty();
        assertThat(vault.open("desk", "feed", young)).contains(SECRET);
    }

    @Test
    void aKeyOfTheInstallationKeepsTheKeysThemselvesSecret() throws IOException {
        var sealed = vault().seal("desk", "feed", SECRET);
        var file = data.resolve("keys/vault.json");
        assertThat(Files.readString(file)).contains("\"keyData\"");

        assertThat(vault(OUTER).open("desk", "feed", sealed)).contains(SECRET);

        assertThat(Files.readString(file))
                .contains("encryptedKeyset")
                .doesNotContain("\"keyData\"");
        assertThat(vault(OUTER).open("desk", "feed", sealed)).contains(SECRET);
        assertThatThrownBy(this::vault).rootCause().hasMessageContaining("septet.vault.key");
        assertThatThrownBy(() -> vault("A".repeat(43) + "="))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault("short")).isInstanceOf(IllegalStateException.class);
    }

    private Vault vault() {
        return vault(null);
    }

    private Vault vault(@Nullable String key) {
        var nowhere = URI.create("http://localhost");
        return new Vault(
                new VaultProperties(null, key),
                new SeptetProperties("accounts", data, 1, 1, nowhere, nowhere, nowhere));
    }
}
