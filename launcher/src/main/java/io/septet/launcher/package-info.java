/**
 * The launcher runs the whole of Septet on one machine.
 *
 * <p>{@link Launcher} reads what is asked, {@link Settings} says where everything lies and listens,
 * {@link House} starts the programs in their order and stops them again.
 */
@NullMarked
package io.septet.launcher;

import org.jspecify.annotations.NullMarked;
