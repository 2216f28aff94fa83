/**
 * A publication is our record of sending one delivery to one feed, at most once.
 *
 * <p>{@link PublicationController} takes the hand-over, {@link Publisher} takes the next step of
 * one publication, {@link Recorder} writes what the platform answered, {@link Resolver} settles
 * what it did not answer clearly, {@link Decisions} are a person's, {@link Publications} keeps them
 * in Redis, {@link WorkLoop} says when a step is due.
 */
@NullMarked
package io.septet.accounts.publication;

import org.jspecify.annotations.NullMarked;
