package io.septet.sandbox.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is about to be accepted.
 *
 * @param media uploads of the same account
 * @param mediaOnce whether a picture may be used by one post only
 * @param twinsWithin how long an equal text of a post without pictures is refused; zero never
 * @param id where the sender chooses it; null = the platform does
 */
public record Draft(
        Account account,
        String text,
        List<Upload> media,
        Map<String, String> traits,
        boolean mediaOnce,
        Duration twinsWithin,
        @Nullable String id) {

    /** A draft whose id the platform chooses. */
    public Draft(
            Account account,
            String text,
            List<Upload> media,
            Map<String, String> traits,
            boolean mediaOnce,
            Duration twinsWithin) {
        this(account, text, media, traits, mediaOnce, twinsWithin, null);
    }
}
