/**
 * How platforms are called: explicit time limits, no retries, no redirects, and an exact answer to
 * whether a request can have arrived.
 *
 * <p>{@link Outbound} makes the clients, {@link Reply} is what a call has led to, {@link Addresses}
 * keeps addresses given by users away from our own network.
 */
@NullMarked
package io.septet.accounts.platform.http;

import org.jspecify.annotations.NullMarked;
