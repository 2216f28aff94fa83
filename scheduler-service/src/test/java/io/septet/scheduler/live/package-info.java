/** Tests of live through the HTTP door. */
@NullMarked
package io.septet.scheduler.live;

import org.jspecify.annotations.NullMarked;
