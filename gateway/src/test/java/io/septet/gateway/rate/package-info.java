/** How much one caller may ask. */
@NullMarked
package io.septet.gateway.rate;

import org.jspecify.annotations.NullMarked;
