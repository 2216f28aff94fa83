package io.septet.sandbox.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Ids like the platforms' own: they grow with time and never come twice, also across a restart. */
final class Numbers {
    private static final long X_EPOCH = 1_288_834_974_657L;
    private static final String PREFIX = "122";
    private static final String MEDIA = "179";

    private final AtomicLong last = new AtomicLong();

    /** Never gives this id or a smaller one again. */
    void seen(Platform platform, String id) {
        long tick =
                switch (platform) {
                    case X -> (Long.parseLong(id) >> 22) + X_EPOCH;
                    case MASTODON -> Long.parseLong(id) >> 16;
                    case LINKEDIN -> Long.parseLong(id.substring(id.lastIndexOf(':') + 1)) >> 22;
                    case INSTAGRAM, THREADS -> Long.parseLong(id.substring(MEDIA.length()));
                    case FACEBOOK ->
                            Long.parseLong(id.substring(id.indexOf('_') + 1 + PREFIX.length()));
                    // Posts are named by whoever sends them, pictures by their content; Telegram
                    // counts the posts of a channel.
                    case BLUESKY, TELEGRAM -> 0;
                };
        last.accumulateAndGet(tick, Math::max);
    }

    String next(Platform platform, Instant now) {
        long tick =
                last.accumulateAndGet(now.toEpochMilli(), (before, at) -> Math.max(before + 1, at));
        return switch (platform) {
            case X -> Long.toString((tick - X_EPOCH) << 22);
            case MASTODON -> Long.toString(tick << 16);
            case LINKEDIN -> Long.toString(tick << 22);
            case INSTAGRAM, THREADS -> MEDIA + tick;
            case FACEBOOK -> PREFIX + tick;
            case BLUESKY, TELEGRAM -> Long.toString(tick);
        };
    }
}
