/** Tests of post through the HTTP door. */
@NullMarked
package io.septet.scheduler.post;

import org.jspecify.annotations.NullMarked;
