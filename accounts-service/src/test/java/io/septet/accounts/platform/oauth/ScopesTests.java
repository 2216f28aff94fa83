package io.septet.accounts.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.septet.accounts.platform.ScopesMissing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopesTests {
    private static final List<String> NEEDED =
            List.of("read:accounts", "write:statuses", "write:media");

    @Test
    void aWideScopeHoldsItsNarrowerOnes() {
        assertThatCode(() -> Scopes.complete("Mastodon", List.of("write", "read"), NEEDED))
                .doesNotThrowAnyException();
    }

    @Test
    void everyScopeThatIsMissingIsNamed() {
        var missing =
                catchThrowableOfType(
                        ScopesMissing.class,
                        () ->
                                Scopes.complete(
                                        "Mastodon",
                                        List.of("read:accounts", "writer", "write:statuses:x"),
                                        NEEDED));

        assertThat(missing.missing()).containsExactly("write:statuses", "write:media");
    }

    @Test
    void scopesAreDividedByBlanksOrCommas() {
        assertThat(Scopes.read(" a,b c, d ")).containsExactly("a", "b", "c", "d");
    }
}
