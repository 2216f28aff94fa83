package io.septet.accounts.platform.instagram;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API answers about accounts; names in snake case. */
final class InstagramWire {
    private InstagramWire() {}

    /**
     * @param instagramBusinessAccount absent if no account is linked to the page
     */
    record Page(
            @Nullable String id,
            @Nullable String name,
            @Nullable String accessToken,
            @Nullable Account instagramBusinessAccount) {
        boolean is(String wanted) {
            return wanted.equals(id)
                    || (instagramBusinessAccount != null
                            && wanted.equals(instagramBusinessAccount.id()));
        }
    }

    record Account(
            @Nullable String id,
            @Nullable String username,
            @Nullable String name,
            @Nullable URI profilePictureUrl) {}

    /**
     * The account of a token of Instagram's own login.
     *
     * @param userId of the account; {@code id} would be the app's own number for it
     */
    record Profile(
            @Nullable String userId,
            @Nullable String username,
            @Nullable String name,
            @Nullable URI profilePictureUrl) {}

    record Pages(@Nullable List<Page> data, @Nullable Paging paging) {
        List<Page> all() {
            return data == null ? List.of() : data;
        }

        /** Where the next part begins; null = this was the last. */
        @Nullable String after() {
            return paging == null || paging.next() == null || paging.cursors() == null
                    ? null
                    : paging.cursors().after();
        }
    }

    record Paging(@Nullable Cursors cursors, @Nullable String next) {}

    record Cursors(@Nullable String after) {}
}
