/**
 * The sandbox: pretend platforms that answer as the real ones do, keep what they were given, and
 * fail on demand.
 */
@NullMarked
package io.septet.sandbox;

import org.jspecify.annotations.NullMarked;
