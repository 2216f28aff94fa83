package io.septet.accounts.connect;

import io.septet.accounts.feed.FeedBook;
import io.septet.accounts.platform.Choice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its member sees it: nothing secret.
 *
 * @param server for platforms of many servers
 * @param feed the feed that is to be connected again; null = whichever is chosen
 * @param expiresAt until when it can be chosen
 */
record AttemptView(
        String id,
        String platform,
        @Nullable URI server,
        @Nullable String feed,
        List<Account> choices,
        Instant expiresAt) {

    /**
     * @param id to choose it by
     * @param account its name on the platform
     * @param kind {@code account}, {@code page}, {@code organisation} or {@code person}
     * @param feed the feed that has it already; null = none
     */
    record Account(
            String id,
            String name,
            String account,
            @Nullable URI link,
            @Nullable URI avatar,
            String kind,
            @Nullable String feed) {}

    static AttemptView of(Attempt attempt, FeedBook feeds) {
        return new AttemptView(
                attempt.id(),
                attempt.platform(),
                attempt.server(),
                attempt.feed(),
                attempt.choices().stream().map(choice -> account(attempt, choice, feeds)).toList(),
                attempt.expiresAt());
    }

    private static Account account(Attempt attempt, Choice choice, FeedBook feeds) {
        var account = choice.account();
        return new Account(
                account.platformAccount(),
                account.name(),
                account.username(),
                account.link(),
                account.avatar(),
                choice.kind().name().toLowerCase(Locale.ROOT),
                feeds.of(
                                attempt.workspace(),
                                attempt.platform(),
                                attempt.server(),
                                account.platformAccount())
                        .orElse(null));
    }
}
