/** Tests of media through the HTTP door. */
@NullMarked
package io.septet.scheduler.media;

import org.jspecify.annotations.NullMarked;
