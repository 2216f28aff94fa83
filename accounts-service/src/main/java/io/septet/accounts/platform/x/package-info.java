/** X, through its API v2. */
@NullMarked
package io.septet.accounts.platform.x;

import org.jspecify.annotations.NullMarked;
