/** Facebook Pages, through the Graph API. */
@NullMarked
package io.septet.accounts.platform.facebook;

import org.jspecify.annotations.NullMarked;
