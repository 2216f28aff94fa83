/**
 * Feeds: the profiles, pages and channels a workspace may post to, and the tokens that open them.
 *
 * <p>{@link FeedController} connects, {@link Feeds} keeps, {@link FeedLookup} opens one for a call.
 */
@NullMarked
package io.septet.accounts.feed;

import org.jspecify.annotations.NullMarked;
