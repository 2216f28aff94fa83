/** scheduler-service through its HTTP door. */
@NullMarked
package io.septet.scheduler;

import org.jspecify.annotations.NullMarked;
