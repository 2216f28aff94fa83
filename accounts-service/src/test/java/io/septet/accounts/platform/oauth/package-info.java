/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.oauth;

import org.jspecify.annotations.NullMarked;
