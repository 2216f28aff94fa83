package io.septet.accounts.feed;

import io.septet.accounts.platform.CapabilitiesView;
import io.septet.accounts.platform.Platforms;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A feed as clients and events show it: nothing secret.
 *
 * @param account the name on the platform
 * @param health {@code ok}, {@code reconnect} or {@code unreachable}
 * @param healthReason in words; of a feed that is {@code ok} a warning, or null
 * @param expiresAt when access runs out and only a person can bring it back; null = not foreseeable
 * @param capabilities what its platform and server allow; null if this release has no adapter for
 *     it
 */
public record FeedView(
        String id,
        String platform,
        String name,
        String account,
        @Nullable URI link,
        @Nullable URI avatar,
        String health,
        @Nullable String healthReason,
        @Nullable Instant expiresAt,
        @Nullable CapabilitiesView capabilities,
        long version) {

    static FeedView of(Feed feed, Platforms platforms) {
        return new FeedView(
                feed.id(),
                feed.platform(),
                feed.name(),
                feed.username(),
                feed.link(),
                feed.avatar(),
                feed.health().name().toLowerCase(Locale.ROOT),
                feed.healthReason(),
                feed.expiresAt(),
                platforms
                        .find(feed.platform())
                        .map(platform -> CapabilitiesView.of(feed.capabilities(platform)))
                        .orElse(null),
                feed.version());
    }
}
