/** Job stores side by side: storing, firing, lateness, calls and memory. */
@NullMarked
package io.septet.benchmarks.jobs;

import org.jspecify.annotations.NullMarked;
