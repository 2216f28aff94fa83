package io.septet.accounts.platform;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One post as it was found on its platform.
 *
 * @param platformId as the platform gives it
 * @param link where people see it, if the platform told
 * @param createdAt when the platform says it became public
 * @param text as people read it there, without markup
 */
public record Seen(
        String platformId, @Nullable URI link, @Nullable Instant createdAt, String text) {
    /** The same with no more of its text than this. */
    public Seen shortened(int most) {
        return text.length() <= most
                ? this
                : new Seen(
                        platformId,
                        link,
                        createdAt,
                        text.substring(0, text.offsetByCodePoints(0, most / 2)));
    }
}
