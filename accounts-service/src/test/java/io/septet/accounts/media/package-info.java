/** Tests of this package. */
@NullMarked
package io.septet.accounts.media;

import org.jspecify.annotations.NullMarked;
