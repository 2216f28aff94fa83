/**
 * Media bytes, from the storage that scheduler-service fills; nothing here writes.
 *
 * <p>{@link MediaFiles} finds them for adapters that upload; {@link MediaLinks} makes addresses for
 * platforms that fetch, and {@link MediaLinkController} serves those.
 */
@NullMarked
package io.septet.accounts.media;

import org.jspecify.annotations.NullMarked;
