/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.instagram;

import org.jspecify.annotations.NullMarked;
