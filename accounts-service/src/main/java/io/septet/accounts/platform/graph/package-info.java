/**
 * What Meta's APIs have in common: how they word errors, limits and numbers ({@link GraphFault},
 * {@link GraphUsage}, {@link GraphInsights}), and the two steps in which Instagram and Threads
 * publish.
 *
 * <p>{@link Containers} makes a container of pictures and text, which has no public effect, waits
 * until it is processed, and later publishes it; {@link Dialect} says what the two platforms call
 * things. {@link DirectLogin} is how people let us in.
 */
@NullMarked
package io.septet.accounts.platform.graph;

import org.jspecify.annotations.NullMarked;
