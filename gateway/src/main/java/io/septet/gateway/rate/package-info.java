/**
 * How much one caller may ask, so that nobody's script slows the others down.
 *
 * <p>{@link io.septet.gateway.rate.AddressRateFilter} counts by address before anybody is asked who
 * the caller is, {@link io.septet.gateway.rate.CallerRateFilter} by member or token afterwards;
 * both ask {@link io.septet.gateway.rate.Rates}.
 */
@NullMarked
package io.septet.gateway.rate;

import org.jspecify.annotations.NullMarked;
