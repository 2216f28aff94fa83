/**
 * A delivery is one approved post for one feed at one time.
 *
 * <p>{@link Deliveries} keeps them with the list of what falls due; {@link WakeUps} and {@link
 * Sweep} wake {@link HandOver}, which gives a delivery to accounts-service at its second; {@link
 * Results} hears what became of it; {@link Recalls} takes it back before it is changed.
 */
@NullMarked
package io.septet.scheduler.delivery;

import org.jspecify.annotations.NullMarked;
