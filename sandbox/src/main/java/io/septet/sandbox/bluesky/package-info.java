/** A Bluesky-like server: the parts of the AT Protocol that a program posting to it meets. */
@NullMarked
package io.septet.sandbox.bluesky;

import org.jspecify.annotations.NullMarked;
