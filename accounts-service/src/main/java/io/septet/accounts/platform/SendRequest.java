package io.septet.accounts.platform;

import java.time.Instant;
import java.util.Map;

/**
 * One post to one feed.
 *
 * @param deliveryId stays the same for every try; the idempotency key where a platform honours one
 * @param workspace whose media storage holds the pictures
 * @param content what was approved
 * @param due when it shall be public
 * @param handles what {@link Platform#prepare} has achieved so far
 */
public record SendRequest(
        String deliveryId,
        String workspace,
        Content content,
        Instant due,
        Map<String, String> handles) {}
