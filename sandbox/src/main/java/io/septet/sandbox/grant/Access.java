package io.septet.sandbox.grant;

import io.septet.sandbox.ledger.Account;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token opens.
 *
 * @param accounts empty unless it counts
 * @param scopes null = all, as for the tokens of {@code GET /sandbox/accounts}
 * @param grant null for those, and for an unknown token
 */
public record Access(
        State state, List<Account> accounts, @Nullable Set<String> scopes, @Nullable Grant grant) {

    /** Whether a token counts. */
    public enum State {
        GOOD,
        UNKNOWN,
        EXPIRED,
        REVOKED
    }

    public static Access refused(State state) {
        return new Access(state, List.of(), Set.of(), null);
    }

    /** The only account, or the first of them; null unless the token counts. */
    public @Nullable Account account() {
        return accounts.isEmpty() ? null : accounts.getFirst();
    }

    /** Whether one of these scopes was granted. */
    public boolean may(String... anyOf) {
        return scopes == null || List.of(anyOf).stream().anyMatch(scopes::contains);
    }
}
