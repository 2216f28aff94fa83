/** Tests of delivery through the HTTP door. */
@NullMarked
package io.septet.scheduler.delivery;

import org.jspecify.annotations.NullMarked;
