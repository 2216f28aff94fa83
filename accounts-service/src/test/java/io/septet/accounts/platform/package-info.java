/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform;

import org.jspecify.annotations.NullMarked;
