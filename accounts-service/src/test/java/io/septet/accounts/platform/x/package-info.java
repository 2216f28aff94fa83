/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.x;

import org.jspecify.annotations.NullMarked;
