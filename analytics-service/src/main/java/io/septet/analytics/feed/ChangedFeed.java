package io.septet.analytics.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * What accounts-service tells of a feed, as far as it concerns us.
 *
 * @param platform null if it was removed, as is {@code name}
 * @param removed null = no
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ChangedFeed(
        String id, @Nullable String platform, @Nullable String name, @Nullable Boolean removed) {

    boolean isRemoved() {
        return Boolean.TRUE.equals(removed);
    }

    /** Whether it can be stored. */
    boolean whole() {
        return Ids.isId(id) && (isRemoved() || (platform != null && name != null));
    }
}
