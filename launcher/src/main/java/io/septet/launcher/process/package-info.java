/**
 * A child is a program that we started and keep alive.
 *
 * <p>{@link Program} says how to start one and when it is healthy, {@link Child} runs it and starts
 * it again when it dies, {@link ProcessTable} remembers on disk what is ours.
 */
@NullMarked
package io.septet.launcher.process;

import org.jspecify.annotations.NullMarked;
