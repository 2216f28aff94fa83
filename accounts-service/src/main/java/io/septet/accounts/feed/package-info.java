/** Feeds: the profiles, pages and channels a workspace may post to, and the tokens that open them. */
@NullMarked
package io.septet.accounts.feed;

import org.jspecify.annotations.NullMarked;
