/** Mastodon, on any server that people name. */
@NullMarked
package io.septet.accounts.platform.mastodon;

import org.jspecify.annotations.NullMarked;
