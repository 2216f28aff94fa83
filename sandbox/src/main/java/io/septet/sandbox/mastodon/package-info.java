/** A Mastodon-like server as its REST API answers. */
@NullMarked
package io.septet.sandbox.mastodon;

import org.jspecify.annotations.NullMarked;
