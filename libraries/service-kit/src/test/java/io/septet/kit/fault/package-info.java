/** Tests of this package. */
@NullMarked
package io.septet.kit.fault;

import org.jspecify.annotations.NullMarked;
