/**
 * The calendar: posts by the time at which they go out, each with what its deliveries show.
 *
 * <p>{@link CalendarController} reads the sorted set that posts keep.
 */
@NullMarked
package io.septet.scheduler.calendar;

import org.jspecify.annotations.NullMarked;
