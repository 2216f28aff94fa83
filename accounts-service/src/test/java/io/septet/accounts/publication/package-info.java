/** Tests of this package. */
@NullMarked
package io.septet.accounts.publication;

import org.jspecify.annotations.NullMarked;
