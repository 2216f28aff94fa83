/**
 * A reading is what a platform reported of one publication at one time, kept for good.
 *
 * <p>{@link io.septet.analytics.reading.CollectionSchedule} wakes {@link
 * io.septet.analytics.reading.Collector}, which claims what is due from {@link
 * io.septet.analytics.reading.CollectQueue}, asks accounts-service through {@link
 * io.septet.analytics.reading.MetricsSource} and keeps the answer in {@link
 * io.septet.analytics.reading.Readings}.
 */
@NullMarked
package io.septet.analytics.reading;

import org.jspecify.annotations.NullMarked;
