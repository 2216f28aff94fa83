package io.septet.sandbox.linkedin;

import io.septet.sandbox.grant.Access;
import io.septet.sandbox.ledger.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever calls LinkedIn: a member, for whom organisations may speak as well. */
record Caller(Access access) {

    List<Account> accounts() {
        return access.accounts();
    }

    /** The account with that URN, if this caller speaks for it. */
    @Nullable Account of(String urn) {
        return accounts().stream()
                .filter(account -> LinkedInApi.urn(account).equals(urn))
                .findFirst()
                .orElse(null);
    }

    /** The organisation with that URN, if this caller speaks for it and may do this. */
    @Nullable Account organization(String urn, String scope) {
        Account found = of(urn);
        return found == null || LinkedInApi.isMember(found) || !access.may(scope) ? null : found;
    }

    /** Whether the caller may post for one of its accounts. */
    boolean mayPost(Account account) {
        return access.may(
                LinkedInApi.isMember(account) ? "w_member_social" : "w_organization_social");
    }
}
