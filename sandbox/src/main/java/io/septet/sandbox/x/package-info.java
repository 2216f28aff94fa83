/** X as its API v2 answers. */
@NullMarked
package io.septet.sandbox.x;

import org.jspecify.annotations.NullMarked;
