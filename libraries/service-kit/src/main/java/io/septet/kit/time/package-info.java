/** Time as a parameter. */
@NullMarked
package io.septet.kit.time;

import org.jspecify.annotations.NullMarked;
