/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.threads;

import org.jspecify.annotations.NullMarked;
