package io.septet.sandbox.platform;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import java.time.Duration;
import java.time.Instant;

/** What an account has gathered with all its posts together. */
public record Totals(World world, Account account) {
    /** Of so many who look at the profile, one stays. */
    private static final long PER_FOLLOWER = 4;

    /** How many follow it at some time; what posts bring is added to what there was before. */
    public long followers(Instant at) {
        return account.followers() + until(at).profileClicks() / PER_FOLLOWER;
    }

    public long followers() {
        return followers(world.now());
    }

    /** What came between two times; nothing comes after now. */
    public Engagement between(Instant from, Instant to) {
        return until(to).minus(until(from));
    }

    private Engagement until(Instant at) {
        Instant end = at.isAfter(world.now()) ? world.now() : at;
        Engagement sum = Engagement.NONE;
        for (Post post : world.ledger().newest(account)) {
            Duration age = world.limits().unscaled(Duration.between(post.acceptedAt(), end));
            sum = sum.plus(Engagement.of(account, post.id(), age));
        }
        return sum;
    }
}
