package io.septet.sandbox.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A post that a platform has accepted.
 *
 * @param number its place in the order of acceptance over all platforms, from 1
 * @param account the key of the account it belongs to
 * @param id the platform's own id
 * @param text as it was sent
 * @param media in the order in which it is shown
 * @param traits what else a platform wants to remember: visibility, language, parent
 * @param acceptedAt to the millisecond, never decreasing with {@code number}
 */
public record Post(
        long number,
        String account,
        String id,
        String text,
        List<Upload> media,
        Map<String, String> traits,
        Instant acceptedAt) {

    public String trait(String name) {
        return traits.getOrDefault(name, "");
    }
}
