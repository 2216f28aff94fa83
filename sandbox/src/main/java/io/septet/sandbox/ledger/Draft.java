package io.septet.sandbox.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is about to be accepted.
 *
 * @param media uploads of the same account
 * @param mediaOnce whether a picture may be used by one post only
 * @param twinsWithin how long an equal text of a post without pictures is refused; zero never
 */
public record Draft(
        Account account,
        String text,
        List<Upload> media,
        Map<String, String> traits,
        boolean mediaOnce,
        Duration twinsWithin) {}
