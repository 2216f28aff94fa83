package io.septet.sandbox.container;

import io.septet.sandbox.ledger.Upload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may become a post.
 *
 * @param account the key of the account it belongs to
 * @param item whether it is only part of a carousel
 * @param at when it was made
 * @param readyAt until then it is processed
 * @param post the post it has become; null = not published
 */
record Container(
        String id,
        String account,
        boolean item,
        String text,
        List<Upload> media,
        Instant at,
        Instant readyAt,
        @Nullable String post) {

    Container published(String as) {
        return new Container(id, account, item, text, media, at, readyAt, as);
    }
}
