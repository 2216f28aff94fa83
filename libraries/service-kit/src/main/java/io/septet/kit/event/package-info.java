/** Event streams: what one service tells the others. */
@NullMarked
package io.septet.kit.event;

import org.jspecify.annotations.NullMarked;
