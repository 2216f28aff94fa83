/** What the door promises, tried through HTTP. */
@NullMarked
package io.septet.gateway;

import org.jspecify.annotations.NullMarked;
