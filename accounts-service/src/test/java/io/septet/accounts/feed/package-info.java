/** Tests of this package. */
@NullMarked
package io.septet.accounts.feed;

import org.jspecify.annotations.NullMarked;
