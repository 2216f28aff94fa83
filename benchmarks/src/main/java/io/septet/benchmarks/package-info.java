/** Measurements of the built services, each with a {@code main} of its own. */
@NullMarked
package io.septet.benchmarks;

import org.jspecify.annotations.NullMarked;
