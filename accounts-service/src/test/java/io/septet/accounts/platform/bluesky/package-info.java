/** Tests of the Bluesky adapter. */
@NullMarked
package io.septet.accounts.platform.bluesky;

import org.jspecify.annotations.NullMarked;
