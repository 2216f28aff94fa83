/**
 * A tracked publication is what went out to one feed, with the latest value of each of its metrics.
 *
 * <p>{@link io.septet.analytics.tracked.DeliveryEvents} hears of it, {@link
 * io.septet.analytics.tracked.TrackedPublications} keeps it, {@link
 * io.septet.analytics.tracked.Cadence} says at which ages it is read.
 */
@NullMarked
package io.septet.analytics.tracked;

import org.jspecify.annotations.NullMarked;
