/**
 * The way to accounts-service: checking a post, handing a delivery over, taking it back, asking
 * after it.
 *
 * <p>{@link AccountsClient} calls; its endings are {@link PublicationAnswer} and {@link FeedCheck}.
 */
@NullMarked
package io.septet.scheduler.accounts;

import org.jspecify.annotations.NullMarked;
