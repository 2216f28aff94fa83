/** Tests of this package. */
@NullMarked
package io.septet.scheduler.audit;

import org.jspecify.annotations.NullMarked;
