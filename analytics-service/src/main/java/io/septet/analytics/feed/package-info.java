/**
 * A tracked feed is an account that posts go to, with its name and what its platform says of the
 * account itself, such as followers.
 *
 * <p>{@link io.septet.analytics.feed.FeedEvents} hears of it, {@link
 * io.septet.analytics.feed.TrackedFeeds} keeps it and every reading of its account, {@link
 * io.septet.analytics.feed.AccountCadence} says when that is read.
 */
@NullMarked
package io.septet.analytics.feed;

import org.jspecify.annotations.NullMarked;
