/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.facebook;

import org.jspecify.annotations.NullMarked;
