package io.septet.accounts.feed;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Platform;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What sending and reading need to know of a feed. */
public interface FeedLookup {
    /**
     * Opens a feed for one call.
     *
     * @return empty if this workspace has no such feed, or its account must be connected again
     */
    Optional<OpenFeed> open(String workspace, String feed);

    /** Whether this workspace has such a feed, however its account is doing. */
    boolean exists(String workspace, String feed);

    /**
     * Notes that the platform no longer accepts the feed's token, so that people are asked to
     * connect again.
     */
    void refused(String workspace, String feed, String reason);

    /**
     * @param platform its adapter
     * @param access the account and its token
     * @param publishClass how unclear sends can be settled there
     * @param where platform and server, the name under which calls are guarded
     */
    record OpenFeed(Platform platform, FeedAccess access, PublishClass publishClass, String where) {
        /** One whose server is as its platform usually is. */
        public OpenFeed(Platform platform, FeedAccess access, String where) {
            this(
                    platform,
                    access,
                    platform.capabilities(access.platformAccount()).publishClass(),
                    where);
        }

        /**
         * Makes a call to the platform, in a place for it.
         *
         * @param kind {@code send} or {@code read}
         * @param answered whether the outcome says that the platform answered
         * @return empty if there is no place now, and no call was made
         */
        public <T> Optional<T> guarded(
                Guards guards, String kind, Function<Platform, T> call, Predicate<T> answered) {
            var permit = guards.enter(kind, where);
            if (permit.isEmpty()) {
                return Optional.empty();
            }
            permit.get().calling();
            boolean good = false;
            try {
                var outcome = call.apply(platform);
                good = answered.test(outcome);
                return Optional.of(outcome);
            } finally {
                if (good) {
                    permit.get().answered();
                } else {
                    permit.get().failed();
                }
            }
        }
    }
}
