/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.http;

import org.jspecify.annotations.NullMarked;
