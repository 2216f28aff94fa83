/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.linkedin;

import org.jspecify.annotations.NullMarked;
