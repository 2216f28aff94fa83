package io.septet.analytics.tracked;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.id.Ids;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What scheduler-service tells of a delivery, as far as it concerns us.
 *
 * @param sentAt when the platform accepted it; null if nobody knows, as when a member found it
 *     there
 * @param media one media id or a list of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PublishedDelivery(
        String id,
        String post,
        String feed,
        String platform,
        String state,
        @Nullable Instant sentAt,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String text,
        @Nullable JsonNode media) {
    private static final int OPENING = 200;

    /** Whether it says that a delivery is out, in a way that can be stored. */
    boolean published() {
        // JSON knows nothing of what may be null here.
        boolean whole = Stream.of(id, post, feed, platform).allMatch(Objects::nonNull);
        return "PUBLISHED".equals(state) && whole && Ids.isId(id) && Ids.isId(feed);
    }

    /** The first 200 characters of the text; no character is cut in half. */
    String opening() {
        if (text == null) {
            return "";
        }
        return text.codePointCount(0, text.length()) <= OPENING
                ? text
                : text.substring(0, text.offsetByCodePoints(0, OPENING));
    }

    @Nullable String firstMedia() {
        if (media == null) {
            return null;
        }
        var first = media.isArray() ? media.path(0) : media;
        return first.isString() ? first.asString() : null;
    }
}
