package io.septet.kit.event;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened, told by the script that made it so.
 *
 * @param v layout of this record; readers skip versions they do not know
 * @param type such as {@code delivery.published}; readers skip types they do not know
 * @param workspace whose it is
 * @param id of what it happened to
 * @param version of the document after it, so that readers can be idempotent
 * @param at when it happened, UTC
 * @param data what readers need to know, as JSON
 */
public record Event(
        int v, String type, String workspace, String id, long version, Instant at, JsonNode data) {
    /** The layout written by this release. */
    public static final int LAYOUT = 1;

    /** The workspace named by events that concern all of them. */
    public static final String EVERYWHERE = "*";

    /** Whether this is told to a workspace. */
    public boolean concerns(String asking) {
        return workspace.equals(asking) || workspace.equals(EVERYWHERE);
    }

    /** An event in this release's layout. */
    public static Event of(
            String type, String workspace, String id, long version, Instant at, JsonNode data) {
        return new Event(LAYOUT, type, workspace, id, version, at, data);
    }
}
