/** Tests of this package. */
@NullMarked
package io.septet.accounts.connect;

import org.jspecify.annotations.NullMarked;
