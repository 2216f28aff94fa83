/** Tests of this package. */
@NullMarked
package io.septet.accounts.vault;

import org.jspecify.annotations.NullMarked;
