package io.septet.kit.deed;

import java.util.Map;

/**
 * Something that somebody has done in a workspace.
 *
 * @param key names this one deed; whoever hears of it twice keeps it once
 * @param who a member's id, {@code service:} and a name, or {@code unknown}
 * @param from the network address as the gateway has seen it; empty if nobody came from outside
 * @param what such as {@code post.scheduled}
 * @param on the id of what it was done to
 * @param facts what else is worth knowing, never a secret
 */
public record Deed(
        String key, String who, String from, String what, String on, Map<String, String> facts) {
    /** The type of the event that tells of a deed. */
    public static final String EVENT = "deed.done";
}
