package io.septet.sandbox.platform;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.fault.Faults;
import io.septet.sandbox.fault.Limits;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.grant.Access.State;
import io.septet.sandbox.grant.App;
import io.septet.sandbox.grant.Grant;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Ledger;
import io.septet.sandbox.ledger.MediaStore;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a pretend platform needs to answer. */
public record World(
        Accounts accounts,
        Grants grants,
        App app,
        Ledger ledger,
        Faults faults,
        Limits limits,
        Places places,
        Clock clock) {

    /** What a token opens: an account's own one, or one that came of a consent. */
    public Access access(Platform platform, int instance, @Nullable String token) {
        if (faults.isRevoked(token)) {
            return Access.refused(State.REVOKED);
        }
        Account own = accounts.byToken(platform, instance, token);
        if (own != null) {
            return new Access(State.GOOD, List.of(own), null, null);
        }
        Grant grant = grants.find(platform, instance, token);
        if (grant == null || grant.kind() == Grant.Kind.REFRESH) {
            return Access.refused(State.UNKNOWN);
        }
        if (grants.isRevoked(grant)) {
            return Access.refused(State.REVOKED);
        }
        return grants.isExpired(grant)
                ? Access.refused(State.EXPIRED)
                : new Access(State.GOOD, accounts(grant), Set.copyOf(grant.scopes()), grant);
    }

    /** The accounts that a token opens. */
    public List<Account> accounts(Grant grant) {
        return accounts.all().stream()
                .filter(account -> grant.accounts().contains(account.key()))
                .toList();
    }

    /** The app if that is its id, at the platforms that know only the one. */
    public @Nullable App app(@Nullable String client) {
        return app.id().equals(client) ? app : null;
    }

    /** Whether that is the app with its secret. */
    public boolean isApp(@Nullable String client, @Nullable String secret) {
        return app.id().equals(client) && app.secret().equals(secret);
    }

    public Instant now() {
        return clock.instant();
    }

    public MediaStore media() {
        return ledger.media();
    }

    /** How long ago a post was accepted, in the platform's time. */
    public Duration age(Post post) {
        return limits.unscaled(Duration.between(post.acceptedAt(), now()));
    }

    /** What a post has gathered by now. */
    public Engagement engagement(Account account, Post post) {
        return Engagement.of(account, post.id(), age(post));
    }

    /** The posts of an account that reading shows now, newest first. */
    public Collection<Post> shown(Account account) {
        Duration lag = faults.lag(account.platform());
        Collection<Post> all = ledger.newest(account);
        return lag.isZero() ? all : all.stream().filter(post -> isOlder(post, lag)).toList();
    }

    /** A post, if reading shows it now. */
    public @Nullable Post shown(Account account, String id) {
        Post post = ledger.find(account, id);
        return post == null || isOlder(post, faults.lag(account.platform())) ? post : null;
    }

    private boolean isOlder(Post post, Duration lag) {
        return !post.acceptedAt().plus(lag).isAfter(now());
    }

    /** How many follow an account now. */
    public long followers(Account account) {
        return new Totals(this, account).followers();
    }

    /** Whether an upload that no post uses has been thrown away by the platform. */
    public boolean isExpired(Instant uploadedAt) {
        return now().isAfter(uploadedAt.plus(limits.scaled(MediaStore.KEPT)));
    }
}
