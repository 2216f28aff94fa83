/**
 * Posts, their pictures and their deliveries: what goes out on which feed, and when.
 *
 * <p>{@code post} takes what an author wrote and schedules it, {@code delivery} hands it over at
 * its second and learns what became of it, {@code accounts} is the way to accounts-service.
 */
@NullMarked
package io.septet.scheduler;

import org.jspecify.annotations.NullMarked;
