/** Tests of this package. */
@NullMarked
package io.septet.accounts.platform.mastodon;

import org.jspecify.annotations.NullMarked;
