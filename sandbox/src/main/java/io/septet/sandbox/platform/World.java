package io.septet.sandbox.platform;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.fault.Faults;
import io.septet.sandbox.fault.Limits;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Ledger;
import io.septet.sandbox.ledger.MediaStore;
import io.septet.sandbox.ledger.Post;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Everything that a pretend platform needs to answer. */
public record World(
        Accounts accounts,
        Ledger ledger,
        Faults faults,
        Limits limits,
        Places places,
        Clock clock) {

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

    /** Whether an upload that no post uses has been thrown away by the platform. */
    public boolean isExpired(Instant uploadedAt) {
        return now().isAfter(uploadedAt.plus(limits.scaled(MediaStore.KEPT)));
    }
}
