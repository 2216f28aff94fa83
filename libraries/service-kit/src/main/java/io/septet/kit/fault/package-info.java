/** Faults that tests switch on. */
@NullMarked
package io.septet.kit.fault;

import org.jspecify.annotations.NullMarked;
