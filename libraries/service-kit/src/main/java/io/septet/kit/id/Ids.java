package io.septet.kit.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes identifiers. */
public final class Ids {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Name space of all delivery ids; the value is arbitrary and must never change. */
    private static final UUID DELIVERIES = UUID.fromString("5e97e700-0000-4000-8000-64656c697679");

    private Ids() {}

    /** A new UUID version 7: later ones sort after earlier ones. */
    public static String next() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /**
     * The id of one delivery. The time is not part of it, so that moving a post never makes a
     * second delivery.
     *
     * @param occurrence which date of a series or rule, from 1
     * @param take from 1; rises only when a person sends again after a final state
     */
    public static String delivery(
            String workspace, String post, String feed, int occurrence, int take) {
        return UuidCreator.getNameBasedSha1(
                        DELIVERIES,
                        String.join("|", workspace, post, feed, "" + occurrence, "" + take))
                .toString();
    }

    /** Whether a text has the form of an id; anything else must not become part of a Redis key. */
    public static boolean isId(String text) {
        return UUID_TEXT.matcher(text).matches();
    }
}
