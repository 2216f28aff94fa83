/** The second factor, by the vectors of its standard and through the door. */
@NullMarked
package io.septet.accounts.factor;

import org.jspecify.annotations.NullMarked;
