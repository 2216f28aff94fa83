/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.telegram;

import org.jspecify.annotations.NullMarked;
