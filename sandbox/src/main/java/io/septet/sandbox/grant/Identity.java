package io.septet.sandbox.grant;

import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Platform;
import java.util.List;

/**
 * Somebody as whom a person can consent.
 *
 * @param key an account's key, or a person's name in lower case
 * @param id the platform's own number for the person
 * @param accounts what is opened; at Facebook pages, of which the person may leave some out
 */
public record Identity(String key, String id, String name, List<Account> accounts) {
    private static final String LIN = "lin.yue";
    private static final String CHEN = "chen.bo";

    /** Those of a platform, the usual one first. */
    public static List<Identity> of(Accounts accounts, Platform platform, int instance) {
        List<Account> all =
                accounts.of(platform).stream()
                        .filter(account -> account.instance() == instance)
                        .toList();
        return switch (platform) {
            case FACEBOOK ->
                    List.of(
                            new Identity(LIN, "10160000000000501", "Lin Yue", all),
                            new Identity(
                                    CHEN, "10160000000000502", "Chen Bo", List.of(all.getLast())));
            case LINKEDIN ->
                    List.of(new Identity(LIN, all.getLast().id(), all.getLast().name(), all));
            // A bot is let in by its token alone.
            case TELEGRAM -> List.of();
            case X, MASTODON, BLUESKY, INSTAGRAM, THREADS ->
                    all.stream()
                            .map(account ->
                                    new Identity(
                                            account.key(),
                                            account.id(),
                                            account.name(),
                                            List.of(account)))
                            .toList();
        };
    }
}
