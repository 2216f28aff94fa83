package io.septet.analytics.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.analytics.tracked.LatestValue;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A feed, and the latest numbers of its account.
 *
 * @param schema layout of the stored document
 * @param version rises with each change of the document
 * @param feedVersion the version of the feed this was learnt from
 * @param name what the team calls it
 * @param since when we first heard of it, UTC
 * @param metrics by the platform's word in our spelling, such as {@code followers}
 * @param lastReadAt when the newest reading of its account was taken
 * @param removedAt when the workspace gave it up; from then on it is not read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackedFeed(
        int schema,
        long version,
        String id,
        long feedVersion,
        String workspace,
        String platform,
        String name,
        Instant since,
        Map<String, LatestValue> metrics,
        @Nullable Instant lastReadAt,
        @Nullable Instant removedAt) {
    private static final int SCHEMA = 1;

    /** One that was just heard of. */
    static TrackedFeed heardOf(
            String workspace, long feedVersion, ChangedFeed feed, Instant since) {
        return new TrackedFeed(
                SCHEMA,
                1,
                feed.id(),
                feedVersion,
                workspace,
                "" + feed.platform(),
                "" + feed.name(),
                since,
                Map.of(),
                null,
                null);
    }

    /** The same after accounts-service told more of it. */
    TrackedFeed told(long feedVersion, ChangedFeed feed, Instant at) {
        return new TrackedFeed(
                SCHEMA,
                version + 1,
                id,
                feedVersion,
                workspace,
                platform,
                feed.name() == null ? name : feed.name(),
                since,
                metrics,
                lastReadAt,
                feed.isRemoved() ? at : null);
    }

    /** The same after one more reading of its account. */
    TrackedFeed read(Instant at, Map<String, Long> reported) {
        var latest = new TreeMap<>(metrics);
        reported.forEach((word, value) -> latest.put(word, new LatestValue(value, at)));
        return new TrackedFeed(
                SCHEMA,
                version + 1,
                id,
                feedVersion,
                workspace,
                platform,
                name,
                since,
                latest,
                at,
                removedAt);
    }

    /** Whether there is an account to ask for. */
    public boolean readable() {
        return removedAt == null;
    }
}
